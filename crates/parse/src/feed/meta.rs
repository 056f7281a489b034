//! What a feed says of itself, for those who schedule and show it.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::record::{Link, Record, Text};
use crate::sanitize;

/// A feed's own title, address, rhythm and further details.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedMeta(pub(super) Record);

impl Serialize for FeedMeta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl FeedMeta {
    /// Every field of the feed.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.0
    }

    /// The title as plain text.
    #[must_use]
    pub fn title_text(&self) -> Option<String> {
        self.0.title.as_ref().map(plain).filter(|title| !title.is_empty())
    }

    /// What the feed is about, as plain text.
    #[must_use]
    pub fn description_text(&self) -> Option<String> {
        self.0.subtitle.as_ref().map(plain).filter(|text| !text.is_empty())
    }

    /// The address of the page that the feed belongs to.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        self.0.link.as_deref()
    }

    /// BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// Minutes for which the feed asks to be left alone (RSS `ttl`).
    #[must_use]
    pub fn ttl_minutes(&self) -> Option<u32> {
        self.word("ttl")?.trim().parse().ok()
    }

    /// Hours of the day, UTC, in which the feed asks not to be read (0 to 23).
    #[must_use]
    pub fn skip_hours(&self) -> Vec<u8> {
        let hours = self.list("skiphours").into_iter().filter_map(|hour| hour.trim().parse::<u8>().ok());
        hours.filter(|hour| *hour <= 24).map(|hour| hour % 24).collect()
    }

    /// Days in which the feed asks not to be read, as their English names.
    #[must_use]
    pub fn skip_days(&self) -> Vec<String> {
        self.list("skipdays")
    }

    /// The period of the syndication module (`hourly`, `daily`, …) and how often in one the feed changes.
    #[must_use]
    pub fn update_period(&self) -> Option<(String, u32)> {
        let frequency =
            self.word("sy_updatefrequency").and_then(|word| word.trim().parse().ok()).unwrap_or(1);
        Some((self.word("sy_updateperiod")?.trim().to_ascii_lowercase(), frequency))
    }

    /// The address of a WebSub hub.
    #[must_use]
    pub fn hub(&self) -> Option<&str> {
        self.related("hub")
    }

    /// The address that the feed gives as its own.
    #[must_use]
    pub fn self_link(&self) -> Option<&str> {
        self.related("self")
    }

    /// The address of the feed's small picture, or of its large one.
    #[must_use]
    pub fn icon(&self) -> Option<&str> {
        self.word("icon").or_else(|| self.word("logo")).or_else(|| self.image())
    }

    /// The address of the feed's picture.
    #[must_use]
    pub fn image(&self) -> Option<&str> {
        self.0.image.as_ref().and_then(|image| image.href.as_deref()).or_else(|| self.word("logo"))
    }

    fn related(&self, relation: &str) -> Option<&str> {
        let matches = |link: &&Link| link.get("rel").is_some_and(|rel| rel == relation);
        self.0.links.iter().find(matches).and_then(|link| link.get("href")).map(String::as_str)
    }

    fn word(&self, name: &str) -> Option<&str> {
        self.0.other.get(name).and_then(Value::as_str)
    }

    fn list(&self, name: &str) -> Vec<String> {
        let list = self.0.other.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// A text without markup, white space folded.
pub(super) fn plain(text: &Text) -> String {
    let plain = if text.kind.is_markup() { sanitize::text(&text.value) } else { text.value.clone() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
