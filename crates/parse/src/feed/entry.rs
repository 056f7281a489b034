//! An entry, for the pipeline that makes an article of it.

use serde::{Serialize, Serializer};
use serde_json::Value;
use tidings_model::time::Timestamp;

use super::meta::plain;
use super::record::{Link, Person, Record, Tag, Text, TextKind, WrittenDate};
use crate::sanitize::{self, SafeHtml};

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedEntry(pub(super) Record);

impl Serialize for ParsedEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl ParsedEntry {
    /// Every field of the entry.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.0
    }

    /// What the feed calls the entry; its address where it gives no id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.0.id.as_deref().or_else(|| self.link())
    }

    /// The address of the entry's page.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        self.0.link.as_deref()
    }

    /// The title as plain text, white space folded.
    #[must_use]
    pub fn title_text(&self) -> Option<String> {
        self.0.title.as_ref().map(plain).filter(|title| !title.is_empty())
    }

    /// The summary as clean markup; plain text is escaped.
    #[must_use]
    pub fn summary_html(&self) -> Option<SafeHtml> {
        let summary = self.0.summary.as_ref().or(self.0.media_summary.as_ref());
        summary.filter(|text| !text.value.is_empty()).map(html)
    }

    /// The longest content as clean markup; `None` when the feed carries summaries only.
    #[must_use]
    pub fn content_html(&self) -> Option<SafeHtml> {
        let readable = |text: &&Text| text.kind.is_markup() || text.kind == TextKind::Plain;
        let contents = self.0.content.iter().chain(&self.0.more).filter(readable);
        contents.max_by_key(|text| text.value.len()).filter(|text| !text.value.is_empty()).map(html)
    }

    /// When the entry was published; else when it was made or changed.
    #[must_use]
    pub fn published(&self) -> Option<Timestamp> {
        let dates = [&self.0.published, &self.0.created, &self.0.updated];
        dates.into_iter().find_map(|date| time(date.as_ref()))
    }

    /// When the entry was last changed, where the feed says.
    #[must_use]
    pub fn updated(&self) -> Option<Timestamp> {
        time(self.0.updated.as_ref())
    }

    /// The people who wrote it.
    #[must_use]
    pub fn authors(&self) -> &[Person] {
        &self.0.authors
    }

    /// The categories.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.0.tags
    }

    /// BCP 47 tag of the entry's language, where the entry or the element around its text says.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        let texts = self.0.content.iter().chain(&self.0.summary).chain(&self.0.title);
        self.0.language.as_deref().or_else(|| texts.into_iter().find_map(|text| text.language.as_deref()))
    }

    /// The page for readers' comments.
    #[must_use]
    pub fn comments(&self) -> Option<&str> {
        self.0.other.get("comments").and_then(Value::as_str)
    }

    /// Files that belong to the entry, with `href`, `type` and `length`.
    pub fn enclosures(&self) -> impl Iterator<Item = &Link> {
        self.0.enclosures()
    }

    /// Addresses of pictures, those meant for showing first, each once.
    #[must_use]
    pub fn pictures(&self) -> Vec<&str> {
        let pictures =
            self.0.media.iter().filter(|media| is_picture(media, "url")).filter_map(|media| media.get("url"));
        let enclosed =
            self.0.enclosures().filter(|link| is_picture(link, "href")).filter_map(|link| link.get("href"));
        let thumbnails = self.0.thumbnails.iter().filter_map(|media| media.get("url"));
        let own = self.0.image.iter().filter_map(|image| image.href.as_ref());
        let mut addresses: Vec<&str> = Vec::new();
        for address in pictures.chain(enclosed).chain(own).chain(thumbnails) {
            if !addresses.contains(&address.as_str()) {
                addresses.push(address);
            }
        }
        addresses
    }
}

/// Cleaning again what is clean changes nothing; it is what makes the type.
fn html(text: &Text) -> SafeHtml {
    if text.kind.is_markup() {
        return sanitize::clean(&text.value, text.base.as_deref());
    }
    let mut escaped = String::with_capacity(text.value.len());
    crate::xml::markup::escape(&text.value, &mut escaped);
    sanitize::clean(&escaped, None)
}

fn time(date: Option<&WrittenDate>) -> Option<Timestamp> {
    date?.parsed.map(|parsed| parsed.timestamp)
}

/// Whether a file is a picture, by its medium, its type or the end of its address.
fn is_picture(media: &Link, address: &str) -> bool {
    if let Some(medium) = media.get("medium") {
        return medium == "image";
    }
    if let Some(kind) = media.get("type").filter(|kind| kind.contains('/')) {
        return kind.starts_with("image/");
    }
    let path = media.get(address).map_or("", |address| address.split(['?', '#']).next().unwrap_or_default());
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif")
}
