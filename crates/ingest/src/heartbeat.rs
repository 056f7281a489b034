//! The heartbeat: while this process works on a job, the job stays its own; when it dies, others take over soon.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tidings_model::id::JobId;
use tidings_store::lease::Lease;
use tokio_util::task::TaskTracker;
use tracing::warn;

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// How long a claim on a job, or the grouper's lease, holds without a beat.
pub(crate) const CLAIM: Duration = Duration::from_secs(8);
const BEAT: Duration = Duration::from_millis(2_500);

/// The jobs that this process works on now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claims(Arc<Mutex<BTreeSet<JobId>>>);

/// Some jobs in work; dropping it says that they are no longer.
#[derive(Debug)]
pub(crate) struct InWork {
    claims: Claims,
    jobs: Vec<JobId>,
}

impl Claims {
    /// Notes that some jobs are in work.
    pub(crate) fn hold(&self, jobs: Vec<JobId>) -> InWork {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(jobs.iter().copied());
        InWork { claims: self.clone(), jobs }
    }

    fn present(&self) -> Vec<JobId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        let mut present = self.claims.0.lock().unwrap_or_else(PoisonError::into_inner);
        for job in &self.jobs {
            present.remove(job);
        }
    }
}

/// Prolongs the claims on what is in work until the last of it is done, also while the process is ending.
pub(crate) async fn run(pipeline: Pipeline, work: TaskTracker) {
    loop {
        tokio::select! {
            () = work.wait() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
        let jobs = pipeline.claims.present();
        if jobs.is_empty() {
            continue;
        }
        if let Err(error) = pipeline.store.extend_claims(&pipeline.holder, &jobs, CLAIM).await {
            warn!(%error, "claims were not prolonged; others may repeat the jobs, which does no harm");
        }
    }
}

/// Prolongs a lease that this process holds; returns when it is lost.
pub(crate) async fn keep_lease(pipeline: &Pipeline, lease: &Lease) -> IngestError {
    loop {
        tokio::time::sleep(BEAT).await;
        match pipeline.store.take_lease(&lease.name, &pipeline.holder, CLAIM).await {
            Ok(Some(kept)) if kept == *lease => {}
            Ok(_) => {
                return IngestError::unusable(format!("the lease {} went to another process", lease.name));
            }
            Err(error) => return error.into(),
        }
    }
}
