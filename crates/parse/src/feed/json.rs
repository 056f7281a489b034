//! Records as JSON under the de facto names of the feed world.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::date::ParsedDate;

use super::record::{Image, Person, Record, Tag, Text, WrittenDate};

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.kind.mime())?;
        map.serialize_entry("language", &self.language.as_deref())?;
        map.serialize_entry("base", self.base.as_deref().unwrap_or_default())?;
        map.serialize_entry("value", &self.value)?;
        if let Some(source) = &self.source {
            map.serialize_entry("src", source)?;
        }
        map.end()
    }
}

impl Serialize for Person {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in [("name", &self.name), ("email", &self.email), ("href", &self.href)] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("term", &self.term)?;
        map.serialize_entry("scheme", &self.scheme)?;
        map.serialize_entry("label", &self.label)?;
        map.end()
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(href) = &self.href {
            map.serialize_entry("href", href)?;
        }
        for (key, value) in &self.details {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.texts(&mut map)?;
        self.links_and_people(&mut map)?;
        self.dates(&mut map)?;
        if let Some(source) = &self.source {
            map.serialize_entry("source", source)?;
        }
        for (key, value) in &self.other {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Record {
    fn texts<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let contents: Vec<&Text> = self.content.iter().chain(&self.more).collect();
        let content = || self.content.iter().find(|text| is_readable(text));
        let summary = self.summary.as_ref().or(self.media_summary.as_ref()).or_else(content);
        let texts = [
            ("title", self.title.as_ref()),
            ("subtitle", self.subtitle.as_ref()),
            ("summary", summary),
            ("rights", self.rights.as_ref()),
            ("info", self.info.as_ref()),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                map.serialize_entry(key, &text.value)?;
                map.serialize_entry(&format!("{key}_detail"), text)?;
            }
        }
        if !contents.is_empty() {
            map.serialize_entry("content", &contents)?;
        }
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        if let Some(is_link) = self.id_is_link {
            map.serialize_entry("guidislink", &is_link)?;
        }
        if let Some(language) = &self.language {
            map.serialize_entry("language", language)?;
        }
        Ok(())
    }

    fn links_and_people<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(link) = &self.link {
            map.serialize_entry("link", link)?;
        }
        if !self.links.is_empty() {
            map.serialize_entry("links", &self.links)?;
        }
        let enclosures: Vec<Value> = self.enclosures().map(enclosure).collect();
        if !enclosures.is_empty() {
            map.serialize_entry("enclosures", &enclosures)?;
        }
        if let Some(author) = self.authors.first() {
            map.serialize_entry("author", &author.line())?;
            map.serialize_entry("author_detail", author)?;
            map.serialize_entry("authors", &self.authors)?;
        }
        if !self.contributors.is_empty() {
            map.serialize_entry("contributors", &self.contributors)?;
        }
        if let Some(publisher) = &self.publisher {
            map.serialize_entry("publisher", &publisher.line())?;
            map.serialize_entry("publisher_detail", publisher)?;
        }
        self.tags_and_pictures(map)
    }

    fn tags_and_pictures<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(tag) = self.tags.first() {
            map.serialize_entry("category", &tag.term)?;
            map.serialize_entry("tags", &self.tags)?;
        }
        if let Some(image) = &self.image {
            map.serialize_entry("image", image)?;
        }
        for (key, media) in [("media_content", &self.media), ("media_thumbnail", &self.thumbnails)] {
            if !media.is_empty() {
                map.serialize_entry(key, media)?;
            }
        }
        Ok(())
    }

    fn dates<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let dates: [(&str, &Option<WrittenDate>); 4] = [
            ("published", &self.published),
            ("updated", &self.updated),
            ("created", &self.created),
            ("expired", &self.expired),
        ];
        for (key, date) in dates {
            if let Some(date) = date {
                map.serialize_entry(key, &date.text)?;
                map.serialize_entry(&format!("{key}_parsed"), &date.parsed.map(ParsedDate::to_rfc3339))?;
            }
        }
        Ok(())
    }
}

/// Whether a content can stand for a missing summary.
fn is_readable(text: &Text) -> bool {
    text.kind.is_markup() || text.kind.mime() == "text/plain"
}

fn enclosure(link: &super::record::Link) -> Value {
    let rest = link.iter().filter(|(key, _)| *key != "rel");
    json!(rest.collect::<std::collections::BTreeMap<_, _>>())
}
