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
use crate::error::IngestError;
use crate::heartbeat::CLAIM;
use crate::pipeline::Pipeline;
use crate::stage;

/// The stages whose jobs anybody may do; grouping is the grouper's.
const KINDS: [JobKind; 6] =
    [JobKind::Discover, JobKind::Poll, JobKind::Subscribe, JobKind::Page, JobKind::Derive, JobKind::Picture];
/// A notification only wakes; polling is the truth.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);

/// Claims and does jobs until `stop`.
pub(crate) async fn run(pipeline: Pipeline, tracker: TaskTracker, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(pipeline.settings.workers));
    while !stop.is_cancelled() {
        let claimed = claim(&pipeline, &places).await;
        let jobs = match claimed {
            Ok(jobs) => jobs,
            Err(error) => {
                error!(%error, "claiming jobs failed; trying again");
                sleep(&pipeline, &stop).await;
                continue;
            }
        };
        if jobs.is_empty() {
            sleep(&pipeline, &stop).await;
        }
        for (job, place) in jobs {
            let pipeline = pipeline.clone();
            tracker.spawn(async move {
                perform(&pipeline, job).await;
                drop(place);
            });
        }
    }
}

async fn claim(
    pipeline: &Pipeline,
    places: &Arc<Semaphore>,
) -> Result<Vec<(Job, OwnedSemaphorePermit)>, StoreError> {
    let Ok(first) = Arc::clone(places).acquire_owned().await else { return Ok(Vec::new()) };
    let mut permits = vec![first];
    while let Ok(permit) = Arc::clone(places).try_acquire_owned() {
        permits.push(permit);
    }
    let jobs = pipeline.store.claim_jobs(&KINDS, &pipeline.holder, CLAIM, permits.len()).await?;
    Ok(jobs.into_iter().zip(permits).collect())
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
