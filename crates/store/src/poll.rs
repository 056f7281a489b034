//! Storing the outcome of a poll: the feed's health and schedule, its entries, and the next poll.

use tidings_model::bound::Bound;
use tidings_model::change::ChangedNoun;
use tidings_model::entry::NewEntry;
use tidings_model::feed::{FeedRhythm, Validators};
use tidings_model::id::FeedId;
use tidings_model::job::{Job, JobKind};
use tidings_model::publisher::NewPublisher;
use tidings_model::time::Timestamp;

use crate::body::key_of;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::entry::EntryFeed;
use crate::error::StoreError;
use crate::home::HomeCheck;
use crate::job::Saved;
use crate::store::Store;
use crate::subscription::HubOffer;

/// A feed that answers this often from another address has moved there.
const CONFIRMATIONS: i64 = 3;

statements! {
    FEED = "SELECT f.publisher_id, f.moved_to, f.moved_times,
            (SELECT p.site FROM publisher p WHERE p.publisher_id = f.publisher_id) AS site
        FROM feed f WHERE f.feed_id = $1 FOR UPDATE";
    POLLED = "UPDATE feed SET title = COALESCE($2, title), etag = $3, last_modified = $4, warnings = $5,
            polled_at = $6, next_poll_at = $7, rhythm = $8, failures = 0, last_error = NULL, retired_at = NULL
        WHERE feed_id = $1";
    NOT_MODIFIED = "UPDATE feed SET polled_at = $2, next_poll_at = $3, failures = 0, last_error = NULL
        WHERE feed_id = $1";
    FAILED = "UPDATE feed SET polled_at = $2, next_poll_at = $3, failures = failures + 1, last_error = $4
        WHERE feed_id = $1";
    RETIRE = "UPDATE feed SET polled_at = $2, retired_at = $2, last_error = $3 WHERE feed_id = $1";
    PUBLISHER_LANGUAGE = "UPDATE publisher SET language = $2 WHERE publisher_id = $1 AND language IS NULL";
    NOTE_MOVE = "UPDATE feed SET moved_to = $2, moved_times = $3 WHERE feed_id = $1";
    MOVE = "UPDATE feed SET url = $2, url_key = $3, moved_to = NULL, moved_times = 0 WHERE feed_id = $1";
    FEED_AT = "SELECT feed_id FROM feed WHERE url_key = $1 AND feed_id <> $2";
    MOVE_ENTRIES = "UPDATE entry SET feed_id = $2 WHERE feed_id = $1 AND guid_key NOT IN
        (SELECT guid_key FROM entry WHERE feed_id = $2)";
}

/// What a poll brought.
#[derive(Debug, Clone, Default)]
pub struct PollOutcome {
    /// The server said that nothing has changed: only health and schedule are stored.
    pub not_modified: bool,
    /// The entries, in the feed's order.
    pub entries: Vec<NewEntry>,
    /// The feed's own title.
    pub title: Option<String>,
    /// Whose feed it was found to be; `None` leaves it whose it was.
    pub owner: Option<NewPublisher>,
    /// What was seen on the home page that the feed names, when it was looked at.
    pub home: Option<HomeCheck>,
    /// A name for the feed's publisher, used while it has none but its site.
    pub publisher_name: Option<String>,
    /// A language for the feed's publisher, used while none is known.
    pub publisher_language: Option<String>,
    /// Answer headers for the next poll.
    pub validators: Validators,
    /// What the parser mended, one a line.
    pub warnings: Vec<String>,
    /// When the next poll is due.
    pub next_poll_at: Timestamp,
    /// Where the feed answered from, when permanently redirected: taken over after three polls that agree.
    pub moved_to: Option<String>,
    /// The hub that the feed announces; not looked at when nothing has changed.
    pub offer: Option<HubOffer>,
    /// What the feed says of its own rhythm.
    pub rhythm: FeedRhythm,
}

