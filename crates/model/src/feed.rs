//! Feeds: where a publisher announces its entries, and how the last polls went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{FeedId, PublisherId};
use crate::time::Timestamp;

/// A feed with its validators, schedule and health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// The publisher whose feed it is.
    pub publisher_id: PublisherId,
    /// Its address.
    pub url: String,
    /// Its own title, where it has one.
    pub title: Option<String>,
    /// The folders of the reader's list that it lies in, the outermost first.
    pub folders: Vec<String>,
    /// Further attributes that the list gave it, namespaced ones under their prefix; they are kept for the next export.
    pub attributes: BTreeMap<String, String>,
    /// `ETag` of the last poll that was saved.
    pub etag: Option<String>,
    /// `Last-Modified` of the last poll that was saved.
    pub last_modified: Option<String>,
    /// When the last poll ended.
    pub polled_at: Option<Timestamp>,
    /// When the next poll is due.
    pub next_poll_at: Timestamp,
    /// Failed polls since the last good one.
    pub failures: i64,
    /// Why the last poll failed, as a sentence with the cure.
    pub last_error: Option<String>,
    /// What the parser mended in the last answer, one a line.
    pub warnings: Vec<String>,
    /// Set when the feed is gone for good (410) and is no longer polled.
    pub retired_at: Option<Timestamp>,
    /// When it was added.
    pub added_at: Timestamp,
    /// What it says of its own rhythm.
    pub rhythm: FeedRhythm,
}

/// What a feed says of its own rhythm: `ttl`, `skipHours` and `skipDays` of RSS 2.0, and the syndication module of RSS 1.0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedRhythm {
    /// Minutes for which an answer stays good.
    pub ttl_minutes: Option<u64>,
    /// Minutes between two changes.
    pub period_minutes: Option<u64>,
    /// Hours of the day (UTC) in which it is not to be asked, 0 to 23.
    pub skip_hours: Vec<u8>,
    /// English names of the days on which it is not to be asked.
    pub skip_days: Vec<String>,
}

/// A feed to add.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewFeed {
    /// Its address.
    pub url: String,
    /// Its title, where known.
    pub title: Option<String>,
    /// The folders of the reader's list that it lies in, the outermost first.
    pub folders: Vec<String>,
    /// Further attributes that the list gave it, namespaced ones under their prefix; they are kept for the next export.
    pub attributes: BTreeMap<String, String>,
}

/// Answer headers to remember, stored only with a successful save.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}
