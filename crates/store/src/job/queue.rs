//! Enqueueing jobs, and finishing them inside the transaction that stores their result.

use std::collections::BTreeMap;

use tidings_model::id::JobId;
use tidings_model::job::{Job, JobKind};
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    ENQUEUE = "INSERT INTO job (job_id, kind, subject, state, run_at, host)
        VALUES ($1, $2, $3, 'waiting', $4, $5)
        ON CONFLICT (kind, subject) DO UPDATE SET host = excluded.host,
            run_at = CASE WHEN (job.state = 'failed' AND job.deaths < 3) OR (job.state = 'waiting' AND excluded.run_at < job.run_at)
                THEN excluded.run_at ELSE job.run_at END,
            again_at = CASE WHEN job.state = 'failed' THEN NULL WHEN job.state = 'waiting' THEN job.again_at
                WHEN job.again_at IS NULL OR excluded.run_at < job.again_at THEN excluded.run_at
                ELSE job.again_at END,
            attempts = CASE WHEN job.state = 'failed' THEN 0 ELSE job.attempts END,
            state = CASE WHEN job.state = 'failed' AND job.deaths < 3 THEN 'waiting' ELSE job.state END";
    IS_CLAIMED = "SELECT job_id FROM job WHERE job_id = $1 AND claim = $2 AND state = 'running'";
    FINISH = "DELETE FROM job WHERE job_id = $1 AND claim = $2 AND state = 'running' AND again_at IS NULL";
    START_AGAIN = "UPDATE job SET state = 'waiting', run_at = again_at, again_at = NULL, attempts = 0, deaths = 0,
            claim = 0, worker = NULL, lease_until = NULL, reason = NULL
        WHERE job_id = $1 AND claim = $2 AND state = 'running' AND again_at IS NOT NULL";
    COUNT_FINISHED = "INSERT INTO job_figures (kind, node, finished) VALUES ($1, $2, $3)
        ON CONFLICT (kind, node) DO UPDATE SET finished = job_figures.finished + excluded.finished";
    DROP_WAITING = "DELETE FROM job WHERE kind = $1 AND subject = $2 AND state <> 'running'";
}

/// What a transaction does to one job, once everything else in it is done.
#[derive(Debug, Default)]
pub(crate) struct JobChange {
    /// It is finished.
    finished: Option<Job>,
    /// It is enqueued at this time.
    enqueued: Option<Timestamp>,
    /// It is removed where nobody works on it.
    dropped: bool,
}

/// What a transaction does to jobs, in the one order in which everybody locks their rows: by kind and subject.
pub(crate) type JobChanges = BTreeMap<(JobKind, i64), JobChange>;

impl Tx {
    /// Enqueues a job with the commit. One that waits is only moved earlier, one that runs is marked to run again, one that
    /// was given up is revived, unless processes died over it: that one waits for an editor.
    #[expect(clippy::unused_async, reason = "it is part of a transaction like all that is stored")]
    pub(crate) async fn enqueue(
        &mut self,
        kind: JobKind,
        subject: impl Into<i64>,
        run_at: Timestamp,
    ) -> Result<(), StoreError> {
        let change = self.jobs.entry((kind, subject.into())).or_default();
        change.enqueued = Some(change.enqueued.map_or(run_at, |earlier| earlier.min(run_at)));
        change.dropped = false;
        self.wakes |= run_at <= self.now;
        Ok(())
    }

    /// Finishes a job with the commit; `false` when the claim is no longer this worker's, and then nothing may be stored.
    pub(crate) async fn finish(&mut self, job: &Job) -> Result<bool, StoreError> {
        let is_ours = self.is_claimed(job).await?;
        if is_ours {
            self.jobs.entry((job.kind, job.subject)).or_default().finished = Some(job.clone());
        }
        Ok(is_ours)
    }

    /// Whether a job is still claimed as it was when the worker got it.
    pub(crate) async fn is_claimed(&mut self, job: &Job) -> Result<bool, StoreError> {
        Ok(self.row(IS_CLAIMED, values![job.id, job.claim]).await?.is_some())
    }

    /// Removes a job with the commit where nobody works on it, because its subject is gone.
    #[expect(clippy::unused_async, reason = "it is part of a transaction like all that is stored")]
    pub(crate) async fn drop_job(
        &mut self,
        kind: JobKind,
        subject: impl Into<i64>,
    ) -> Result<(), StoreError> {
        let change = self.jobs.entry((kind, subject.into())).or_default();
        (change.enqueued, change.dropped) = (None, true);
        Ok(())
    }

    /// Does what was noted to the jobs, and counts those that were finished. Job rows are locked last and in order by
    /// everybody, and the figures after them, so that no two transactions on PostgreSQL wait for each other.
    pub(crate) async fn change_jobs(&mut self) -> Result<(), StoreError> {
        let mut figures: BTreeMap<JobKind, i64> = BTreeMap::new();
        for ((kind, subject), change) in std::mem::take(&mut self.jobs) {
            if change.dropped {
                self.run(DROP_WAITING, values![kind.as_str(), subject]).await?;
            }
            if let Some(run_at) = change.enqueued {
                let job_id: JobId = self.new_id();
                let host = self.host_of(kind, subject).await?;
                self.run(ENQUEUE, values![job_id, kind.as_str(), subject, run_at, host]).await?;
            }
            if let Some(job) = change.finished {
                self.end(&job).await?;
                *figures.entry(kind).or_default() += 1;
            }
        }
        for (kind, finished) in figures {
            self.run(COUNT_FINISHED, values![kind.as_str(), self.node, finished]).await?;
        }
        Ok(())
    }

    /// Deletes a finished job, or has it run once more when that was asked for meanwhile.
    async fn end(&mut self, job: &Job) -> Result<(), StoreError> {
        if self.run(FINISH, values![job.id, job.claim]).await? > 0 {
            return Ok(());
        }
        if self.run(START_AGAIN, values![job.id, job.claim]).await? == 0 {
            return Err(StoreError::LostClaim);
        }
        self.wakes = true;
        Ok(())
    }
}

impl Store {
    /// Enqueues a job from outside of a stage.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue(&self, kind: JobKind, subject: i64, run_at: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.enqueue(kind, subject, run_at).await?;
        self.commit(tx).await
    }
}
