//! Background: what is like an article among all that was ever stored, looked for where the search index is and stored beside
//! what the grouper found near it, so that a view of the article only reads it.

use std::sync::Arc;
use std::time::Duration;

use tidings_model::id::ArticleId;
use tidings_model::job::{Job, JobKind};
use tidings_model::story::RelatedArticle;
use tidings_model::time::{Clock, Timestamp};
use tidings_search::SearchIndex;
use tidings_search::like::Like;
use tidings_store::Store;
use tidings_store::grouping::StoredFeatures;
use tidings_store::search::SearchableArticle;
use tidings_story::archive::Archive;
use tidings_story::features::Features;
use tidings_story::related::{self, Candidate};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::backoff;
use crate::error::IngestError;
use crate::features::features_of;
use crate::heartbeat::CLAIM;
use crate::indexer::batch::text_of;

/// An article that has so many near it needs nothing out of the archive: its page shows no more.
const ENOUGH: usize = 6;
/// Articles of the archive that are kept for one.
const KEPT: usize = 8;
/// Articles of the index that are judged.
const CANDIDATES: usize = 40;
/// Jobs claimed at once: few, since nothing prolongs their claims.
const BATCH: usize = 4;
/// Articles of an older database that are asked for when nothing else waits.
const FILL: i64 = 100;
/// Ages at which an article's background is looked for again, since the archive grows.
const LOOKS: [Duration; 3] =
    [Duration::from_hours(6), Duration::from_hours(48), Duration::from_hours(14 * 24)];
/// For each moment of work so many of rest: what comes in is worth more than what lies behind it.
const REST: u32 = 3;
const SLEEP: Duration = Duration::from_secs(2);
/// After a failure of the database or the index.
const PAUSE: Duration = Duration::from_secs(15);

/// What finds background; in every process that has a search index.
#[derive(Debug, Clone)]
pub struct Background {
    store: Store,
    index: SearchIndex,
    clock: Arc<dyn Clock>,
    holder: Arc<str>,
}

impl Background {
    /// Finds it for the articles of a store by an index that follows it. `holder` names this process in claims and must
    /// differ between processes.
    #[must_use]
    pub fn new(store: Store, index: SearchIndex, clock: Arc<dyn Clock>, holder: &str) -> Self {
        Self { store, index, clock, holder: holder.into() }
    }

    /// Works until `stop`, a quarter of the time at most.
    pub fn start(self, tracker: &TaskTracker, stop: &CancellationToken) {
        tracker.spawn(self.run(stop.clone()));
    }

    async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let begun = Instant::now();
            let pause = match self.turn().await {
                Ok(true) => begun.elapsed().saturating_mul(REST),
                Ok(false) => SLEEP,
                Err(error) => {
                    warn!(%error, "background out of the archive was not worked out; it is tried again");
                    PAUSE
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Does a few jobs; when none is due, asks for some articles of an older database. `false` when nothing is left to do,
    /// or there is no whole index.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn turn(&self) -> Result<bool, IngestError> {
        if self.index.health().is_none_or(|health| health.is_building) {
            return Ok(false);
        }
        let jobs = self.store.claim_jobs(&[JobKind::Background], &self.holder, CLAIM, BATCH).await?;
        if jobs.is_empty() {
            return Ok(self.store.fill_background(FILL).await?);
        }
        for job in jobs {
            self.perform(&job).await?;
        }
        Ok(true)
    }

    async fn perform(&self, job: &Job) -> Result<(), IngestError> {
        match self.found(ArticleId::new(job.subject)).await {
            Ok(Found { background, again_at }) => {
                self.store.save_background(job, &background, again_at).await?;
            }
            Err(error) => {
                info!(article = job.subject, %error, "no background was found for an article");
                let after = backoff::after_failure(job.attempts, error.may_pass(), None, self.clock.now());
                self.store.fail_job(job, &error.to_string(), after).await?;
            }
        }
        Ok(())
    }

    /// The background of an article; nothing when it is gone.
    async fn found(&self, own: ArticleId) -> Result<Found, IngestError> {
        let Some(article) = self.store.searchable_articles(&[own]).await?.pop() else {
            return Ok(Found::default());
        };
        let near = self.store.near_articles(own).await?;
        let is_wanted = near.len() < ENOUGH;
        let alike = if is_wanted { self.alike(article).await? } else { Vec::new() };
        let mut asked: Vec<ArticleId> =
            alike.into_iter().filter(|id| *id != own && !near.contains(id)).collect();
        asked.push(own);
        let rows = self.store.features_of(&asked).await?;
        let arrived = rows.iter().find(|row| row.article_id == own).map(|row| row.arrived_at);
        let again_at = arrived.and_then(|arrived| next_look(arrived, self.clock.now()));
        let background = tokio::task::spawn_blocking(move || judged(own, &rows)).await?;
        Ok(Found { background, again_at })
    }

    /// The articles of the index that share most with an article.
    async fn alike(&self, article: SearchableArticle) -> Result<Vec<ArticleId>, IngestError> {
        let index = self.index.clone();
        let asking = tokio::task::spawn_blocking(move || {
            let text = text_of(&article);
            index.like(Like {
                language: article.language.as_deref(),
                headline: &article.headline,
                text: &text,
                limit: CANDIDATES,
            })
        });
        Ok(asking.await??.into_iter().map(|hit| hit.id).collect())
    }
}

/// What was found for an article, and when to look again.
#[derive(Debug, Default)]
struct Found {
    background: Vec<RelatedArticle>,
    again_at: Option<Timestamp>,
}

/// When the background of an article is looked for next; `None` when the archive will hardly make it better.
fn next_look(arrived: Timestamp, now: Timestamp) -> Option<Timestamp> {
    LOOKS.into_iter().map(|age| arrived.plus(age)).find(|at| *at > now)
}

/// Which of the articles are background of one of them, by the rules of what the grouper found near.
fn judged(own: ArticleId, rows: &[StoredFeatures]) -> Vec<RelatedArticle> {
    let Some(own_row) = rows.iter().find(|row| row.article_id == own) else { return Vec::new() };
    let features: Vec<Features> = rows.iter().filter_map(features_of).collect();
    let Some(own_features) = features.iter().find(|features| features.key == own.get()) else {
        return Vec::new();
    };
    let original_of = |row: &StoredFeatures| row.copy_of.unwrap_or(row.article_id).get();
    let near = Archive::carried().background(own_features, &features);
    let candidates = near.iter().filter_map(|near| {
        let row = rows.iter().find(|row| row.article_id.get() == near.key)?;
        Some(Candidate {
            key: near.key,
            odds: near.odds,
            source: &row.publisher_name,
            original: original_of(row),
            same_story: row.story_id.is_some() && row.story_id == own_row.story_id,
        })
    });
    let candidates: Vec<Candidate<'_>> = candidates.collect();
    related::stored(&related::background(&candidates, original_of(own_row), KEPT))
        .map(|(key, score)| RelatedArticle { article_id: ArticleId::new(key), score })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn young_articles_are_looked_at_again_and_old_ones_are_left() {
        let arrived = Timestamp::from_millis(1_795_000_000_000);
        let next = |age: Duration| {
            next_look(arrived, arrived.plus(age)).map(|at| at.since(arrived).as_secs() / 3_600)
        };
        let ages = [Duration::ZERO, Duration::from_hours(6), Duration::from_hours(47)].map(next);
        assert_eq!(ages, [Some(6), Some(48), Some(48)]);
        assert_eq!(next(Duration::from_hours(15 * 24)), None);
    }
}
