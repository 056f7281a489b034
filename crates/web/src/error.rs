//! The one web error: it turns into one page with a status, a plain sentence and what to do next, never the inner text.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use thiserror::Error;
use tidings_store::StoreError;

use crate::account::PasswordError;
use crate::link::Link;
use crate::page::error::ErrorPage;
use crate::page::frame::Frame;

/// What keeps a page from being shown.
#[derive(Debug, Clone, Error)]
pub enum WebError {
    /// There is no such page.
    #[error("no such page")]
    NotFound,
    /// An account was made with this one-time link.
    #[error("the one-time link was used")]
    LinkUsed,
    /// The time of this one-time link is over.
    #[error("the one-time link has expired")]
    LinkExpired,
    /// The address is there, but not for this kind of request.
    #[error("the address takes no such request")]
    WrongMethod,
    /// The reader may not do this.
    #[error("the reader lacks the right")]
    Forbidden,
    /// The form did not come from one of our pages, or from one that is out of date.
    #[error("a form without its token, or from elsewhere")]
    ForgedForm,
    /// The form or address cannot be used; the sentence says why and what to try.
    #[error("unusable input: {0}")]
    BadInput(String),
    /// What stands behind the `?` of an address cannot be read.
    #[error("an address with an unreadable query")]
    BadAddress,
    /// An address longer than any of ours.
    #[error("an address over its limit")]
    LongAddress,
    /// The form has a field missing, doubled or of the wrong kind.
    #[error("a form with a field missing, doubled or unreadable")]
    BadForm,
    /// A body that is no form, such as JSON.
    #[error("a body of another kind than the form's")]
    WrongKind,
    /// The body ended before its end, or is not made as its head says.
    #[error("a body that was broken off")]
    BrokenBody,
    /// The body did not come in its time.
    #[error("a body that came too slowly")]
    SlowBody,
    /// More bytes than a form may have.
    #[error("a body over its limit")]
    TooLarge,
    /// Too often in a short time; the sentence says what.
    #[error("too often: {sentence}")]
    TooOften {
        /// What was done too often.
        sentence: String,
        /// It can be done again after so long.
        wait: Duration,
    },
    /// As much as can be done at the same time is being done.
    #[error("too much at the same time")]
    Busy,
    /// The answer was not ready in its time.
    #[error("the answer took too long")]
    Late,
    /// What a library of ours refused, by its status alone.
    #[error("a request refused with {0}")]
    Refused(StatusCode),
    /// The Host header names somebody else.
    #[error("the host header names a host that is not ours: {0:?}")]
    WrongHost(String),
    /// The database failed.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
    /// The search index failed.
    #[error("the search failed: {0}")]
    Search(String),
    /// A page could not be made.
    #[error("a page could not be made: {0}")]
    Page(String),
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        Self::Page(error.to_string())
    }
}

impl From<PasswordError> for WebError {
    fn from(error: PasswordError) -> Self {
        Self::BadInput(error.to_string())
    }
}

