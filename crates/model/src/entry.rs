//! Entries: items as feeds carry them.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What a feed itself says of an article; what the page says is better and replaces it, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryText {
    /// Plain headline, never empty.
    pub title: String,
    /// The headline was made from the text, for the feed has none.
    #[serde(default)]
    pub title_made: bool,
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

/// Under which names an entry is known again among those of its feed. See docs/identity.md.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryNames {
    /// The feed's own id in one spelling; `None` where there is none, or where items of the answer share it.
    pub guid: Option<String>,
    /// The id as earlier versions of this program kept it.
    pub written: String,
    /// The page that is only this entry's (see [`crate::address::address_key`]).
    pub page: Option<String>,
    /// The page that it shares with others, or that is the front door of a site.
    pub shared_page: Option<String>,
    /// Headline and text.
    pub text: String,
    /// Headline and publication time, where that is known.
    pub date: Option<String>,
}

/// An entry as it arrived, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Under which names it is known again.
    pub names: EntryNames,
    /// The article's canonical address; empty when it has none.
    pub url: String,
    /// The address leads to a page that is only this entry's.
    pub has_page: bool,
    /// The site of the address (see [`crate::publisher::Publisher::site`]). Where it is not the feed's own, the entry is a
    /// link: its words are the feed's, and the page's publisher has said none of them.
    pub site: Option<String>,
    /// When it was published, held at the arrival when the feed says a time to come.
    pub published_at: Option<Timestamp>,
    /// The publisher's offset from UTC in minutes, where the date gave one.
    pub published_offset: Option<i32>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// What the feed says.
    pub text: EntryText,
    /// SHA-256 of everything that is shown of the entry, hex.
    pub content_hash: String,
    /// SHA-256 of its text without counters, hex: another one means that the page is looked at again.
    pub page_hash: String,
}
