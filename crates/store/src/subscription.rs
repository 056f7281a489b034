//! Subscriptions at hubs (WebSub): one a feed, taken up when the feed announces a hub and renewed by jobs.

use std::collections::BTreeMap;

use tidings_model::id::FeedId;
use tidings_model::job::{Job, JobKind};
use tidings_model::subscription::{Lease, Mode, Subscription};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::secret::{Vault, hash_of};
use crate::store::Store;

statements! {
    OF_FEED = "SELECT feed_id, hubs, hub, topic, token, secret, pending, asked_at, tries, lease_from, lease_until, problem
        FROM subscription WHERE feed_id = $1";
    BY_TOKEN = "SELECT feed_id, hubs, hub, topic, token, secret, pending, asked_at, tries, lease_from, lease_until, problem
        FROM subscription WHERE token_hash = $1";
    ALL = "SELECT feed_id, hub, lease_until, problem FROM subscription";
    TAKE_UP = "INSERT INTO subscription (feed_id, hubs, hub, topic, token, secret, asked_at, token_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (feed_id) DO UPDATE SET hubs = excluded.hubs, hub = excluded.hub, topic = excluded.topic,
            token = excluded.token, token_hash = excluded.token_hash, secret = excluded.secret, pending = NULL, asked_at = excluded.asked_at, tries = 0,
            lease_from = NULL, lease_until = NULL, problem = NULL";
    DROP = "DELETE FROM subscription WHERE feed_id = $1";
    ASKED = "UPDATE subscription SET hub = $2, pending = $3, asked_at = $4, tries = tries + 1 WHERE token_hash = $1";
    MOVED = "UPDATE subscription SET hub = $2 WHERE token_hash = $1";
    REFUSED = "UPDATE subscription SET hub = $2, pending = NULL, problem = $3 WHERE token_hash = $1";
    CONFIRMED = "UPDATE subscription SET pending = NULL, tries = 0, problem = NULL, lease_from = $2, lease_until = $3
        WHERE token_hash = $1";
    DENIED = "UPDATE subscription SET pending = NULL, problem = $2, lease_from = NULL, lease_until = NULL
        WHERE token_hash = $1";
    PUSHED = "UPDATE feed SET next_poll_at = $2 WHERE feed_id = $1 AND retired_at IS NULL";
}

/// A subscription with the feed it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSubscription {
    /// The feed.
    pub feed_id: FeedId,
    /// The hubs that the feed announces, the best first.
    pub hubs: Vec<String>,
    /// How it stands with one of them.
    pub subscription: Subscription,
    /// How often a hub was asked since the last confirmed lease.
    pub tries: i64,
    /// Why there is no lease, as a sentence.
    pub problem: Option<String>,
}

/// A hub that a feed announces, with a fresh subscription for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubOffer {
    /// The hubs, the best first; never empty.
    pub hubs: Vec<String>,
    /// Taken up when the feed has none for these hubs and this topic.
    pub fresh: Subscription,
}

/// How it stands with a feed's hub, for the editors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubState {
    /// The hub's address.
    pub hub: String,
    /// Until when it tells of news; `None` when it does not.
    pub until: Option<Timestamp>,
    /// Why it does not, as a sentence.
    pub problem: Option<String>,
}

/// What a hub said to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubAnswer {
    /// It will ask back; the address is where it is now.
    WillAsk(String),
    /// It will not, for this reason; the address is the hub to be asked next.
    Refused {
        /// The hub to be asked next.
        next: String,
        /// A sentence.
        reason: String,
    },
}

