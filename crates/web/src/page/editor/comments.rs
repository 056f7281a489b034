//! The moderators' page: the newest comments, and the record of removals, returns and edits.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// A new comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewestComment {
    /// Its place under its article.
    pub place: Link,
    /// Who wrote it.
    pub writer: String,
    /// Its text.
    pub text: String,
    /// When it was written.
    pub written: When,
}

/// An entry of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// The comment's place under its article.
    pub place: Link,
    /// What was done, and by whom: "Mo removed a comment by Ada".
    pub sentence: String,
    /// When.
    pub when: When,
    /// The heading of the note: a reason, or the text before.
    pub note_head: &'static str,
    /// The note; empty when there is none.
    pub note: String,
    /// The comment's text.
    pub text: String,
    /// Where putting it back is sent, while it is removed.
    pub put_back: Option<Link>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/comments.html")]
pub struct CommentsPage {
    /// What is around it.
    pub frame: Frame,
    /// The newest entries of the record.
    pub record: Vec<RecordEntry>,
    /// The newest comments.
    pub newest: Vec<NewestComment>,
}
