//! Entries: items as feeds carry them.

use serde::{Deserialize, Serialize};

use crate::publisher::NewPublisher;
use crate::time::Timestamp;

/// What a feed itself says of an article; what the page says is better and replaces it, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryText {
    /// Plain headline.
    pub title: String,
    /// Sanitised summary, may be empty.
    pub summary_html: String,
    /// Sanitised full content, may be empty.
    pub content_html: String,
    /// Version of the sanitiser that cleaned the markup.
    pub sanitizer_version: u32,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Labels as the publisher wrote them, first is the section.
    pub labels: Vec<String>,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Address of a picture, where the entry has one.
    pub picture_url: Option<String>,
}

/// An entry as it arrived, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The feed's own id of the item (guid), or its address.
    pub guid: String,
    /// The article's canonical address.
    pub url: String,
    /// The publisher of the address, which need not be the feed's.
    pub publisher: NewPublisher,
    /// When it was published, held at the arrival when the feed says a time to come.
    pub published_at: Option<Timestamp>,
    /// The publisher's offset from UTC in minutes, where the date gave one.
    pub published_offset: Option<i32>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// What the feed says.
    pub text: EntryText,
    /// SHA-256 of what matters in the entry, hex: another hash means the article is looked at again.
    pub content_hash: String,
}
