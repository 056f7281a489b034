//! The one web error: it turns into one page with a status, a plain sentence and what to do next, never the inner text.

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
    /// More bytes than a form may have.
    #[error("a body over its limit")]
    TooLarge,
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
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden | Self::ForgedForm => StatusCode::FORBIDDEN,
            Self::BadInput(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::Store(StoreError::InUse { .. } | StoreError::Unreachable { .. } | StoreError::Closed) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Search(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Page(_) => StatusCode::INTERNAL_SERVER_ERROR,
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
            Self::BadInput(sentence) => {
                return (sentence.clone(), "Nothing was changed. Go back and try again.".to_owned());
            }
            Self::TooLarge => ("That is too large.", "Nothing was changed. Send less at a time."),
            Self::WrongHost(_) => (
                "This paper is not known under that name.",
                "Use the address that Tidings printed when it started, or let the name in with --host.",
            ),
            Self::Search(_) => (
                "The search index cannot be read just now.",
                "It is checked, and made again from the archive if need be. Try again in a minute.",
            ),
            Self::Store(_) if self.status() == StatusCode::SERVICE_UNAVAILABLE => {
                ("The database cannot be reached just now.", "Nothing is lost. Try again in a minute.")
            }
            Self::Store(_) | Self::Page(_) => (
                "Something went wrong on our side.",
                "It is in the log under the number below. Try again; if it stays, tell the administrator.",
            ),
        };
        (sentence.to_owned(), advice.to_owned())
    }

    fn next(&self, frame: &Frame) -> (Link, &'static str) {
        match self {
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