impl Store {
    /// Stores a poll with its entries, and the next poll's job.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_poll(
        &self,
        job: &Job,
        feed_id: FeedId,
        outcome: &PollOutcome,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if let Some(feed) = feed_state(&mut tx, feed_id).await? {
            store_poll(&mut tx, &feed, outcome).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores that a poll failed, and the next poll's job. What the feed brought before stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail_poll(
        &self,
        job: &Job,
        feed_id: FeedId,
        reason: &str,
        next_poll_at: Timestamp,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if tx.run(FAILED, values![feed_id, tx.now, next_poll_at, Bound::REASON.line(reason)]).await? > 0 {
            tx.enqueue(JobKind::Poll, feed_id, next_poll_at).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores that a feed is gone for good (410): it is no longer polled until an editor asks for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retire_feed(&self, job: &Job, feed_id: FeedId, reason: &str) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        tx.run(RETIRE, values![feed_id, tx.now, Bound::REASON.line(reason)]).await?;
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }
}

impl Tx {
    /// Stores the answer that showed a new feed; its next poll comes when that is stale.
    pub(crate) async fn store_first_poll(
        &mut self,
        id: FeedId,
        outcome: &PollOutcome,
    ) -> Result<(), StoreError> {
        // It was asked just now: the poll that a new feed waits for is done.
        self.drop_job(JobKind::Poll, id).await?;
        match feed_state(self, id).await? {
            Some(feed) => store_poll(self, &feed, outcome).await,
            None => Ok(()),
        }
    }
}

struct FeedState {
    entry_feed: EntryFeed,
    moved_to: Option<String>,
    moved_times: i64,
}

async fn feed_state(tx: &mut Tx, id: FeedId) -> Result<Option<FeedState>, StoreError> {
    let Some(row) = tx.row(FEED, values![id]).await? else { return Ok(None) };
    Ok(Some(FeedState {
        entry_feed: EntryFeed { id, publisher_id: row.get("publisher_id")?, site: row.get("site")? },
        moved_to: row.get("moved_to")?,
        moved_times: row.get("moved_times")?,
    }))
}

async fn store_poll(tx: &mut Tx, feed: &FeedState, outcome: &PollOutcome) -> Result<(), StoreError> {
    let id = feed.entry_feed.id;
    if outcome.not_modified {
        tx.run(NOT_MODIFIED, values![id, tx.now, outcome.next_poll_at]).await?;
    } else {
        let entry_feed = owned(tx, &feed.entry_feed, outcome).await?;
        store_feed(tx, &entry_feed, outcome).await?;
        tx.follow_offer(id, outcome.offer.as_ref()).await?;
        tx.store_entries(&entry_feed, &outcome.entries).await?;
    }
    tx.enqueue(JobKind::Poll, id, outcome.next_poll_at).await?;
    follow_move(tx, feed, outcome.moved_to.as_deref()).await
}

/// The feed under the publisher whose it was found to be.
async fn owned(tx: &mut Tx, feed: &EntryFeed, outcome: &PollOutcome) -> Result<EntryFeed, StoreError> {
    if let Some(check) = &outcome.home {
        tx.keep_home_check(feed.id, check).await?;
    }
    let Some(owner) = outcome.owner.as_ref().filter(|owner| owner.site != feed.site) else {
        return Ok(feed.clone());
    };
    let publisher_id = tx.publisher(owner).await?;
    tx.give_feed(feed.id, (feed.publisher_id, &feed.site), (publisher_id, &owner.site)).await?;
    Ok(EntryFeed { id: feed.id, publisher_id, site: owner.site.clone() })
}

async fn store_feed(tx: &mut Tx, feed: &EntryFeed, outcome: &PollOutcome) -> Result<(), StoreError> {
    let Validators { etag, last_modified } = &outcome.validators;
    let title = outcome.title.as_deref();
    let warnings = json(&outcome.warnings);
    let next = outcome.next_poll_at;
    let (etag, modified, rhythm) = (etag.as_deref(), last_modified.as_deref(), json(&outcome.rhythm));
    let row = values![feed.id, title, etag, modified, warnings, tx.now, next, rhythm];
    tx.run(POLLED, row).await?;
    let name = outcome.publisher_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    if let Some(name) = name
        && tx.name_publisher(feed.publisher_id, name).await?
    {
        tx.log(ChangedNoun::Publisher, feed.publisher_id).await?;
    }
    if let Some(language) = outcome.publisher_language.as_deref() {
        tx.run(PUBLISHER_LANGUAGE, values![feed.publisher_id, language]).await?;
    }
    Ok(())
}

/// Counts how often the feed answered from one other address, and takes that over once it is certain.
async fn follow_move(tx: &mut Tx, feed: &FeedState, moved_to: Option<&str>) -> Result<(), StoreError> {
    let id = feed.entry_feed.id;
    let Some(target) = moved_to else {
        if feed.moved_to.is_some() {
            tx.run(NOTE_MOVE, values![id, None::<&str>, 0_i64]).await?;
        }
        return Ok(());
    };
    let times = if feed.moved_to.as_deref() == Some(target) { feed.moved_times + 1 } else { 1 };
    if times < CONFIRMATIONS {
        tx.run(NOTE_MOVE, values![id, target, times]).await?;
        return Ok(());
    }
    let key = key_of(target);
    match tx.row(FEED_AT, values![&key, id]).await? {
        None => tx.run(MOVE, values![id, target, &key]).await.map(drop),
        Some(row) => {
            let other: FeedId = row.get("feed_id")?;
            tx.run(MOVE_ENTRIES, values![id, other]).await?;
            tx.remove_feed(id).await
        }
    }
}
