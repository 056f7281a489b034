//! The worker: claims due jobs, does them side by side, and writes down how they ended.

use std::sync::Arc;
use std::time::Duration;

use tidings_model::job::{Job, JobKind};
use tidings_store::StoreError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::backoff;
use crate::company::Beside;
use crate::error::IngestError;
use crate::heartbeat::CLAIM;
use crate::pipeline::Pipeline;
use crate::stage;

/// The stages whose jobs anybody may do; grouping is the grouper's.
const KINDS: [JobKind; 6] =
    [JobKind::Discover, JobKind::Poll, JobKind::Subscribe, JobKind::Page, JobKind::Derive, JobKind::Picture];
/// A notification only wakes; polling is the truth.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);

/// How long suspects are done one after the other before the other jobs have their turn again.
const SUSPECTS_TURN: Duration = Duration::from_secs(10);

/// Claims and does jobs until `stop`.
pub(crate) async fn run(pipeline: Pipeline, tracker: TaskTracker, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(pipeline.settings.workers));
    while !stop.is_cancelled() {
        match round(&pipeline, (&tracker, &places), &stop).await {
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
    (tracker, places): (&TaskTracker, &Arc<Semaphore>),
    stop: &CancellationToken,
) -> Result<bool, StoreError> {
    let jobs = claim(pipeline, places).await?;
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
        perform(pipeline, job).await;
    }
    Ok(())
}

/// One of the places in which jobs are done side by side.
type Place = (OwnedSemaphorePermit, Beside);

async fn claim(pipeline: &Pipeline, places: &Arc<Semaphore>) -> Result<Vec<(Job, Place)>, StoreError> {
    let Ok(first) = Arc::clone(places).acquire_owned().await else { return Ok(Vec::new()) };
    let mut permits = vec![first];
    while let Ok(permit) = Arc::clone(places).try_acquire_owned() {
        permits.push(permit);
    }
    let beside = pipeline.company.beside().await;
    let jobs = pipeline.store.claim_jobs(&KINDS, &pipeline.holder, CLAIM, permits.len()).await?;
    let places = permits.into_iter().map(|permit| (permit, beside.clone()));
    Ok(jobs.into_iter().zip(places).collect())
}

async fn sleep(pipeline: &Pipeline, stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = pipeline.store.work_waits() => {}
        () = tokio::time::sleep(LONGEST_SLEEP) => {}
    }
}

async fn perform(pipeline: &Pipeline, job: Job) {
    let _in_work = pipeline.claims.hold(vec![job.id]);
    let Err(error) = stage::perform(pipeline, &job).await else { return };
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
