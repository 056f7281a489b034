//! The feeds in XML and the HTML text of entries, as templates.

use askama::Template;

use super::{Entry, Feed};
use crate::article::Block;
use crate::publisher::FeedFormat;

/// Renders a feed in one of the XML forms.
pub(super) fn render(feed: &Feed<'_>) -> Result<String, askama::Error> {
    match feed.publisher.feed.format {
        FeedFormat::RssEscapedTeaser => RssEscaped { feed }.render(),
        FeedFormat::RssFull => RssFull { feed }.render(),
        FeedFormat::Rdf => Rdf { feed }.render(),
        FeedFormat::AtomFull => Atom { feed, is_full: true }.render(),
        FeedFormat::AtomSummary => Atom { feed, is_full: false }.render(),
        _ => Rss { feed }.render(),
    }
}

/// Renders the text of an entry as HTML.
pub(super) fn entry_html(feed: &Feed<'_>, entry: &Entry<'_>) -> Result<String, askama::Error> {
    EntryHtml { feed, entry }.render()
}

#[derive(Template)]
#[template(path = "feed/rss.xml")]
struct Rss<'a> {
    feed: &'a Feed<'a>,
}

#[derive(Template)]
#[template(path = "feed/rss-escaped.xml")]
struct RssEscaped<'a> {
    feed: &'a Feed<'a>,
}

#[derive(Template)]
#[template(path = "feed/rss-full.xml")]
struct RssFull<'a> {
    feed: &'a Feed<'a>,
}

#[derive(Template)]
#[template(path = "feed/rdf.xml")]
struct Rdf<'a> {
    feed: &'a Feed<'a>,
}

#[derive(Template)]
#[template(path = "feed/atom.xml")]
struct Atom<'a> {
    feed: &'a Feed<'a>,
    is_full: bool,
}

#[derive(Template)]
#[template(path = "feed/entry.html")]
struct EntryHtml<'a> {
    feed: &'a Feed<'a>,
    entry: &'a Entry<'a>,
}
