//! Who reads: the account behind the session, the rights it gives, the reader's choices, and the secret of their forms.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use tidings_model::publisher::DisplayPolicy;
use tidings_model::time::Timestamp;
use tidings_model::user::{Role, User};

use crate::account::Token;
use crate::cookie;
use crate::error::WebError;
use crate::page::frame::{Frame, Preferences, Reader, Theme};
use crate::settings::Mode;
use crate::state::WebState;
use crate::when::day;

/// Cookie of the session.
pub(crate) const SESSION_COOKIE: &str = "tidings";
/// Cookie of a browser without session whose forms need a secret.
pub(crate) const FORM_COOKIE: &str = "tidings-form";
/// Cookie of the reader's choices.
pub(crate) const LOOK_COOKIE: &str = "tidings-look";

/// Who reads. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    user: Option<User>,
    has_session: bool,
    secret: Token,
    fresh_secret: bool,
    preferences: Preferences,
    mode: Mode,
    site_ai: bool,
    public_address: Option<String>,
    version: &'static str,
    now: Timestamp,
    workers: Workers,
}

/// Whether anybody brings the paper up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Workers {
    There,
    Missing,
}

impl Visitor {
    /// Finds out who sends a request.
    pub(crate) async fn of(headers: &HeaderMap, state: &WebState) -> Result<Self, WebError> {
        let settings = state.settings();
        let token =
            |bare| cookie::read(headers, &cookie::name(bare, settings.https)).and_then(Token::from_text);
        let session_token = token(SESSION_COOKIE).filter(|_| settings.mode != Mode::Personal);
        let session = match &session_token {
            Some(token) => state.store().session(&token.hash(), state.now()).await?,
            None => None,
        };
        let known_secret = session_token.filter(|_| session.is_some()).or_else(|| token(FORM_COOKIE));
        let fresh_secret = known_secret.is_none();
        let secret = match known_secret {
            Some(secret) => secret,
            None => Token::random().map_err(|error| WebError::Page(error.to_string()))?,
        };
        let look = cookie::read(headers, &cookie::name(LOOK_COOKIE, settings.https)).unwrap_or_default();
        let inner = Inner {
            has_session: session.is_some(),
            user: session.map(|session| session.user),
            secret,
            fresh_secret,
            preferences: preferences(look),
            mode: settings.mode,
            site_ai: settings.ai,
            public_address: settings.public_address.clone(),
            version: settings.version,
            now: state.now(),
            workers: if state.lacks_workers().await? { Workers::Missing } else { Workers::There },
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The account; `None` for strangers and for the owner in personal mode.
    pub(crate) fn user(&self) -> Option<&User> {
        self.inner.user.as_ref()
    }

    /// Hash of the session's token, for ending it.
    pub(crate) fn session_hash(&self) -> Option<String> {
        self.inner.has_session.then(|| self.inner.secret.hash())
    }

    /// Where the internet reaches the pages, by the settings.
    pub(crate) fn public_address(&self) -> Option<&str> {
        self.inner.public_address.as_deref()
    }

    /// The time of the request.
    pub(crate) fn now(&self) -> Timestamp {
        self.inner.now
    }

    /// What the reader chose.
    pub(crate) fn preferences(&self) -> Preferences {
        self.inner.preferences
    }

    /// The secret behind this browser's forms.
    pub(crate) fn secret(&self) -> &Token {
        &self.inner.secret
    }

    /// The secret was made for this request and has to be set as a cookie.
    pub(crate) fn has_fresh_secret(&self) -> bool {
        self.inner.fresh_secret
    }

    /// Whoever reaches the page is its owner.
    pub(crate) fn is_owner(&self) -> bool {
        self.inner.mode == Mode::Personal
    }

    /// Neither the owner nor somebody with an account.
    pub(crate) fn is_stranger(&self) -> bool {
        !self.is_owner() && self.inner.user.is_none()
    }

    /// Whether the visitor has at least the rights of a role.
    pub(crate) fn has(&self, role: Role) -> bool {
        self.is_owner() || self.inner.user.as_ref().is_some_and(|user| user.role >= role)
    }

    /// Stops those who have not at least the rights of a role.
    ///
    /// # Errors
    /// [`WebError::Forbidden`].
    pub(crate) fn require(&self, role: Role) -> Result<(), WebError> {
        if self.has(role) { Ok(()) } else { Err(WebError::Forbidden) }
    }

    /// How much of a publisher's text this visitor sees.
    pub(crate) fn sees(&self, policy: DisplayPolicy) -> DisplayPolicy {
        if self.is_stranger() { policy } else { DisplayPolicy::Full }
    }

    /// Whether machine-made panels are shown to this visitor.
    pub(crate) fn wants_ai(&self) -> bool {
        self.inner.site_ai && self.inner.preferences.ai
    }

    /// What stands over every page while nobody brings the paper up to date.
    fn notice(&self) -> Option<&'static str> {
        let sentence = if self.has(Role::Editor) {
            "No process fetches news now, so this paper stays as it is: run “tidings work” beside this one, or “tidings” in its place."
        } else {
            "This paper is not being brought up to date at the moment."
        };
        (self.inner.workers == Workers::Missing).then_some(sentence)
    }

    /// The frame around a page for this visitor.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        let reader = Reader {
            name: self.inner.user.as_ref().map(|user| user.name.clone()),
            accounts: !self.is_owner(),
            moderates: self.has(Role::Moderator),
            edits: self.has(Role::Editor),
            administers: !self.is_owner() && self.has(Role::Administrator),
        };
        Frame {
            title: title.into(),
            preferences: self.inner.preferences,
            reader,
            notice: self.notice(),
            form_token: self.inner.secret.form_token(),
            day: day(self.inner.now),
            version: self.inner.version,
            ..Frame::default()
        }
    }
}

/// Reads the choices: words joined by dots; what is not known is left at its default, so that a name from outside never
/// becomes anything but a choice of ours.
pub(crate) fn preferences(look: &str) -> Preferences {
    let mut preferences = Preferences::default();
    for word in look.split('.') {
        match word {
            "light" | "dark" => preferences.theme = Theme::from_word(word),
            "contrast" => preferences.contrast = true,
            "no-ai" => preferences.ai = false,
            _ => {}
        }
    }
    preferences
}

/// The middleware has put the visitor into every request.
impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, WebError> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| WebError::Page("the request went around the middleware".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_from_outside_is_one_of_ours_or_none() {
        assert_eq!(preferences("dark.contrast.no-ai").theme, Theme::Dark);
        assert!(!preferences("dark.contrast.no-ai").ai);
        assert_eq!(preferences("../../etc/passwd\" onload=x"), Preferences::default());
    }
}
