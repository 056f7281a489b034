//! The grouper: the one task, over all processes, that puts articles into stories.
//!
//! It holds a lease and keeps the hot window in memory, rebuilt from stored features when the lease is new. A batch of
//! articles is placed the moment it arrives; then the stories around it are settled, at once when the batch is small, and
//! slice by slice when it is large and nothing else waits. Story ids stay where the majority of members is.

mod hot;
mod outcome;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use tidings_model::id::{ArticleId, JobId};
use tidings_model::job::{AfterFailure, Job, JobKind};
use tidings_store::Saved;
use tidings_store::lease::Lease;
use tokio_util::sync::CancellationToken;
use tracing::error;

use crate::error::IngestError;
use crate::heartbeat::{self, CLAIM};
use crate::pipeline::Pipeline;
use hot::Hot;

const LEASE: &str = "grouper";
/// Articles placed in one transaction.
const BATCH: usize = 1_000;
/// Articles around which stories are settled in one transaction.
const SLICE: usize = 200;
const PAUSE: Duration = Duration::from_millis(250);
const SLEEP: Duration = Duration::from_secs(2);

/// What the grouper keeps between its steps.
#[derive(Debug)]
struct Present {
    window: Option<Hot>,
    /// Articles over which a process died that are placed together next: one at first, twice as many after each success,
    /// so that innocent ones are done soon and a guilty one is found.
    suspects: usize,
    /// Articles placed together next: half as many after a failure, until the one is found with which it fails.
    batch: usize,
}

impl Default for Present {
    fn default() -> Self {
        Self { window: None, suspects: 1, batch: BATCH }
    }
}

/// Groups until `stop`.
pub(crate) async fn run(pipeline: Pipeline, stop: CancellationToken) {
    let mut present = Present::default();
    while !stop.is_cancelled() {
        let pause = match step(&pipeline, &mut present).await {
            Ok(true) => PAUSE,
            Ok(false) => SLEEP,
            Err(error) => {
                error!(%error, "grouping failed; the window is rebuilt and tried again");
                present.window = None;
                present.suspects = 1;
                SLEEP
            }
        };
        wait(&pipeline, &stop, pause).await;
    }
    release(&pipeline).await;
}

async fn release(pipeline: &Pipeline) {
    if let Err(error) = pipeline.store.release_lease(LEASE, &pipeline.holder).await {
        error!(%error, "the grouper's lease could not be given back; it runs out by itself");
    }
}

async fn wait(pipeline: &Pipeline, stop: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = pipeline.store.work_waits(), if pause == SLEEP => {}
        () = tokio::time::sleep(pause) => {}
    }
}

/// One batch, or one slice of what is still to be settled. Whether there may be more at once.
async fn step(pipeline: &Pipeline, present: &mut Present) -> Result<bool, IngestError> {
    // Waiting for the others to be done comes before the lease, which waits for nobody.
    if pipeline.store.has_suspects(&[JobKind::Group]).await? {
        let _alone = pipeline.company.alone().await;
        return placed(pipeline, present, true).await;
    }
    let _beside = pipeline.company.beside().await;
    placed(pipeline, present, false).await
}

async fn placed(pipeline: &Pipeline, present: &mut Present, suspects: bool) -> Result<bool, IngestError> {
    let kinds = [JobKind::Group];
    let Some(lease) = pipeline.store.take_lease(LEASE, &pipeline.holder, CLAIM).await? else {
        present.window = None;
        return Ok(false);
    };
    let due = pipeline.store.next_due(&kinds).await?.is_some_and(|due| due <= pipeline.store.present());
    if !due && present.window.as_ref().is_none_or(Hot::is_at_rest) {
        return Ok(false);
    }
    // What goes wrong here is the fault of no article that waits.
    let window = match present.window.take().filter(|hot| !hot.is_outgrown(!due)) {
        Some(hot) => hot,
        None => holding(pipeline, &lease, Box::pin(Hot::rebuilt(pipeline))).await?,
    };
    let jobs = if suspects {
        pipeline.store.claim_suspects(&kinds, &pipeline.holder, CLAIM, present.suspects).await?
    } else {
        pipeline.store.claim_jobs(&kinds, &pipeline.holder, CLAIM, present.batch).await?
    };
    let in_work = pipeline.claims.hold(jobs.iter().map(|job| job.id).collect());
    let grown = holding(pipeline, &lease, Box::pin(grow(pipeline, &lease, window, &jobs))).await;
    drop(in_work);
    match grown {
        Ok(grown) => {
            present.window = Some(grown);
            present.suspects = if suspects { (present.suspects * 2).min(BATCH) } else { 1 };
            present.batch = (present.batch * 2).min(BATCH);
            Ok(true)
        }
        Err(error) => {
            give_back(pipeline, present, &jobs, &error).await?;
            Err(error)
        }
    }
}

/// Does something while the lease is kept; a panic in it is an error.
async fn holding<T>(
    pipeline: &Pipeline,
    lease: &Lease,
    work: impl Future<Output = Result<T, IngestError>>,
) -> Result<T, IngestError> {
    tokio::select! {
        done = AssertUnwindSafe(work).catch_unwind() => done.unwrap_or(Err(IngestError::Fault)),
        lost = heartbeat::keep_lease(pipeline, lease) => Err(lost),
    }
}

/// Gives articles back that could not be placed together. When the fault is with them, fewer are tried together next, and
/// one that cannot be placed even alone is refused, so that it does not stop the others.
async fn give_back(
    pipeline: &Pipeline,
    present: &mut Present,
    jobs: &[Job],
    error: &IngestError,
) -> Result<(), IngestError> {
    if let ([job], true) = (jobs, error.is_about_the_work()) {
        let reason = format!("this article cannot be placed in a story: {error}");
        pipeline.store.fail_job(job, &reason, AfterFailure::GiveUp).await?;
        return Ok(());
    }
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    pipeline.store.release_claims(&pipeline.holder, &ids).await?;
    if error.is_about_the_work() && !jobs.is_empty() {
        present.batch = (jobs.len() / 2).max(1);
    }
    Ok(())
}

/// Takes the articles of some jobs into the window, settles what is due, and stores what changed with the end of the jobs.
async fn grow(pipeline: &Pipeline, lease: &Lease, mut hot: Hot, jobs: &[Job]) -> Result<Hot, IngestError> {
    let now = pipeline.clock.now();
    hot.forget_before(now.minus(pipeline.settings.hot_window));
    let ids: Vec<ArticleId> = jobs.iter().map(|job| ArticleId::new(job.subject)).collect();
    let arrived = pipeline.store.features_of(&ids).await?;
    let bonds = hot::bonds(&pipeline.store.rules().await?);
    let (mut hot, mut outcome) = tokio::task::spawn_blocking(move || {
        let mut outcome = hot.place(arrived, &bonds);
        let due = hot.due(outcome.len(), SLICE);
        if !due.is_empty() {
            hot.settle(&due, &bonds, &mut outcome);
        }
        (hot, outcome)
    })
    .await?;
    outcome.name_stories(pipeline, &mut hot).await?;
    outcome.find_copies(pipeline, &hot).await?;
    let regrouping = outcome.regrouping(&mut hot);
    match pipeline.store.save_regrouping(lease, jobs, &regrouping).await? {
        Saved::Stored => Ok(hot),
        Saved::LostClaim => Err(IngestError::unusable("the articles went to another grouper")),
    }
}
