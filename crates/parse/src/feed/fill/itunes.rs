//! Apple's podcast elements.

use serde_json::Value;

use super::Fill;
use crate::feed::record::TextKind;
use crate::url;
use crate::xml::element::Element;

/// The vocabulary that Apple's categories are from.
const SCHEME: &str = "http://www.itunes.com/";

impl Fill<'_> {
    /// Takes an element of a podcast; `false` when it has no meaning of its own.
    pub(super) fn itunes(&mut self, element: &Element<'_>, depth: usize) -> bool {
        match element.name.as_ref() {
            "author" => self.author(element),
            "owner" => self.publisher(element),
            "title" => {
                let text = self.reading.title(element);
                self.title(text, depth + 1);
            }
            "subtitle" => {
                let text = self.reading.text(element, TextKind::Plain);
                self.record.subtitle.get_or_insert(text);
            }
            "summary" => {
                let text = self.reading.text(element, TextKind::Plain);
                self.summary(text);
            }
            "keywords" => {
                let text = element.text();
                let separator = if text.contains(',') { ',' } else { ' ' };
                text.split(separator).for_each(|term| self.tag(term, Some(SCHEME), None));
            }
            "category" => self.itunes_category(element, depth),
            "image" => self.itunes_image(element),
            "link" if element.attributes.get("rel") == Some("image") => self.itunes_image(element),
            "block" => self.put("itunes_block", i32::from(element.inner.raw == "yes")),
            "explicit" => self.put("itunes_explicit", explicit(element.inner.raw)),
            _ => return false,
        }
        true
    }

    fn itunes_category(&mut self, element: &Element<'_>, depth: usize) {
        if let Some(term) = element.attributes.get("text") {
            self.tag(term, Some(SCHEME), None);
        }
        if depth < 4 {
            for child in element.children() {
                self.take(&child, depth + 1);
            }
        }
    }

    fn itunes_image(&mut self, element: &Element<'_>) {
        let attributes = &element.attributes;
        let address = attributes.get("href").or(attributes.get("url")).filter(|href| !href.is_empty());
        if let Some(address) = address.and_then(|address| url::loadable(&element.scope.resolve(address))) {
            self.record.image.get_or_insert_default().href = Some(address);
        }
    }
}

/// Whether a podcast says that it is not for children; null when it says neither.
fn explicit(value: &str) -> Value {
    match value {
        "yes" | "true" | "explicit" => Value::from(true),
        "no" | "false" | "clean" => Value::from(false),
        _ => Value::Null,
    }
}
