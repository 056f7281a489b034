//! The grouper: the one task, over all processes, that puts articles into stories.
//!
//! It holds a lease and keeps the hot window in memory, rebuilt from stored features when the lease is new. A batch of
//! articles is placed the moment it arrives; then the stories around it are settled, at once when the batch is small, and
//! slice by slice when it is large and nothing else waits. Story ids stay where the majority of members is.

mod hot;
mod outcome;

use std::time::Duration;

use tidings_model::id::{ArticleId, JobId};
use tidings_model::job::{Job, JobKind};
use tidings_store::Saved;
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

/// Groups until `stop`.
pub(crate) async fn run(pipeline: Pipeline, stop: CancellationToken) {
    let mut window: Option<Hot> = None;
    while !stop.is_cancelled() {
        let pause = match step(&pipeline, &mut window).await {
            Ok(true) => PAUSE,
            Ok(false) => SLEEP,
            Err(error) => {
                error!(%error, "grouping failed; the window is rebuilt and tried again");
                window = None;
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
async fn step(pipeline: &Pipeline, window: &mut Option<Hot>) -> Result<bool, IngestError> {
    let until = pipeline.clock.now().plus(CLAIM);
    if !pipeline.store.take_lease(LEASE, &pipeline.holder, until).await? {
        *window = None;
        return Ok(false);
    }
    let jobs = pipeline.store.claim_jobs(&[JobKind::Group], &pipeline.holder, CLAIM, BATCH).await?;
    if jobs.is_empty() && window.as_ref().is_none_or(Hot::is_at_rest) {
        return Ok(false);
    }
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    let in_work = pipeline.claims.hold(ids.clone());
    let present = window.take();
    let grown = tokio::select! {
        grown = grow(pipeline, present, &jobs) => grown,
        lost = heartbeat::keep_lease(pipeline, LEASE) => Err(lost),
    };
    drop(in_work);
    match grown {
        Ok(grown) => *window = Some(grown),
        Err(error) => {
            pipeline.store.release_claims(&pipeline.holder, &ids).await?;
            return Err(error);
        }
    }
    Ok(true)
}

/// Takes the articles of some jobs into the window, settles what is due, and stores what changed with the end of the jobs.
async fn grow(pipeline: &Pipeline, window: Option<Hot>, jobs: &[Job]) -> Result<Hot, IngestError> {
    let now = pipeline.clock.now();
    let mut hot = match window.filter(|hot| !hot.is_outgrown(jobs.is_empty())) {
        Some(hot) => hot,
        None => Hot::rebuilt(pipeline).await?,
    };
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
    match pipeline.store.save_regrouping(jobs, &regrouping).await? {
        Saved::Stored => Ok(hot),
        Saved::LostClaim => Err(IngestError::unusable("the articles went to another grouper")),
    }
}
