//! Media RSS: pictures, sounds and films with their titles, credits, ratings and rights.

use serde_json::{Map, Value};

use super::{Fill, MOST_LISTED};
use crate::feed::record::{Media, TextKind};
use crate::url;
use crate::xml::element::Element;

/// The vocabulary that a category is from when it does not say.
const SCHEMA: &str = "http://search.yahoo.com/mrss/category_schema";

impl Fill<'_> {
    /// Takes an element of Media RSS; what it says of the entry itself only fills gaps.
    pub(super) fn media(&mut self, element: &Element<'_>, depth: usize) -> bool {
        match element.name.as_ref() {
            "group" => self.media_children(element, depth),
            "content" => {
                let media = media(element);
                if self.record.media.len() < MOST_LISTED && !media.is_empty() {
                    self.record.media.push(media);
                }
                self.media_children(element, depth);
            }
            "thumbnail" => {
                let mut media = media(element);
                let text = url::loadable(&element.scope.resolve(&element.text()));
                if let Some(address) = text {
                    media.entry("url".to_owned()).or_insert(address);
                }
                if self.record.thumbnails.len() < MOST_LISTED && !media.is_empty() {
                    self.record.thumbnails.push(media);
                }
            }
            "title" => {
                let text = self.reading.title(element);
                self.title(text, depth + 1);
            }
            "category" => {
                let scheme = element.attributes.get("scheme").unwrap_or(SCHEMA);
                self.tag(&element.text(), Some(scheme), element.attributes.get("label"));
            }
            "keywords" => element.text().split(',').for_each(|term| self.tag(term, None, None)),
            _ => return self.media_detail(element),
        }
        true
    }

    fn media_children(&mut self, element: &Element<'_>, depth: usize) {
        if depth < 4 {
            for child in element.children() {
                self.take(&child, depth + 1);
            }
        }
    }

    fn media_detail(&mut self, element: &Element<'_>) -> bool {
        match element.name.as_ref() {
            "description" => {
                let text = self.reading.text(element, TextKind::Plain);
                if self.record.summary.is_none() {
                    self.record.media_summary.get_or_insert(text);
                }
            }
            "credit" => {
                let value = Value::Object(described(element));
                let list = self
                    .record
                    .other
                    .entry("media_credit".to_owned())
                    .or_insert_with(|| Value::Array(vec![]));
                if let Some(list) = list.as_array_mut().filter(|list| list.len() < MOST_LISTED) {
                    list.push(value);
                }
            }
            "license" | "rating" | "player" | "copyright" => {
                self.put(&format!("media_{}", element.name), described(element));
            }
            "restriction" => {
                let mut value = described(element);
                let words: Vec<String> = element.text().split_whitespace().map(str::to_owned).collect();
                value.insert("content".to_owned(), Value::from(words));
                self.put("media_restriction", value);
            }
            _ => return false,
        }
        true
    }
}

/// The attributes, with the address made absolute.
fn media(element: &Element<'_>) -> Media {
    let pairs = element.attributes.iter().filter(|(name, _)| !name.starts_with("xml"));
    let resolved = |name: &str, value: &str| match name {
        "url" | "href" => url::loadable(&element.scope.resolve(value)),
        _ => Some(value.trim().to_owned()),
    };
    pairs.filter_map(|(name, value)| Some((name.to_owned(), resolved(name, value)?))).collect()
}

/// The attributes, and the text as `content`.
fn described(element: &Element<'_>) -> Map<String, Value> {
    let mut map: Map<String, Value> =
        media(element).into_iter().map(|(name, value)| (name, Value::from(value))).collect();
    let text = element.text();
    if !text.is_empty() {
        map.insert("content".to_owned(), Value::from(text.into_owned()));
    }
    map
}
