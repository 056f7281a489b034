//! The worker: claims due jobs, does them side by side, and writes down how they ended.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use tidings_model::job::{Job, JobKind};
use tidings_store::StoreError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::backoff;
use crate::error::IngestError;
use crate::heartbeat::CLAIM;
use crate::pipeline::Pipeline;
use crate::places::Places;
use crate::stage;

/// The stages whose jobs anybody may do; grouping is the grouper's.
const KINDS: [JobKind; 7] = [
    JobKind::Discover,
    JobKind::Poll,
    JobKind::Subscribe,
    JobKind::Page,
    JobKind::Recheck,
    JobKind::Derive,
    JobKind::Picture,
];
/// A notification only wakes; polling is the truth.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);

/// How long suspects are done one after the other before the other jobs have their turn again.
const SUSPECTS_TURN: Duration = Duration::from_secs(10);

/// Claims and does jobs until `stop`.
pub(crate) async fn run(pipeline: Pipeline, tracker: TaskTracker, stop: CancellationToken) {
    let mut places = Places::new(pipeline.settings.workers);
    while !stop.is_cancelled() {
        match round(&pipeline, (&tracker, &mut places), &stop).await {
            Ok(true) => {}
            Ok(false) => sleep(&pipeline, &stop).await,
            Err(error) => {
                error!(%error, "claiming jobs failed; trying again");
                sleep(&pipeline, &stop).await;
            }
        }
    }
}

/// Fills the free places once a place is free. Whether there was anything to do.
async fn round(
    pipeline: &Pipeline,
    (tracker, places): (&TaskTracker, &mut Places),
    stop: &CancellationToken,
) -> Result<bool, StoreError> {
    let jobs = places.claim(pipeline).await?;
    let some = !jobs.is_empty();
    for (job, place) in jobs {
        let pipeline = pipeline.clone();
        tracker.spawn(async move {
            perform(&pipeline, job).await;
            drop(place);
        });
    }
    let suspects = pipeline.store.has_suspects(&KINDS).await?;
    if suspects {
        one_by_one(pipeline, stop).await?;
    }
    Ok(some || suspects)
}

/// Does jobs over which a process died, each while nothing else runs here: when it dies again, only that one was at work.
async fn one_by_one(pipeline: &Pipeline, stop: &CancellationToken) -> Result<(), StoreError> {
    let _alone = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        alone = pipeline.company.alone() => alone,
    };
    let started = tokio::time::Instant::now();
    while !stop.is_cancelled() && started.elapsed() < SUSPECTS_TURN {
        let jobs = pipeline.store.claim_suspects(&KINDS, &pipeline.holder, CLAIM, 1).await?;
        let Some(job) = jobs.into_iter().next() else { break };
        pipeline.turns.begin(&job.host);
        perform(pipeline, job).await;
    }
    Ok(())
}

async fn sleep(pipeline: &Pipeline, stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = pipeline.store.work_waits() => {}
        () = pipeline.turns.one_ended() => {}
        () = tokio::time::sleep(LONGEST_SLEEP) => {}
    }
}

async fn perform(pipeline: &Pipeline, job: Job) {
    let _in_work = pipeline.claims.hold(vec![job.id]);
    let started = tokio::time::Instant::now();
    // A fault of our own is the end of one try, not of the worker.
    let ended = AssertUnwindSafe(stage::perform(pipeline, &job)).catch_unwind().await;
    let ended = ended.unwrap_or(Err(IngestError::Fault));
    let wait = ended.as_ref().err().and_then(IngestError::wait);
    pipeline.turns.end(&job.host, started.elapsed(), wait);
    let Err(error) = ended else { return };
    if error.wait().is_none() {
        warn!(kind = job.kind.as_str(), subject = job.subject, attempts = job.attempts, %error, "a job failed");
    }
    if let Err(error) = give_back(pipeline, &job, &error).await {
        error!(kind = job.kind.as_str(), subject = job.subject, %error, "a failed job could not be written down; its claim will run out");
    }
}

async fn give_back(pipeline: &Pipeline, job: &Job, error: &IngestError) -> Result<(), StoreError> {
    let after = backoff::after_failure(job.attempts, error.may_pass(), error.wait(), pipeline.clock.now());
    pipeline.store.fail_job(job, &error.to_string(), after).await.map(drop)
}
