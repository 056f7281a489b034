//! The smaller modules: content, Dublin Core, comments, threading, licences, sitemaps, chapters.

use serde_json::{Value, json};

use super::{Fill, MOST_LISTED, attributes, written_date};
use crate::date::ParsedDate;
use crate::feed::record::{Media, TextKind};
use crate::url;
use crate::xml::element::{self, Element};
use crate::xml::space::Space;

impl Fill<'_> {
    /// Takes an element of a module; `false` when it has no meaning of its own.
    pub(super) fn module(&mut self, element: &Element<'_>, depth: usize) -> bool {
        let name = element.name.as_ref();
        match (element.space, name) {
            (Space::Content, "encoded") | (Space::Xhtml, "body" | "div") => {
                let html = element.space == Space::Content;
                let default = if html { TextKind::Html } else { TextKind::Xhtml };
                let text = self.reading.text(element, default);
                self.content(text);
            }
            (Space::Dc | Space::Dcterms, _) => return self.dublin(element, depth),
            (Space::Wfw, "comment" | "commentrss") => self.address(&format!("wfw_{name}"), element),
            (Space::Licence, "license") => self.address("license", element),
            (Space::Feedburner, "browserfriendly") => {
                self.record.info = Some(self.reading.text(element, TextKind::Plain));
            }
            (Space::Thr, "in-reply-to") => self.put("thr_in-reply-to", attributes(element)),
            (Space::Chapters, "chapters") => self.chapters(element),
            (Space::News, _) => self.news(element, depth),
            (Space::Picture, "image") => self.pictures(element),
            _ => return false,
        }
        true
    }

    fn dublin(&mut self, element: &Element<'_>, depth: usize) -> bool {
        match element.name.as_ref() {
            "title" => {
                let text = self.reading.title(element);
                self.title(text, depth + 1);
            }
            "creator" | "author" => self.author(element),
            "contributor" => self.contributor(element),
            "publisher" => self.publisher(element),
            "subject" => self.tag(&element.text(), None, None),
            "description" | "abstract" => {
                let text = self.reading.text(element, TextKind::Html);
                self.summary(text);
            }
            "rights" => self.record.rights = Some(self.reading.text(element, TextKind::Plain)),
            "language" => {
                self.record.language = element::language(&element.text()).map(|tag| tag.to_string());
            }
            "issued" | "available" => self.record.published = Some(written_date(&element.text())),
            "date" | "modified" => self.record.updated = Some(written_date(&element.text())),
            "created" => self.record.created = Some(written_date(&element.text())),
            "valid" => self.validity(&element.text()),
            _ => return false,
        }
        true
    }

    /// A period such as `start=2002-10-13T09:00+01:00;end=2002-10-17T17:00+01:00` (DCMI Period).
    fn validity(&mut self, period: &str) {
        for part in period.split(';') {
            let Some((side, text)) = part.split_once('=') else { continue };
            if matches!(side.trim(), "start" | "end") {
                let date = written_date(text);
                let key = format!("validity_{}", side.trim());
                self.put(&format!("{key}_parsed"), json!(date.parsed.map(ParsedDate::to_rfc3339)));
                self.put(&key, date.text);
            }
        }
    }

    fn chapters(&mut self, element: &Element<'_>) {
        let children = element.children();
        let chapters: Vec<Value> = children.iter().take(MOST_LISTED).map(attributes).collect();
        let version = element.attributes.get("version").unwrap_or("1.0");
        self.put("psc_chapters", json!({ "version": version, "chapters": chapters }));
    }

    /// What a news sitemap says of a page.
    fn news(&mut self, element: &Element<'_>, depth: usize) {
        match element.name.as_ref() {
            "news" | "publication" => {
                for child in element.children() {
                    self.news(&child, depth + 1);
                }
            }
            "title" => {
                let text = self.reading.title(element);
                self.title(text, depth);
            }
            "publication_date" => self.record.published = Some(written_date(&element.text())),
            "language" => {
                self.record.language = element::language(&element.text()).map(|tag| tag.to_string());
            }
            "keywords" | "genres" => element.text().split(',').for_each(|term| self.tag(term, None, None)),
            "name" => self.put("news_publication", self.bounded(&element.text())),
            _ => self.other(element),
        }
    }

    fn pictures(&mut self, element: &Element<'_>) {
        if let Some(location) = element.child("loc") {
            let address = url::loadable(&location.scope.resolve(&location.text()));
            if let Some(address) = address.filter(|_| self.record.media.len() < MOST_LISTED) {
                let medium = ("medium".to_owned(), "image".to_owned());
                self.record.media.push(Media::from([("url".to_owned(), address), medium]));
            }
        }
    }
}
