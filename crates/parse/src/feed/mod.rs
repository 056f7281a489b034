//! Feeds of every dialect, read from bytes into one form. Nothing makes it fail: what can be read is read.

mod construct;
mod entry;
mod fill;
mod guess;
mod hfeed;
mod json;
mod json_feed;
mod lenient_json;
mod meta;
mod person;
mod reader;
mod record;
mod safe;
mod speech;
mod version;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

pub use entry::ParsedEntry;
pub use meta::FeedMeta;
pub use record::{Image, Link, Media, Person, Record, Tag, Text, TextKind, WrittenDate};
pub use version::Version;

use crate::encoding;
use crate::url;
use crate::warning::Warning;
use hfeed::HFeedReader;
use json_feed::JsonReader;
use reader::XmlReader;

/// Bounds on what is read from one feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries; further ones are left.
    pub items: usize,
    /// Elements inside each other around an entry.
    pub depth: usize,
    /// Attributes of one tag; further ones are left.
    pub attributes: usize,
    /// Bytes of one text; longer ones are cut.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { items: 10_000, depth: 64, attributes: 256, text_bytes: 4 * 1024 * 1024 }
    }
}

/// What is known of a feed besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Headers of the response, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The address that the feed was fetched from.
    pub base_url: Option<String>,
    /// Bounds.
    pub limits: Limits,
    /// Leaves markup as the feed has it: for measuring, and for those who clean it themselves.
    pub raw_markup: bool,
}

impl Context {
    /// The address that relative addresses start from: Content-Location, or where the feed was fetched.
    fn base(&self) -> Option<Arc<str>> {
        let fetched = self.base_url.as_deref().unwrap_or_default();
        let stated = self.headers.get("content-location").and_then(|stated| url::resolve(fetched, stated));
        stated.or_else(|| self.base_url.clone()).map(Into::into)
    }
}

/// A feed that has been read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedFeed {
    /// The dialect; `None` when nothing of a feed was found.
    pub version: Option<Version>,
    /// The name of the encoding.
    pub encoding: String,
    /// What the feed says of itself.
    pub feed: FeedMeta,
    /// The entries in the order of the feed.
    pub entries: Vec<ParsedEntry>,
}

impl Serialize for ParsedFeed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", self.version.map_or("", Version::name))?;
        map.serialize_entry("encoding", &self.encoding)?;
        map.serialize_entry("feed", &self.feed)?;
        map.serialize_entry("entries", &self.entries)?;
        map.end()
    }
}

/// Reads a whole feed. See [`Entries`] for feeds that are too large for that.
#[must_use]
pub fn parse(bytes: &[u8], context: &Context) -> (ParsedFeed, Vec<Warning>) {
    let decoded = encoding::decode(bytes, context.headers.get("content-type").map(String::as_str));
    let mut warnings = decoded.warnings;
    let mut entries = Entries::new(&decoded.text, context);
    let list: Vec<ParsedEntry> = entries.by_ref().collect();
    let (version, feed, mended) = entries.finish();
    warnings.extend(mended);
    if version.is_none() && list.is_empty() {
        warnings.push(Warning::new("this is no feed of a known kind"));
    }
    (ParsedFeed { version, encoding: decoded.name, feed, entries: list }, warnings)
}

/// The entries of a feed, one at a time: memory does not grow with their number.
#[derive(Debug)]
pub struct Entries<'a>(Source<'a>);

#[derive(Debug)]
enum Source<'a> {
    Xml(Box<XmlReader<'a>>),
    Json(Box<JsonReader<'a>>),
    Page(Box<HFeedReader>),
}

impl<'a> Entries<'a> {
    /// Begins to read the text of a feed (see [`encoding::decode`]).
    #[must_use]
    pub fn new(text: &'a str, context: &Context) -> Self {
        let markup = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
        let json = if markup { None } else { JsonReader::new(text, context) };
        let json = json.map(|reader| Source::Json(Box::new(reader)));
        let page = || HFeedReader::new(text, context).map(|reader| Source::Page(Box::new(reader)));
        let other = json.or_else(page);
        Self(other.unwrap_or_else(|| Source::Xml(Box::new(XmlReader::new(text, context)))))
    }

    /// The dialect, what the feed says of itself, and what was mended: complete once all entries have been taken.
    #[must_use]
    pub fn finish(self) -> (Option<Version>, FeedMeta, Vec<Warning>) {
        match self.0 {
            Source::Xml(reader) => {
                let warnings = reader.warnings();
                (reader.version, FeedMeta(reader.feed), warnings)
            }
            Source::Json(reader) => (Some(reader.version), FeedMeta(reader.feed), reader.warnings),
            Source::Page(reader) => (Some(HFeedReader::VERSION), FeedMeta(reader.feed), reader.warnings),
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = ParsedEntry;

    fn next(&mut self) -> Option<ParsedEntry> {
        match &mut self.0 {
            Source::Xml(reader) => reader.next_entry().map(ParsedEntry),
            Source::Json(reader) => reader.next_entry().map(ParsedEntry),
            Source::Page(reader) => reader.next_entry().map(ParsedEntry),
        }
    }
}
