//! The moderators' page: the newest comments, and the log of removals with their reasons.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// A comment in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedComment {
    /// Its place under its article.
    pub article: Link,
    /// Who wrote it.
    pub writer: String,
    /// Its text; empty when it was removed.
    pub text: String,
    /// When it was written.
    pub written: When,
    /// Why and when it was removed.
    pub removed: Option<(String, When)>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/comments.html")]
pub struct CommentsPage {
    /// What is around it.
    pub frame: Frame,
    /// The newest removals.
    pub removed: Vec<LoggedComment>,
    /// The newest comments.
    pub newest: Vec<LoggedComment>,
}
