//! Feeds: added by their address, polled on schedule, removed by the editor.

use tidings_model::bound::{Bound, Bounded, WARNINGS};
use tidings_model::change::ChangedNoun;
use tidings_model::feed::{Feed, NewFeed};
use tidings_model::id::{FeedId, PublisherId};
use tidings_model::job::JobKind;
use tidings_model::publisher::{NewPublisher, Publisher};
use tidings_model::time::Timestamp;

use crate::body::key_of;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::publisher::{publisher_columns, publisher_of};
use crate::store::Store;

/// The columns that [`feed_of`] reads, of a feed called `f`.
macro_rules! feed_columns {
    () => {
        "f.feed_id, f.publisher_id AS feed_publisher_id, f.url, f.title, f.folders, f.attributes, f.etag, f.last_modified, f.polled_at,
        f.next_poll_at, f.failures, f.last_error, f.warnings, f.retired_at, f.added_at, f.rhythm"
    };
}
pub(crate) use feed_columns;

statements! {
    WITH_PUBLISHER = concat!("SELECT ", feed_columns!(), ", ", publisher_columns!(), "
        FROM feed f JOIN publisher p ON p.publisher_id = f.publisher_id WHERE f.feed_id = $1");
    ALL = concat!("SELECT ", feed_columns!(), " FROM feed f ORDER BY f.feed_id");
    ANY = "SELECT feed_id FROM feed LIMIT 1";
    BY_KEY = "SELECT feed_id, publisher_id FROM feed WHERE url_key = $1";
    INSERT = "INSERT INTO feed (feed_id, publisher_id, url, url_key, title, folders, attributes, next_poll_at, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (url_key) DO NOTHING";
    LATEST = "SELECT COALESCE(published_at, arrived_at) AS at FROM entry WHERE feed_id = $1
        ORDER BY arrived_at DESC, entry_id DESC LIMIT 40";
    POLL_NOW = "UPDATE feed SET next_poll_at = $2, retired_at = NULL WHERE feed_id = $1";
    REMOVE = "DELETE FROM feed WHERE feed_id = $1";
}

/// What adding a feed did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The feed.
    pub feed_id: FeedId,
    /// Its publisher.
    pub publisher_id: PublisherId,
    /// `false` when the feed was here already.
    pub new: bool,
}

impl Store {
    /// Adds a feed and has it polled at once. A feed whose address is known is left as it is, and polled too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_feed(&self, publisher: &NewPublisher, feed: &NewFeed) -> Result<Added, StoreError> {
        let mut tx = self.begin().await?;
        let added = tx.add_feed(publisher, feed).await?;
        tx.enqueue(JobKind::Poll, added.feed_id, tx.now).await?;
        self.commit(tx).await?;
        Ok(added)
    }

    /// Adds the feeds of a reader's list in one transaction, in its order. What is known already stays as it is, so that
    /// importing a list twice changes nothing.
    ///
    /// # Errors
    /// When the database fails; then none is added.
    pub async fn import_feeds(&self, feeds: &[(NewPublisher, NewFeed)]) -> Result<Vec<Added>, StoreError> {
        let mut tx = self.begin().await?;
        let mut added = Vec::with_capacity(feeds.len());
        for (publisher, feed) in feeds {
            added.push(tx.add_feed(publisher, feed).await?);
        }
        self.commit(tx).await?;
        Ok(added)
    }

    /// A feed with its publisher, to be polled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_for_poll(&self, id: FeedId) -> Result<Option<(Feed, Publisher)>, StoreError> {
        let Some(row) = self.row(WITH_PUBLISHER, values![id]).await? else { return Ok(None) };
        Ok(Some((feed_of(&row)?, publisher_of(&row)?)))
    }

    /// When a feed's latest entries were published, or else arrived: its rhythm.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn latest_entries(&self, id: FeedId) -> Result<Vec<Timestamp>, StoreError> {
        self.rows(LATEST, values![id]).await?.iter().map(|row| row.get("at")).collect()
    }

    /// Every feed, in the order in which they were added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        self.rows(ALL, Vec::new()).await?.iter().map(feed_of).collect()
    }

    /// Whether there is any feed; while there is none, the first page explains how to begin.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_feeds(&self) -> Result<bool, StoreError> {
        Ok(self.row(ANY, Vec::new()).await?.is_some())
    }

    /// Has a feed polled at once, also one that was retired; `false` when there is no such feed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn poll_now(&self, id: FeedId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        if tx.run(POLL_NOW, values![id, tx.now]).await? == 0 {
            return Ok(false);
        }
        tx.enqueue(JobKind::Poll, id, tx.now).await?;
        self.commit(tx).await?;
        Ok(true)
    }

    /// Removes a feed. Its articles stay; `false` when there is no such feed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_feed(&self, id: FeedId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let Some(row) = tx.row(WITH_PUBLISHER, values![id]).await? else { return Ok(false) };
        let publisher_id: PublisherId = row.get("publisher_id")?;
        tx.remove_feed(id).await?;
        tx.log(ChangedNoun::Publisher, publisher_id).await?;
        self.commit(tx).await?;
        Ok(true)
    }
}

