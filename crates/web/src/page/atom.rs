//! Our own feeds: Atom (RFC 4287) for the front page, a section and a story.

use askama::Template;
use tidings_model::time::Timestamp;

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtomEntry {
    /// The absolute address of its page here.
    pub address: String,
    /// Its headline.
    pub title: String,
    /// Its opening lines.
    pub summary: Option<String>,
    /// Who reports it.
    pub author: String,
    /// The site that it links to, of a feed's words about a page of another site.
    pub link_to: Option<String>,
    /// When it last changed.
    pub updated: Timestamp,
}

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "feed/atom.xml", escape = "html")]
pub struct AtomFeed {
    /// The absolute address of the feed.
    pub address: String,
    /// The absolute address of its page.
    pub page: String,
    /// Its title.
    pub title: String,
    /// When its newest entry changed.
    pub updated: Timestamp,
    /// Its entries.
    pub entries: Vec<AtomEntry>,
}
