//! JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items stay raw text until they are asked for.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::construct::Reading;
use super::fill::written_date;
use super::record::{Image, Link, Person, Record, Tag};
use super::version::Version;
use super::{Context, Limits};
use crate::url;
use crate::warning::Warning;

/// Reads items one at a time.
#[derive(Debug)]
pub(super) struct JsonReader<'a> {
    items: VecDeque<&'a RawValue>,
    limits: Limits,
    base: Option<Arc<str>>,
    reading: Reading,
    pub(super) version: Version,
    pub(super) feed: Record,
    pub(super) warnings: Vec<Warning>,
}

impl<'a> JsonReader<'a> {
    /// Begins to read a document; `None` when it is no JSON Feed.
    pub(super) fn new(text: &'a str, context: &Context) -> Option<Self> {
        let text = text.trim_start_matches('\u{FEFF}').trim();
        let mut document: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
        let items = document.remove("items").and_then(|raw| serde_json::from_str(raw.get()).ok());
        let fields =
            document.into_iter().filter_map(|(key, raw)| Some((key, serde_json::from_str(raw.get()).ok()?)));
        let fields: Map<String, Value> = fields.collect();
        let version = string(&fields, "version").unwrap_or_default();
        if items.is_none() && !version.contains("jsonfeed") {
            return None;
        }
        let reading =
            Reading { raw: context.raw_markup, text_bytes: context.limits.text_bytes, ..Reading::default() };
        let mut reader = Self {
            items: items.unwrap_or_default(),
            limits: context.limits,
            base: context.base(),
            reading,
            version: if version.ends_with("1.1") { Version::Json11 } else { Version::Json1 },
            feed: Record::default(),
            warnings: Vec::new(),
        };
        if reader.items.len() > reader.limits.items {
            reader.warnings.push(Warning::new("the feed has more entries than are read"));
            reader.items.truncate(reader.limits.items);
        }
        reader.feed = reader.channel(&fields);
        Some(reader)
    }

    /// The next entry.
    pub(super) fn next_entry(&mut self) -> Option<Record> {
        loop {
            let raw = self.items.pop_front()?;
            match serde_json::from_str::<Value>(raw.get()) {
                Ok(Value::Object(fields)) => return Some(self.item(&fields)),
                _ => self.warnings.push(Warning::new("an item that is no object was passed over")),
            }
        }
    }

    fn channel(&mut self, fields: &Map<String, Value>) -> Record {
        let mut record = Record {
            title: string(fields, "title").map(|text| self.reading.plain(&text)),
            subtitle: string(fields, "description").map(|text| self.reading.plain(&text)),
            language: string(fields, "language"),
            authors: people(fields),
            ..Record::default()
        };
        self.page(&mut record, fields, "home_page_url");
        if let Some(address) = self.address(fields, "feed_url") {
            record.id = Some(address.clone());
            record.links.push(link("self", "application/feed+json", address));
        }
        for hub in
            list(fields, "hubs").filter_map(Value::as_object).filter_map(|hub| self.address(hub, "url"))
        {
            record.links.push(link("hub", "text/html", hub));
        }
        for (key, name) in [("icon", "logo"), ("favicon", "icon")] {
            if let Some(address) = self.address(fields, key) {
                record.other.insert(name.to_owned(), address.into());
            }
        }
        record
    }

    fn item(&mut self, fields: &Map<String, Value>) -> Record {
        let mut record = Record {
            id: string(fields, "id"),
            title: string(fields, "title").map(|text| self.reading.plain(&text)),
            summary: string(fields, "summary").map(|text| self.reading.plain(&text)),
            language: string(fields, "language"),
            authors: people(fields),
            published: string(fields, "date_published").map(|text| written_date(&text)),
            updated: string(fields, "date_modified").map(|text| written_date(&text)),
            ..Record::default()
        };
        self.page(&mut record, fields, "url");
        if record.link.is_none() {
            self.page(&mut record, fields, "external_url");
        }
        if let Some(html) = string(fields, "content_html") {
            record.content.push(self.reading.html(&html, self.base.as_deref()));
        }
        record.content.extend(string(fields, "content_text").map(|text| self.reading.plain(&text)));
        let tags = list(fields, "tags").filter_map(Value::as_str).take(256);
        record.tags = tags.map(|term| Tag { term: term.to_owned(), ..Tag::default() }).collect();
        if let Some(address) = self.address(fields, "image").or_else(|| self.address(fields, "banner_image"))
        {
            record.image = Some(Image { href: Some(address), ..Image::default() });
        }
        for file in list(fields, "attachments").filter_map(Value::as_object).take(256) {
            record.links.extend(self.attachment(file));
        }
        record
    }

    fn attachment(&self, file: &Map<String, Value>) -> Option<Link> {
        let address = self.address(file, "url")?;
        let kind = string(file, "mime_type").unwrap_or_default();
        let mut attachment = link("enclosure", &kind, address);
        for (key, name) in
            [("size_in_bytes", "length"), ("title", "title"), ("duration_in_seconds", "duration")]
        {
            attachment.extend(string(file, key).map(|value| (name.to_owned(), value)));
        }
        Some(attachment)
    }

    fn page(&self, record: &mut Record, fields: &Map<String, Value>, key: &str) {
        if let Some(address) = self.address(fields, key) {
            record.links.push(link("alternate", "text/html", address.clone()));
            record.link = Some(address);
        }
    }

    fn address(&self, fields: &Map<String, Value>, key: &str) -> Option<String> {
        let address = string(fields, key)?;
        url::resolve(self.base.as_deref().unwrap_or_default(), &address)
    }
}

fn link(relation: &str, kind: &str, address: String) -> Link {
    let pairs = [("rel", relation.to_owned()), ("type", kind.to_owned()), ("href", address)];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// A text, or a number where a text should be.
fn string(fields: &Map<String, Value>, key: &str) -> Option<String> {
    match fields.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn list<'a>(fields: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    fields.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// `authors` of version 1.1, or `author` of version 1.0.
fn people(fields: &Map<String, Value>) -> Vec<Person> {
    let single = fields.get("author").into_iter();
    let people = list(fields, "authors").chain(single).filter_map(Value::as_object).take(256);
    let people = people.map(|person| Person {
        name: string(person, "name"),
        email: string(person, "email"),
        href: string(person, "url"),
    });
    let mut known: Vec<Person> = Vec::new();
    for person in people.filter(|person| !person.is_empty()) {
        if !known.contains(&person) {
            known.push(person);
        }
    }
    known
}
