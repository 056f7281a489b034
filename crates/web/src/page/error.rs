//! The error page: the status, a plain sentence, what to do next, and the request's id.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;

/// What the error page shows; never the inner text of an error.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/error.html")]
pub struct ErrorPage {
    /// What is around it.
    pub frame: Frame,
    /// The status code.
    pub status: u16,
    /// What happened.
    pub sentence: String,
    /// What to do next.
    pub advice: String,
    /// The page that helps.
    pub next: Link,
    /// The words of the link to it.
    pub next_words: &'static str,
    /// The id under which the log has it.
    pub request_id: String,
}
