//! Additions: an address that somebody pasted, and how looking for its feeds goes.

use tidings_model::bound::Bound;
use tidings_model::feed::NewFeed;
use tidings_model::id::{AdditionId, FeedId};
use tidings_model::job::{Job, JobKind};
use tidings_model::publisher::NewPublisher;
use tidings_model::time::Timestamp;

use crate::body::{pack, unpack};
use crate::database::statement::statements;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::poll::PollOutcome;
use crate::store::Store;

statements! {
    BEGIN = "INSERT INTO addition (addition_id, address, state, message, feeds, made_at, changed_at)
        VALUES ($1, $2, 'waiting', '', '[]', $3, $3)";
    BEGIN_LIST = "INSERT INTO addition (addition_id, address, state, message, feeds, made_at, changed_at, total)
        VALUES ($1, $2, 'waiting', '', '[]', $3, $3, $4)";
    KEEP_LIST = "INSERT INTO feed_list (addition_id, body) VALUES ($1, $2)";
    LIST = "SELECT body FROM feed_list WHERE addition_id = $1";
    DROP_LIST = "DELETE FROM feed_list WHERE addition_id = $1";
    LISTED = "UPDATE addition SET done = $2, added = added + $3, changed_at = $4
        WHERE addition_id = $1 AND state = 'waiting' AND done = $5";
    BY_ID = "SELECT addition_id, address, state, message, feeds, made_at, total, done, added FROM addition
        WHERE addition_id = $1";
    PROGRESS = "UPDATE addition SET message = $2, changed_at = $3 WHERE addition_id = $1 AND state = 'waiting'";
    END = "UPDATE addition SET state = $2, message = $3, feeds = $4, changed_at = $5 WHERE addition_id = $1";
}

/// An address that somebody pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Its id.
    pub id: AdditionId,
    /// What was pasted.
    pub address: String,
    /// How it goes.
    pub state: AdditionState,
    /// When it was pasted.
    pub made_at: Timestamp,
}

/// How looking for the feeds of an address goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdditionState {
    /// Not done; what is being done, empty before it starts.
    Waiting {
        /// A sentence.
        progress: String,
    },
    /// The feeds of a list are being stored, or all of them are.
    List {
        /// Feeds of the list.
        total: i64,
        /// Feeds that are stored.
        done: i64,
        /// Those of them that were not here before.
        added: i64,
        /// Nothing is left to be done.
        ended: bool,
    },
    /// Feeds were found and added.
    Done {
        /// The feeds, also those that were here before.
        feeds: Vec<FeedId>,
    },
    /// Nothing was found.
    Failed {
        /// Why, and what to try, as a sentence.
        reason: String,
    },
}

/// A feed that was found, and its first poll: the answer that showed it.
#[derive(Debug, Clone)]
pub struct FoundFeed {
    /// Whose feed it is.
    pub publisher: NewPublisher,
    /// The feed.
    pub feed: NewFeed,
    /// What the answer brought.
    pub poll: PollOutcome,
}

/// What looking for the feeds of an address brought.
#[derive(Debug, Clone)]
pub enum AdditionOutcome {
    /// Feeds to add.
    Found(Vec<(NewPublisher, NewFeed)>),
    /// A feed to add, with what its answer brought already.
    Read(Box<FoundFeed>),
    /// Why there is nothing, and what to try, as a sentence.
    Failed(String),
}

