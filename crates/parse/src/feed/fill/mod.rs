//! Puts what an element says into the record of its feed, entry or source.

mod core;
mod geo;
mod itunes;
mod link;
mod media;
mod module;
mod people;

use serde_json::{Map, Value};

use super::construct::Reading;
use super::record::{Record, Tag, Text, WrittenDate};
use crate::date;
use crate::xml::element::Element;
use crate::xml::space::Space;

/// A record keeps at most this many further elements, and lists no longer than the second number.
const MOST_OTHER: usize = 256;
const MOST_LISTED: usize = 1024;

/// What a record is the record of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Feed,
    Entry,
    Source,
}

/// Fills one record, element by element.
#[derive(Debug)]
pub(super) struct Fill<'r> {
    pub(super) record: &'r mut Record,
    pub(super) reading: &'r mut Reading,
    pub(super) whose: Whose,
}

impl Fill<'_> {
    /// Takes one element. `depth` is 1 for an element directly in the record; what is nearer wins.
    pub(super) fn take(&mut self, element: &Element<'_>, depth: usize) {
        let taken = match element.space {
            Space::Core => self.core(element, depth),
            Space::Media => self.media(element, depth),
            Space::Itunes => self.itunes(element, depth),
            Space::Georss | Space::Gml | Space::Geo => self.geo(element),
            _ => self.module(element, depth),
        };
        if !taken {
            self.other(element);
        }
    }

    /// An element without a meaning of its own is kept under its name: its text, or else its attributes.
    fn other(&mut self, element: &Element<'_>) {
        let prefix = element.space.prefix(element.prefix);
        let name = &element.name;
        let key = if prefix.is_empty() { name.to_string() } else { format!("{prefix}_{name}") };
        let text = element.text();
        let value = if text.is_empty() { attributes(element) } else { Value::from(self.bounded(&text)) };
        self.put(&key, value);
    }

    /// Keeps a value under a name unless there is one already.
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let other = &mut self.record.other;
        if value != "" && other.len() < MOST_OTHER && !other.contains_key(key) {
            other.insert(key.to_owned(), value);
        }
    }

    fn bounded(&self, text: &str) -> String {
        text.get(..text.floor_char_boundary(self.reading.text_bytes)).unwrap_or_default().to_owned()
    }

    fn title(&mut self, text: Text, depth: usize) {
        let free = self.record.title.is_none() || depth <= self.record.title_depth;
        if free && (!text.value.is_empty() || self.record.title.is_none()) {
            self.record.title = Some(text);
            self.record.title_depth = depth;
        }
    }

    /// The first summary is the summary; a further one is more content.
    fn summary(&mut self, text: Text) {
        if self.whose != Whose::Entry {
            self.record.subtitle.get_or_insert(text);
        } else if self.record.summary.is_none() {
            self.record.summary = Some(text);
        } else if self.record.more.len() < MOST_LISTED && !text.value.is_empty() {
            self.record.more.push(text);
        }
    }

    fn content(&mut self, text: Text) {
        if self.record.content.len() < MOST_LISTED {
            self.record.content.push(text);
        }
    }

    fn tag(&mut self, term: &str, scheme: Option<&str>, label: Option<&str>) {
        let term = self.bounded(term.trim());
        let tag = Tag { term, scheme: scheme.map(str::to_owned), label: label.map(str::to_owned) };
        let tags = &mut self.record.tags;
        if !tag.term.is_empty() && tags.len() < MOST_LISTED && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
}

/// A date as written and as read.
pub(super) fn written_date(text: &str) -> WrittenDate {
    let text = text.get(..text.floor_char_boundary(256)).unwrap_or_default().trim().to_owned();
    WrittenDate { parsed: date::parse(&text), text }
}

/// An element's attributes as a JSON object; the empty text when it has none.
fn attributes(element: &Element<'_>) -> Value {
    let pairs = element.attributes.iter().filter(|(name, _)| !name.starts_with("xml"));
    let pairs: Map<String, Value> = pairs.map(|(name, value)| (name.to_owned(), value.into())).collect();
    if pairs.is_empty() { Value::from("") } else { Value::Object(pairs) }
}