impl Tx {
    /// Adds a feed with its publisher; a new one is polled at once.
    pub(crate) async fn add_feed(
        &mut self,
        publisher: &NewPublisher,
        feed: &NewFeed,
    ) -> Result<Added, StoreError> {
        let (publisher, feed) = (&publisher.clone().bounded(), &feed.clone().bounded());
        let key = key_of(&feed.url);
        let mut found = self.row(BY_KEY, values![&key]).await?;
        let mut new = false;
        if found.is_none() {
            let publisher_id = self.publisher(publisher).await?;
            let feed_id: FeedId = self.new_id();
            let (title, folders, attributes) =
                (feed.title.as_deref(), json(&feed.folders), json(&feed.attributes));
            let row = values![feed_id, publisher_id, &feed.url, &key, title, folders, attributes, self.now];
            new = self.run(INSERT, row).await? > 0;
            self.log(ChangedNoun::Publisher, publisher_id).await?;
            found = self.row(BY_KEY, values![&key]).await?;
        }
        let row = found.ok_or_else(|| StoreError::Value {
            column: "feed.url_key".to_owned(),
            reason: "a feed vanished while it was added; add it again".to_owned(),
        })?;
        let added = Added { feed_id: row.get("feed_id")?, publisher_id: row.get("publisher_id")?, new };
        if new {
            self.enqueue(JobKind::Poll, added.feed_id, self.now).await?;
        }
        Ok(added)
    }

    /// Removes a feed, its entries and its waiting poll.
    pub(crate) async fn remove_feed(&mut self, id: FeedId) -> Result<(), StoreError> {
        self.run(REMOVE, values![id]).await?;
        self.drop_job(JobKind::Poll, id).await
    }
}

fn warnings_of(row: &Row) -> Result<Vec<String>, StoreError> {
    let mut warnings = row.json("warnings")?;
    Bound::REASON.hold_all(&mut warnings, WARNINGS);
    Ok(warnings)
}

pub(crate) fn feed_of(row: &Row) -> Result<Feed, StoreError> {
    Ok(Feed {
        id: row.get("feed_id")?,
        publisher_id: row.get("feed_publisher_id")?,
        url: row.get("url")?,
        title: row.some_line("title", Bound::NAME)?,
        folders: row.json("folders")?,
        attributes: row.json("attributes")?,
        etag: row.get("etag")?,
        last_modified: row.get("last_modified")?,
        polled_at: row.get("polled_at")?,
        next_poll_at: row.get("next_poll_at")?,
        failures: row.get("failures")?,
        last_error: row.some_line("last_error", Bound::REASON)?,
        warnings: warnings_of(row)?,
        retired_at: row.get("retired_at")?,
        added_at: row.get("added_at")?,
        rhythm: row.json("rhythm")?,
    })
}