impl Store {
    /// Notes a pasted address and has its feeds looked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_addition(&self, address: &str) -> Result<AdditionId, StoreError> {
        let mut tx = self.begin().await?;
        let id: AdditionId = tx.new_id();
        tx.run(BEGIN, values![id, address, tx.now]).await?;
        tx.enqueue(JobKind::Discover, id, tx.now).await?;
        self.commit(tx).await?;
        Ok(id)
    }

    /// Keeps a list of feeds (`OPML`) to be stored by a job. `name` says for people where it comes from; `total` is how
    /// many feeds it has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_list(&self, name: &str, opml: &str, total: usize) -> Result<AdditionId, StoreError> {
        let mut tx = self.begin().await?;
        let id: AdditionId = tx.new_id();
        tx.run(BEGIN_LIST, values![id, name, tx.now, i64::try_from(total).unwrap_or(i64::MAX)]).await?;
        tx.run(KEEP_LIST, values![id, pack(opml)]).await?;
        tx.enqueue(JobKind::Discover, id, tx.now).await?;
        self.commit(tx).await?;
        Ok(id)
    }

    /// The list that an addition has to store; `None` when it looks at an address, or the list is stored.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn addition_list(&self, id: AdditionId) -> Result<Option<String>, StoreError> {
        let Some(row) = self.row(LIST, values![id]).await? else { return Ok(None) };
        unpack(&row.get::<Vec<u8>>("body")?).map(Some)
    }

    /// Stores some feeds of a list, those from `done` on, in one transaction with how far it is; `false` when somebody
    /// else did it meanwhile, and then nothing is stored.
    ///
    /// # Errors
    /// When the database fails; then none is added.
    pub async fn store_listed(
        &self,
        id: AdditionId,
        done: i64,
        feeds: &[(NewPublisher, NewFeed)],
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let mut added = 0_i64;
        for (publisher, feed) in feeds {
            added += i64::from(tx.add_feed(publisher, feed).await?.new);
        }
        let after = done.saturating_add(i64::try_from(feeds.len()).unwrap_or(i64::MAX));
        if tx.run(LISTED, values![id, after, added, tx.now, done]).await? == 0 {
            return Ok(false);
        }
        self.commit(tx).await?;
        Ok(true)
    }

    /// An addition, for its worker and for the page that shows how it goes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn addition(&self, id: AdditionId) -> Result<Option<Addition>, StoreError> {
        let Some(row) = self.row(BY_ID, values![id]).await? else { return Ok(None) };
        let message = row.line("message", Bound::REASON)?;
        let total: i64 = row.get("total")?;
        let state: String = row.get("state")?;
        let (done, added): (i64, i64) = (row.get("done")?, row.get("added")?);
        let state = match state.as_str() {
            "waiting" | "done" if total > 0 => {
                AdditionState::List { total, done, added, ended: state == "done" }
            }
            "done" => AdditionState::Done { feeds: row.json("feeds")? },
            "failed" => AdditionState::Failed { reason: message },
            _ => AdditionState::Waiting { progress: message },
        };
        Ok(Some(Addition {
            id,
            address: row.line("address", Bound::TITLE)?,
            state,
            made_at: row.get("made_at")?,
        }))
    }

    /// Notes what is being done, as a sentence.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn addition_progress(&self, id: AdditionId, progress: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(PROGRESS, values![id, progress, tx.now]).await?;
        self.commit(tx).await
    }

    /// Stores what looking brought; the found feeds are added, and those whose answer is not there are polled at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_addition(
        &self,
        job: &Job,
        id: AdditionId,
        outcome: &AdditionOutcome,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        match outcome {
            AdditionOutcome::Found(found) => {
                let mut feeds = Vec::with_capacity(found.len());
                for (publisher, feed) in found {
                    feeds.push(tx.add_feed(publisher, feed).await?.feed_id);
                }
                tx.run(END, values![id, "done", "", json(&feeds), tx.now]).await?;
            }
            AdditionOutcome::Read(found) => {
                let feed_id = tx.add_feed(&found.publisher, &found.feed).await?.feed_id;
                tx.run(END, values![id, "done", "", json(&[feed_id]), tx.now]).await?;
                tx.store_first_poll(feed_id, &found.poll).await?;
            }
            AdditionOutcome::Failed(reason) => {
                tx.run(END, values![id, "failed", Bound::REASON.line(reason), "[]", tx.now]).await?;
            }
        }
        tx.run(DROP_LIST, values![id]).await?;
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }
}
