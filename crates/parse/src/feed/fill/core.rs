//! The elements of RSS, Atom and CDF, which differ in names more than in meaning.

use serde_json::{Map, Value, json};

use super::{Fill, Whose, written_date};
use crate::feed::record::{Image, Record, Text, TextKind};
use crate::url;
use crate::xml::element::{self, Element};

impl Fill<'_> {
    /// Takes an element of a feed's own vocabulary; `false` when it is not known.
    pub(super) fn core(&mut self, element: &Element<'_>, depth: usize) -> bool {
        match element.name.as_ref() {
            "title" => {
                let text = self.reading.title(element);
                self.title(text, depth);
            }
            "id" | "guid" => self.id(element),
            "link" => self.link(element),
            "loc" => self.location(element),
            "enclosure" => self.enclosure(element),
            "category" | "keywords" => self.category(element),
            "language" => {
                self.record.language = element::language(&element.text()).map(|tag| tag.to_string());
            }
            "image" => self.image(element),
            "source" if self.whose == Whose::Entry => self.source(element),
            _ => return self.core_text(element) || self.core_date(element) || self.core_detail(element),
        }
        true
    }

    /// A category by attributes (Atom) or by text (RSS), or keywords between commas (sitemaps).
    fn category(&mut self, element: &Element<'_>) {
        let attributes = &element.attributes;
        let text = element.text();
        if element.name == "keywords" {
            return text.split(',').for_each(|term| self.tag(term, None, None));
        }
        let label = attributes.get("label");
        let term = attributes.get("term").or(Some(text.as_ref()).filter(|text| !text.is_empty())).or(label);
        let scheme = attributes.get("scheme").or(attributes.get("domain"));
        self.tag(term.unwrap_or_default(), scheme, label);
    }

    fn core_text(&mut self, element: &Element<'_>) -> bool {
        match element.name.as_ref() {
            "description" | "abstract" => {
                let text = self.reading.text(element, TextKind::Html);
                self.summary(text);
            }
            "summary" => {
                let text = self.reading.text(element, TextKind::Plain);
                self.summary(text);
            }
            "subtitle" | "tagline" => {
                self.record.subtitle = Some(self.reading.text(element, TextKind::Plain));
            }
            "content" => {
                let mut text = self.reading.text(element, TextKind::Plain);
                let source = element.attributes.get("src").map(|src| element.scope.resolve(src));
                text.source = source.and_then(|source| url::loadable(&source));
                self.content(text);
            }
            "fullitem" | "body" => {
                let text = self.body(element);
                self.content(text);
            }
            "rights" | "copyright" => self.record.rights = Some(self.reading.text(element, TextKind::Plain)),
            "info" => self.record.info = Some(self.reading.text(element, TextKind::Plain)),
            _ => return false,
        }
        true
    }

    /// A whole text that may stand as elements or escaped.
    pub(super) fn body(&mut self, element: &Element<'_>) -> Text {
        self.reading.text(element, TextKind::Html)
    }

    fn core_date(&mut self, element: &Element<'_>) -> bool {
        let slot = match element.name.as_ref() {
            "published" | "pubdate" | "issued" => &mut self.record.published,
            "updated" | "modified" | "lastbuilddate" | "lastmod" | "date" => &mut self.record.updated,
            "created" => &mut self.record.created,
            "expirationdate" => &mut self.record.expired,
            _ => return false,
        };
        *slot = Some(written_date(&element.text()));
        true
    }

    fn core_detail(&mut self, element: &Element<'_>) -> bool {
        match element.name.as_ref() {
            "author" | "managingeditor" | "editor" => self.author(element),
            "contributor" => self.contributor(element),
            "webmaster" | "publisher" => self.publisher(element),
            "generator" => self.generator(element),
            "docs" | "comments" | "icon" | "logo" | "license" => self.address(&element.name.clone(), element),
            "cloud" => self.put("cloud", super::attributes(element)),
            "textinput" => self.text_input(element),
            "skiphours" | "skipdays" => {
                let items: Vec<String> =
                    element.children().iter().map(|child| child.text().into_owned()).collect();
                self.put(&element.name.clone(), items);
            }
            "items" => {}
            _ => return false,
        }
        true
    }

    /// An element that holds an address, in its text or as a resource of RDF.
    pub(super) fn address(&mut self, key: &str, element: &Element<'_>) {
        let text = element.text();
        let address = element.attributes.local("resource").filter(|_| text.is_empty()).unwrap_or(&text);
        let address = Some(address).filter(|address| !address.is_empty());
        if let Some(address) = address.and_then(|address| url::followable(&element.scope.resolve(address))) {
            self.put(key, address);
        }
    }

    fn generator(&mut self, element: &Element<'_>) {
        let name = element.text();
        let mut detail = Map::new();
        let href = element.attributes.get("uri").or(element.attributes.get("url"));
        let href = href.and_then(|href| url::followable(&element.scope.resolve(href)));
        let version = element.attributes.get("version").map(str::to_owned);
        for (key, value) in [("name", Some(name.to_string())), ("href", href), ("version", version)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                detail.insert(key.to_owned(), Value::from(value));
            }
        }
        self.put("generator", name.to_string());
        self.put("generator_detail", detail);
    }

    fn text_input(&mut self, element: &Element<'_>) {
        let mut fields = Map::new();
        for child in element.children() {
            let text = child.text();
            let (key, value) = match child.name.as_ref() {
                "description" => ("subtitle", text.into_owned()),
                "link" => ("link", url::followable(&child.scope.resolve(&text)).unwrap_or_default()),
                key => (key, text.into_owned()),
            };
            fields.insert(key.to_owned(), json!(value));
        }
        if !fields.is_empty() {
            self.put("textinput", fields);
        }
    }

    /// The picture of a channel or item, as elements, as attributes or as a bare address.
    fn image(&mut self, element: &Element<'_>) {
        let mut image = self.record.image.take().unwrap_or_default();
        for child in element.children() {
            let text = child.text();
            match child.name.as_ref() {
                "url" | "href" => image.href = url::loadable(&child.scope.resolve(&text)),
                "link" => {
                    let page = url::followable(&child.scope.resolve(&text));
                    image.details.extend(page.map(|page| ("link".to_owned(), page)));
                }
                "description" => drop(image.details.insert("subtitle".to_owned(), text.into_owned())),
                name => drop(image.details.insert(name.to_owned(), text.into_owned())),
            }
        }
        if image.href.is_none() {
            let attributes = &element.attributes;
            let given = attributes.get("href").or(attributes.get("url")).or(attributes.get("src"));
            let given = given.or(attributes.local("resource")).map(str::to_owned);
            let bare = || {
                Some(element.text().into_owned()).filter(|text| !element.inner.elements && !text.is_empty())
            };
            let given = given.or_else(bare).map(|address| element.scope.resolve(&address));
            image.href = given.and_then(|address| url::loadable(&address));
        }
        self.record.image = Some(image).filter(|image| *image != Image::default());
    }

    /// Where an entry comes from: a whole feed's description in Atom, a name and an address in RSS.
    fn source(&mut self, element: &Element<'_>) {
        let mut record = Record::default();
        if element.inner.elements {
            let mut fill = Fill { record: &mut record, reading: self.reading, whose: Whose::Source };
            for child in element.children() {
                fill.take(&child, 1);
            }
        } else {
            record.title = Some(self.reading.title(element));
        }
        let address = element.attributes.get("url").map(|address| element.scope.resolve(address));
        if let Some(address) = address.and_then(|address| url::followable(&address)) {
            record.other.insert("href".to_owned(), Value::from(address));
        }
        self.record.source = Some(Box::new(record));
    }
}