impl WebError {
    /// The status of its page.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::LinkUsed | Self::LinkExpired => StatusCode::GONE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden | Self::ForgedForm => StatusCode::FORBIDDEN,
            Self::BadInput(_) | Self::BadForm => StatusCode::UNPROCESSABLE_ENTITY,
            Self::BadAddress | Self::BrokenBody => StatusCode::BAD_REQUEST,
            Self::LongAddress => StatusCode::URI_TOO_LONG,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(status) => *status,
            Self::WrongHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::Store(StoreError::InUse { .. } | StoreError::Unreachable { .. } | StoreError::Closed)
            | Self::Search(_)
            | Self::Busy
            | Self::Late => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Page(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds the same may be tried again, where that is known.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooOften { wait, .. } => Some(wait.as_secs().saturating_add(1)),
            Self::Busy | Self::Late => Some(5),
            _ => None,
        }
    }

    /// The page for it.
    pub(crate) fn page(&self, frame: Frame, request_id: &str) -> ErrorPage {
        let (sentence, advice) = self.words();
        let (next, next_words) = self.next(&frame);
        ErrorPage {
            frame: frame.titled(sentence.clone()),
            status: self.status().as_u16(),
            sentence,
            advice,
            next,
            next_words,
            request_id: request_id.to_owned(),
        }
    }

    fn words(&self) -> (String, String) {
        let (sentence, advice) = match self {
            Self::BadInput(sentence) => (sentence.as_str(), "Nothing was changed. Go back and try again."),
            Self::TooOften { sentence, .. } => (sentence.as_str(), "Nothing was changed."),
            _ => {
                let words = self.words_of_a_request().or_else(|| self.words_of_a_body());
                let words = words.or_else(|| self.words_of_a_secret());
                words.unwrap_or_else(|| self.words_of_ours())
            }
        };
        (sentence.to_owned(), advice.to_owned())
    }

    /// What was wrong with the request, and what to do.
    fn words_of_a_request(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::NotFound => {
                ("There is no such page.", "It may have been removed, or the address has a slip in it.")
            }
            Self::WrongMethod => {
                ("This address does not work that way.", "Changes are made with the forms of the pages.")
            }
            Self::Forbidden => (
                "You may not do this.",
                "Sign in with an account that has the right, or ask the administrator.",
            ),
            Self::ForgedForm => (
                "The form is out of date.",
                "Nothing was changed. Go back, load the page again and send the form once more.",
            ),
            Self::BadAddress => (
                "The address cannot be understood.",
                "Something behind its question mark is doubled or has a slip in it. Begin again from the page before.",
            ),
            Self::LongAddress => {
                ("The address is too long.", "Begin again from the page before, with fewer words.")
            }
            Self::Refused(status) if status.is_client_error() => (
                "The request cannot be understood.",
                "Nothing was changed. Begin again from the page before.",
            ),
            Self::WrongHost(_) => (
                "This paper is not known under that name.",
                "Use the address that Tidings printed when it started, or let the name in with --host.",
            ),
            _ => return None,
        })
    }

    /// What keeps a one-time link or a key from being used, and what to do.
    const fn words_of_a_secret(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::LinkUsed => (
                "This link was used already.",
                "It works once, and an account was made with it. If it was yours, sign in; otherwise ask for a new link.",
            ),
            Self::LinkExpired => {
                ("This link has expired.", "Its time is over and it was not used. Ask for a new link.")
            }
            Self::Store(StoreError::NoKey | StoreError::Sealed) => (
                "The key that secrets are sealed under is not here.",
                "Nothing was changed. Put tidings.key back in the data folder, or give the setting key, and start Tidings again.",
            ),
            _ => return None,
        })
    }

    /// What was wrong with a form, and what to do.
    const fn words_of_a_body(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::BadForm => (
                "The form is not whole.",
                "Nothing was changed. Go back, load the page again and send the form once more.",
            ),
            Self::WrongKind => (
                "This address takes the form of its page and nothing else.",
                "Nothing was changed. Send the form from the page, or as application/x-www-form-urlencoded \
                 (multipart/form-data where a file is chosen).",
            ),
            Self::BrokenBody => {
                ("The form did not arrive whole.", "Nothing was changed. Go back and send it once more.")
            }
            Self::SlowBody => (
                "The form took too long to arrive.",
                "Nothing was changed. Go back and send it once more, over a better connection.",
            ),
            Self::TooLarge => ("That is too large.", "Nothing was changed. Send less at a time."),
            _ => return None,
        })
    }

    /// What went wrong here, and what to do.
    const fn words_of_ours(&self) -> (&'static str, &'static str) {
        match self {
            Self::Search(_) => (
                "The search index cannot be read just now.",
                "It is checked, and made again from the archive if need be. Try again in a minute.",
            ),
            Self::Busy => (
                "Too many people sign in at this moment.",
                "Nothing was changed. Wait a few seconds, then send the form once more.",
            ),
            Self::Late => (
                "The answer took too long, and was given up.",
                "Try again in a minute; if it stays, tell the administrator.",
            ),
            Self::Store(StoreError::InUse { .. } | StoreError::Unreachable { .. } | StoreError::Closed) => {
                ("The database cannot be reached just now.", "Nothing is lost. Try again in a minute.")
            }
            _ => (
                "Something went wrong on our side.",
                "It is in the log under the number below. Try again; if it stays, tell the administrator.",
            ),
        }
    }

    fn next(&self, frame: &Frame) -> (Link, &'static str) {
        match self {
            Self::LinkUsed => (Link::SignIn, "Sign in"),
            Self::Forbidden if frame.reader.accounts && frame.reader.name.is_none() => {
                (Link::SignIn, "Sign in")
            }
            _ => (Link::Front, "To the front page"),
        }
    }
}

/// The error travels with the answer to the middleware that knows the reader and prints the page.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