impl Store {
    /// A feed's subscription.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscription(&self, feed_id: FeedId) -> Result<Option<FeedSubscription>, StoreError> {
        self.row(OF_FEED, values![feed_id]).await?.map_or(Ok(None), |row| subscription_of(self.vault(), &row))
    }

    /// The subscription of a callback address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscription_by_token(&self, token: &str) -> Result<Option<FeedSubscription>, StoreError> {
        let row = self.row(BY_TOKEN, values![hash_of(token)]).await?;
        row.map_or(Ok(None), |row| subscription_of(self.vault(), &row))
    }

    /// How it stands with the hubs of all feeds that announce one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hub_states(&self) -> Result<BTreeMap<FeedId, HubState>, StoreError> {
        let rows = self.rows(ALL, Vec::new()).await?;
        let state = |row: &Row| {
            let until: Option<Timestamp> = row.get("lease_until")?;
            let until = until.filter(|until| *until > self.now());
            let state = HubState { hub: row.get("hub")?, until, problem: row.get("problem")? };
            Ok((row.get("feed_id")?, state))
        };
        rows.iter().map(state).collect()
    }

    /// Notes what a hub is about to be asked. It is stored before the hub hears of it, for it may ask back at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_asked(&self, asked: &Subscription) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let pending = asked.pending.map(Mode::name);
        tx.run(ASKED, values![hash_of(&asked.token), &asked.hub, pending, asked.asked_at]).await?;
        self.commit(tx).await
    }

    /// Stores what a hub said to the form, and when it is asked again. What it asked back meanwhile stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_hub_answer(
        &self,
        job: &Job,
        token: &str,
        answer: &HubAnswer,
        again_at: Timestamp,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        let touched = match answer {
            HubAnswer::WillAsk(hub) => tx.run(MOVED, values![hash_of(token), hub]).await?,
            HubAnswer::Refused { next, reason } => {
                tx.run(REFUSED, values![hash_of(token), next, reason]).await?
            }
        };
        if touched > 0 {
            tx.enqueue(JobKind::Subscribe, job.subject, again_at).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Puts a subscription's job off until it is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscribe_later(&self, job: &Job, at: Timestamp) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        tx.enqueue(JobKind::Subscribe, job.subject, at).await?;
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores that a hub asked back and was told yes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_subscription(&self, confirmed: &FeedSubscription) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let subscription = &confirmed.subscription;
        let (from, until) = subscription.lease.map(|lease| (lease.from, lease.until)).unzip();
        tx.run(CONFIRMED, values![hash_of(&subscription.token), from, until]).await?;
        tx.enqueue(JobKind::Subscribe, confirmed.feed_id, subscription.due_at()).await?;
        self.commit(tx).await
    }

    /// Stores that a hub will not tell of news, and why.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deny_subscription(&self, token: &str, reason: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(DENIED, values![hash_of(token), reason]).await?;
        self.commit(tx).await
    }

    /// Has a feed polled because its hub says that there are news: at once, or at `not_before` if that is later.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn poll_pushed(&self, feed_id: FeedId, not_before: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let at = tx.now.max(not_before);
        if tx.run(PUSHED, values![feed_id, at]).await? > 0 {
            tx.enqueue(JobKind::Poll, feed_id, at).await?;
        }
        self.commit(tx).await
    }
}

impl Tx {
    async fn take_up(&mut self, feed_id: FeedId, offer: &HubOffer) -> Result<(), StoreError> {
        let HubOffer { hubs, fresh } = offer;
        let token = self.vault.seal(&place(feed_id, "token"), &fresh.token)?;
        let secret = self.vault.seal(&place(feed_id, "secret"), &fresh.secret)?;
        let hash = hash_of(&fresh.token);
        let row = values![feed_id, json(hubs), &fresh.hub, &fresh.topic, token, secret, self.now, hash];
        self.run(TAKE_UP, row).await?;
        self.enqueue(JobKind::Subscribe, feed_id, self.now).await
    }

    /// Takes up what a feed announces, and drops what it no longer does.
    pub(crate) async fn follow_offer(
        &mut self,
        feed_id: FeedId,
        offer: Option<&HubOffer>,
    ) -> Result<(), StoreError> {
        let known = self.row(OF_FEED, values![feed_id]).await?;
        let known = known.map_or(Ok(None), |row| subscription_of(&self.vault, &row))?;
        match (offer, known) {
            (None, None) => Ok(()),
            (None, Some(_)) => {
                self.run(DROP, values![feed_id]).await?;
                self.drop_job(JobKind::Subscribe, feed_id).await
            }
            (Some(offer), Some(known))
                if known.hubs == offer.hubs && known.subscription.topic == offer.fresh.topic =>
            {
                Ok(())
            }
            // Without a key there is no safe place for its secret, and the feed is polled as others are.
            (Some(_), _) if !self.vault.has_key() => Ok(()),
            (Some(offer), _) => self.take_up(feed_id, offer).await,
        }
    }
}

/// `None` when it is sealed under a key that is not here: then it is as good as none, and is taken up anew.
fn subscription_of(vault: &Vault, row: &Row) -> Result<Option<FeedSubscription>, StoreError> {
    let id = row.get("feed_id")?;
    let open = |part: &str| Ok::<_, StoreError>(vault.open(&place(id, part), &row.get::<String>(part)?).ok());
    let (Some(token), Some(secret)) = (open("token")?, open("secret")?) else { return Ok(None) };
    let from: Option<Timestamp> = row.get("lease_from")?;
    let until: Option<Timestamp> = row.get("lease_until")?;
    let pending: Option<String> = row.get("pending")?;
    Ok(Some(FeedSubscription {
        feed_id: id,
        hubs: row.json("hubs")?,
        tries: row.get("tries")?,
        problem: row.get("problem")?,
        subscription: Subscription {
            hub: row.get("hub")?,
            topic: row.get("topic")?,
            token,
            secret,
            pending: pending.as_deref().and_then(Mode::from_word),
            asked_at: row.get("asked_at")?,
            lease: from.zip(until).map(|(from, until)| Lease { from, until }),
        },
    }))
}

/// Where the token and the secret are kept, for the seal.
pub(crate) fn place(id: FeedId, part: &str) -> String {
    format!("subscription {id} {part}")
}
