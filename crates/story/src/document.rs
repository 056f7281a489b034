//! A document: an article as grouping sees it.

use tidings_model::time::Timestamp;

/// An article to be grouped.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: &'a str,
    /// When it was published, if known.
    pub published: Option<Timestamp>,
    /// The headline.
    pub title: &'a str,
    /// The body, one paragraph a line; may be empty.
    pub text: &'a str,
    /// The language tag, if known; guessed otherwise.
    pub language: Option<&'a str>,
}
