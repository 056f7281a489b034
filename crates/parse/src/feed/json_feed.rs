//! JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items stay raw text until they are asked for.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::construct::Reading;
use super::fill::written_date;
use super::lenient_json;
use super::record::{Image, Link, Person, Record, Tag};
use super::version::Version;
use super::{Context, Limits};
use crate::url;
use crate::warning::Warning;

/// Reads items one at a time.
#[derive(Debug)]
pub(super) struct JsonReader<'a> {
    items: VecDeque<Cow<'a, RawValue>>,
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
        let start = lenient_json::begin(text)?;
        let whole = read_whole(start.trim());
        let prefixed = start.len() < text.trim_start_matches('\u{FEFF}').trim_start().len();
        let mended = prefixed || whole.is_none();
        let (items, fields) = whole.or_else(|| read_mended(start))?;
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
        if mended {
            reader.warnings.push(Warning::new("the JSON is not well formed and was mended"));
        }
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
            if let Some(address) = self.picture(fields, key) {
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
        if let Some(address) = self.picture(fields, "image").or_else(|| self.picture(fields, "banner_image"))
        {
            record.image = Some(Image { href: Some(address), ..Image::default() });
        }
        for file in list(fields, "attachments").filter_map(Value::as_object).take(256) {
            record.links.extend(self.attachment(file));
        }
        record
    }

    fn attachment(&self, file: &Map<String, Value>) -> Option<Link> {
        let address = self.picture(file, "url")?;
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
        url::followable(&self.absolute(fields, key)?)
    }

    /// The address of something that a page loads.
    fn picture(&self, fields: &Map<String, Value>, key: &str) -> Option<String> {
        url::loadable(&self.absolute(fields, key)?)
    }

    fn absolute(&self, fields: &Map<String, Value>, key: &str) -> Option<String> {
        url::resolve(self.base.as_deref().unwrap_or_default(), &string(fields, key)?)
    }
}

type Whole<'a> = (Option<VecDeque<Cow<'a, RawValue>>>, Map<String, Value>);

/// The items as raw text and every other field; `None` when the text is no JSON object.
fn read_whole(text: &str) -> Option<Whole<'_>> {
    let mut document: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let items = document.remove("items").and_then(|raw| {
        let several = serde_json::from_str::<VecDeque<&RawValue>>(raw.get()).ok();
        let single = || raw.get().trim_start().starts_with('{').then(|| VecDeque::from([raw]));
        several.or_else(single)
    });
    let items = items.map(|items| items.into_iter().map(Cow::Borrowed).collect());
    let fields =
        document.into_iter().filter_map(|(key, raw)| Some((key, serde_json::from_str(raw.get()).ok()?)));
    Some((items, fields.collect()))
}

/// The same of a text that is nearly JSON, or a list around the feed or of its items.
fn read_mended<'a>(text: &str) -> Option<Whole<'a>> {
    let (text, _) = lenient_json::readable(text.trim());
    let owned = |(items, fields): Whole<'_>| {
        let items = items.map(|items: VecDeque<Cow<'_, RawValue>>| {
            items.into_iter().map(|raw| Cow::Owned(raw.into_owned())).collect()
        });
        (items, fields)
    };
    if let Some(whole) = read_whole(&text) {
        return Some(owned(whole));
    }
    let list: VecDeque<&RawValue> = serde_json::from_str(&text).ok()?;
    let first = list.front()?;
    if let Some(whole) = read_whole(first.get()).filter(|(items, _)| items.is_some()) {
        return Some(owned(whole));
    }
    let (_, fields) = read_whole(first.get())?;
    let is_item =
        ["content_html", "content_text", "date_published"].iter().any(|key| fields.contains_key(*key));
    let items = list.into_iter().map(|raw| Cow::Owned(raw.to_owned())).collect();
    is_item.then_some((Some(items), Map::new()))
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
        Value::Array(values) => values.iter().find_map(Value::as_str).map(|text| text.trim().to_owned()),
        _ => None,
    }
}

/// The values of a list; one value in place of a list is a list of one.
fn list<'a>(fields: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    let (several, single) = match fields.get(key) {
        Some(Value::Array(values)) => (Some(values), None),
        Some(Value::Null) | None => (None, None),
        Some(single) => (None, Some(single)),
    };
    several.into_iter().flatten().chain(single)
}

/// `authors` of version 1.1, or `author` of version 1.0.
fn people(fields: &Map<String, Value>) -> Vec<Person> {
    let single = fields.get("author").into_iter();
    let people = list(fields, "authors").chain(single).take(256).filter_map(|person| match person {
        Value::Object(person) => Some(Person {
            name: string(person, "name").as_deref().and_then(Person::name_of),
            email: string(person, "email"),
            href: string(person, "url").and_then(|page| url::followable(&page)),
        }),
        Value::String(line) => Some(Person::read(line)),
        _ => None,
    });
    let mut known: Vec<Person> = Vec::new();
    for person in people.filter(|person| !person.is_empty()) {
        if !known.contains(&person) {
            known.push(person);
        }
    }
    known
}
