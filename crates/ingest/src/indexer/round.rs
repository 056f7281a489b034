//! Rounds: each reads from the store what the index lacks and writes it, off the async threads.

use tidings_model::change::ChangedNoun;
use tidings_model::id::ArticleId;
use tidings_search::{Follower, Progress, SearchError, SearchIndex, Step};
use tidings_store::Store;
use tidings_store::change::LogPlace;

use super::batch::batch;
use crate::error::IngestError;

/// Articles, or changes, of one turn.
const AT_ONCE: i64 = 500;

/// The right to write the index, and the store that it follows.
#[derive(Debug)]
pub(super) struct Round {
    store: Store,
    /// Away while it writes; lost when the writing breaks off.
    follower: Option<Follower>,
}

/// What one turn did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Turn {
    /// Articles written.
    pub(super) written: u64,
    /// There may be more at once.
    pub(super) has_more: bool,
}

impl Round {
    /// Takes the right to write; `None` when another process has it.
    pub(super) async fn begin(store: &Store, index: &SearchIndex) -> Result<Option<Self>, IngestError> {
        let index = index.clone();
        let follower = tokio::task::spawn_blocking(move || index.follow()).await??;
        let Some(follower) = follower else { return Ok(None) };
        let mut round = Self { store: store.clone(), follower: Some(follower) };
        let end = store.last_change().await?;
        let is_ahead = |step: &Step| matches!(step, Step::Serving(progress) if place(*progress) > end);
        if round.steps().iter().any(is_ahead) {
            round.remake("the database was put back to an earlier state".to_owned()).await?;
        }
        round.remake_if_left_behind().await?;
        Ok(Some(round))
    }

    pub(super) fn is_building(&self) -> bool {
        self.follower.as_ref().is_some_and(Follower::is_building)
    }

    pub(super) async fn remake(&mut self, reason: String) -> Result<(), IngestError> {
        self.with(move |follower| follower.remake(Some(reason))).await
    }

    pub(super) async fn mend(&mut self) -> Result<(), IngestError> {
        self.with(Follower::mend).await
    }

    /// A follower that was away for so long that the log no longer holds what it missed is made anew from the articles.
    async fn remake_if_left_behind(&mut self) -> Result<(), IngestError> {
        for step in self.steps() {
            if let Step::Serving(progress) = step
                && self.store.is_pruned_after(place(progress)).await?
            {
                return self.remake("it was away for too long to catch up".to_owned()).await;
            }
        }
        Ok(())
    }

    pub(super) async fn rest(&mut self) -> Result<(), IngestError> {
        self.with(Follower::rest).await
    }

    /// One batch for the generation that serves, and one for that which is being built.
    pub(super) async fn turn(&mut self) -> Result<Turn, IngestError> {
        let mut turn = Turn::default();
        for step in self.steps() {
            let read = match step {
                Step::Serving(progress) | Step::Next(progress @ Progress { building: None, .. }) => {
                    self.changes(progress).await?
                }
                Step::Next(progress) => self.archive(progress).await?,
            };
            let is_done = matches!(step, Step::Next(Progress { building: None, .. })) && !read.has_more;
            turn.has_more |= read.has_more || (matches!(step, Step::Next(_)) && !is_done);
            turn.written += self.write(step, read).await?;
            if is_done {
                self.with(Follower::take_over).await?;
            }
        }
        Ok(turn)
    }

    fn steps(&self) -> Vec<Step> {
        self.follower.as_ref().map(Follower::steps).unwrap_or_default()
    }

    /// What changed after a place.
    async fn changes(&self, progress: Progress) -> Result<Read, IngestError> {
        let (changes, reached) = self.store.changes_after(place(progress), AT_ONCE).await?;
        let has_more = changes.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let articles = changes.iter().filter(|change| change.noun == ChangedNoun::Article);
        let mut ids: Vec<ArticleId> = articles.map(|change| ArticleId::new(change.subject)).collect();
        ids.sort_unstable();
        ids.dedup();
        let progress =
            Progress { transaction: reached.transaction, position: reached.position, building: None };
        Ok(Read { ids, progress, has_more })
    }

    /// The articles after the last taken in; the log is followed from where it ended before the first.
    async fn archive(&self, progress: Progress) -> Result<Read, IngestError> {
        let after = progress.building.unwrap_or(ArticleId::new(0));
        let start =
            if after == ArticleId::new(0) { self.store.last_change().await? } else { place(progress) };
        let ids = self.store.article_ids_after(after, AT_ONCE).await?;
        let building = ids.last().copied();
        let progress = Progress { transaction: start.transaction, position: start.position, building };
        Ok(Read { ids, progress, has_more: building.is_some() })
    }

    async fn write(&mut self, step: Step, read: Read) -> Result<u64, IngestError> {
        let articles =
            if read.ids.is_empty() { Vec::new() } else { self.store.searchable_articles(&read.ids).await? };
        self.with(move |follower| {
            let batch = batch(&articles, &read.ids, read.progress);
            let written = u64::try_from(batch.documents.len()).unwrap_or(u64::MAX);
            follower.write(step, &batch).map(|()| written)
        })
        .await
    }

    /// Lets the follower do something off the async threads.
    async fn with<T: Send + 'static>(
        &mut self,
        act: impl FnOnce(&mut Follower) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, IngestError> {
        let Some(mut follower) = self.follower.take() else {
            return Err(IngestError::unusable("the search index is not held any more"));
        };
        let acting = tokio::task::spawn_blocking(move || {
            let outcome = act(&mut follower);
            (follower, outcome)
        });
        let (follower, outcome) = acting.await?;
        self.follower = Some(follower);
        Ok(outcome?)
    }
}

/// What was read for a step.
struct Read {
    ids: Vec<ArticleId>,
    progress: Progress,
    has_more: bool,
}

fn place(progress: Progress) -> LogPlace {
    LogPlace { transaction: progress.transaction, position: progress.position }
}
