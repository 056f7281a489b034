//! Places: in which jobs are done side by side. One in four is kept for what needs no publisher, or is only a picture.

use std::sync::Arc;
use std::time::Duration;

use tidings_model::job::{Job, JobKind};
use tidings_store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::company::Beside;
use crate::heartbeat::CLAIM;
use crate::pipeline::Pipeline;

/// What brings news, which never waits for anything else.
const NEWS: [JobKind; 4] = [JobKind::Discover, JobKind::Poll, JobKind::Subscribe, JobKind::Page];
/// What follows from it.
const REST: [JobKind; 2] = [JobKind::Derive, JobKind::Picture];
const MINUTE: Duration = Duration::from_mins(1);

/// A place that a job holds.
#[derive(Debug)]
pub(crate) struct Place {
    _of_all: OwnedSemaphorePermit,
    _of_news: Option<OwnedSemaphorePermit>,
    _of_rechecks: Option<OwnedSemaphorePermit>,
    _beside: Beside,
}

/// All places of this process.
#[derive(Debug)]
pub(crate) struct Places {
    number: usize,
    all: Arc<Semaphore>,
    news: Arc<Semaphore>,
    rechecks: Arc<Semaphore>,
    /// Pages looked at again in this minute, and when it began.
    minute: (Instant, usize),
    /// Whether pictures are claimed before stories in the next round: neither keeps the other waiting for ever.
    pictures_first: bool,
}

impl Places {
    /// So many places, at least one.
    pub(crate) fn new(number: usize) -> Self {
        let semaphore = |places: usize| Arc::new(Semaphore::new(places.max(1)));
        let kept = number / 4;
        Self {
            number,
            all: semaphore(number),
            news: semaphore(number - kept),
            rechecks: semaphore(kept),
            minute: (Instant::now(), 0),
            pictures_first: false,
        }
    }

    /// Waits for a free place and claims a job for each that is free.
    pub(crate) async fn claim(&mut self, pipeline: &Pipeline) -> Result<Vec<(Job, Place)>, StoreError> {
        let Ok(first) = Arc::clone(&self.all).acquire_owned().await else { return Ok(Vec::new()) };
        let mut free = vec![first];
        free.extend(take(&self.all, self.number));
        let beside = pipeline.company.beside().await;
        let mut of_news = take(&self.news, free.len());
        let mut claimed = Vec::new();
        let mut seat = |jobs: Vec<Job>, free: &mut Vec<_>, news: &mut Vec<_>, rechecks: &mut Vec<_>| {
            for job in jobs {
                let Some(place) = free.pop() else { break };
                let (of_news, of_rechecks) = (news.pop(), rechecks.pop());
                let beside = beside.clone();
                let place =
                    Place { _of_all: place, _of_news: of_news, _of_rechecks: of_rechecks, _beside: beside };
                claimed.push((job, place));
            }
        };
        let jobs = self.in_turn(pipeline, &NEWS, of_news.len()).await?;
        let no_news_waits = jobs.len() < of_news.len();
        seat(jobs, &mut free, &mut of_news, &mut Vec::new());
        if no_news_waits {
            let budget = self.budget(pipeline.settings.rechecks_a_minute).min(of_news.len());
            let mut of_rechecks = take(&self.rechecks, budget);
            let jobs = self.again(pipeline, of_rechecks.len()).await?;
            self.minute.1 += jobs.len();
            seat(jobs, &mut free, &mut of_news, &mut of_rechecks);
        }
        self.pictures_first = !self.pictures_first;
        let [derive, picture] = REST;
        let kinds = if self.pictures_first { [picture, derive] } else { [derive, picture] };
        let jobs = self.in_turn(pipeline, &kinds, free.len()).await?;
        seat(jobs, &mut free, &mut Vec::new(), &mut Vec::new());
        Ok(claimed)
    }

    /// Claims jobs towards hosts that have a free turn.
    async fn in_turn(
        &self,
        pipeline: &Pipeline,
        kinds: &[JobKind],
        limit: usize,
    ) -> Result<Vec<Job>, StoreError> {
        let mut asked: Vec<String> = Vec::new();
        let mut admits = |host: &str| {
            let present = asked.iter().filter(|asked| *asked == host).count();
            let is_free = pipeline.turns.free(host, self.number) > present;
            if is_free {
                asked.push(host.to_owned());
            }
            is_free
        };
        let jobs = pipeline.store.claim_in_turn(kinds, (&pipeline.holder, CLAIM), limit, &mut admits).await?;
        for job in &jobs {
            pipeline.turns.begin(&job.host);
        }
        Ok(jobs)
    }

    /// Claims pages to look at again, of hosts that nothing else is asked of.
    async fn again(&self, pipeline: &Pipeline, limit: usize) -> Result<Vec<Job>, StoreError> {
        let mut asked: Vec<String> = Vec::new();
        let mut admits = |host: &str| {
            let is_free = pipeline.turns.is_at_rest(host) && !asked.iter().any(|asked| asked == host);
            asked.push(host.to_owned());
            is_free
        };
        let kinds = [JobKind::Recheck];
        let jobs =
            pipeline.store.claim_in_turn(&kinds, (&pipeline.holder, CLAIM), limit, &mut admits).await?;
        for job in &jobs {
            pipeline.turns.begin(&job.host);
        }
        Ok(jobs)
    }

    /// How many pages may still be looked at again in this minute.
    fn budget(&mut self, a_minute: usize) -> usize {
        if self.minute.0.elapsed() >= MINUTE {
            self.minute = (Instant::now(), 0);
        }
        a_minute.saturating_sub(self.minute.1)
    }
}

fn take(semaphore: &Arc<Semaphore>, most: usize) -> Vec<OwnedSemaphorePermit> {
    std::iter::from_fn(|| Arc::clone(semaphore).try_acquire_owned().ok()).take(most).collect()
}
