//! Claiming jobs, keeping a claim alive, and ending a job that has no result.

use std::time::Duration;

use tidings_model::id::{JobId, NewId};
use tidings_model::job::{AfterFailure, Job, JobKind};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::job::suspect::{GIVEN_UP, MOST_DEATHS};
use crate::store::Store;

/// Longest reason kept, in bytes.
const LONGEST_REASON: usize = 1_000;

statements! {
    NEXT_DUE = "SELECT MIN(CASE WHEN state = 'waiting' THEN run_at END) AS due,
            MIN(CASE WHEN state = 'running' THEN lease_until END) AS expiry
        FROM job WHERE kind = $1 AND state IN ('waiting', 'running')";
    RECLAIM = "UPDATE job SET
            state = CASE WHEN worker <> $2 AND deaths + 1 >= $3 THEN 'failed' ELSE 'waiting' END,
            reason = CASE WHEN worker <> $2 AND deaths + 1 >= $3 THEN CAST($4 AS TEXT) ELSE reason END,
            deaths = CASE WHEN worker <> $2 THEN deaths + 1 ELSE deaths END,
            attempts = attempts + 1, claim = 0, worker = NULL, lease_until = NULL
        WHERE job_id IN (SELECT job_id FROM job WHERE state = 'running' AND lease_until < $1 FOR UPDATE SKIP LOCKED)";
    CLAIM = "UPDATE job SET state = 'running', claim = $3, worker = $4, lease_until = $5
        WHERE job_id IN (
            SELECT job_id FROM job WHERE kind = $1 AND state = 'waiting' AND run_at <= $2 AND deaths = 0
            ORDER BY run_at LIMIT $6 FOR UPDATE SKIP LOCKED)
        RETURNING job_id, kind, subject, attempts, claim, host, run_at";
    EXTEND = "UPDATE job SET lease_until = $3 WHERE job_id IN (
            SELECT job_id FROM job WHERE worker = $2 AND state = 'running' AND job_id IN IDS($1) FOR UPDATE SKIP LOCKED)";
    RELEASE = "UPDATE job SET state = 'waiting', attempts = attempts + 1, claim = 0, worker = NULL, lease_until = NULL
        WHERE job_id IN (
            SELECT job_id FROM job WHERE worker = $2 AND state = 'running' AND job_id IN IDS($1) FOR UPDATE SKIP LOCKED)";
    RETRY = "UPDATE job SET state = 'waiting', run_at = $3, attempts = attempts + 1, deaths = 0,
            again_at = CASE WHEN again_at > $3 THEN again_at ELSE NULL END,
            claim = 0, worker = NULL, lease_until = NULL, reason = $4
        WHERE job_id = $1 AND claim = $2 AND state = 'running'";
    POSTPONE = "UPDATE job SET state = 'waiting', run_at = $3, claim = 0, worker = NULL, lease_until = NULL, reason = $4,
            again_at = CASE WHEN again_at > $3 THEN again_at ELSE NULL END
        WHERE job_id = $1 AND claim = $2 AND state = 'running'";
    GIVE_UP = "UPDATE job SET state = CASE WHEN again_at IS NULL THEN 'failed' ELSE 'waiting' END,
            attempts = CASE WHEN again_at IS NULL THEN attempts + 1 ELSE 0 END,
            run_at = COALESCE(again_at, run_at), again_at = NULL, deaths = 0, claim = 0, worker = NULL,
            lease_until = NULL, reason = $3
        WHERE job_id = $1 AND claim = $2 AND state = 'running'";
    RETRY_FAILED = "UPDATE job SET state = 'waiting', run_at = $2, attempts = 0, deaths = 0
        WHERE job_id = $1 AND state <> 'running' AND reason IS NOT NULL";
}

impl Store {
    /// Claims due jobs for a worker, kind after kind in the order given and the longest due first, `limit` in all. A claim
    /// runs out after `lease_for`: then the job counts one attempt more and others can claim it. Jobs over which a process
    /// died are left for [`Store::claim_suspects`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_jobs(
        &self,
        kinds: &[JobKind],
        worker: &str,
        lease_for: Duration,
        limit: usize,
    ) -> Result<Vec<Job>, StoreError> {
        let now = self.now();
        if self.next_due(kinds).await?.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        let mut tx = self.begin().await?;
        tx.reclaim(worker).await?;
        let mut jobs = Vec::new();
        let until = now.plus(lease_for);
        for kind in kinds {
            let room = limit.saturating_sub(jobs.len());
            if room > 0 {
                jobs.extend(claim_kind(&mut tx, *kind, (worker, until), room).await?);
            }
        }
        self.commit(tx).await?;
        Ok(jobs)
    }

    /// When the next job of these kinds falls due, or a claim runs out; `None` when nothing waits or runs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_due(&self, kinds: &[JobKind]) -> Result<Option<Timestamp>, StoreError> {
        let mut due = Vec::new();
        for kind in kinds {
            let Some(row) = self.row(NEXT_DUE, values![kind.as_str()]).await? else { continue };
            due.extend(row.get::<Option<Timestamp>>("due")?);
            // A claim is over only after its last millisecond.
            let expiry: Option<Timestamp> = row.get("expiry")?;
            due.extend(expiry.map(|expiry| expiry.plus(Duration::from_millis(1))));
        }
        Ok(due.into_iter().min())
    }

    /// Prolongs a worker's claims on some jobs; how many it still has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extend_claims(
        &self,
        worker: &str,
        jobs: &[JobId],
        lease_for: Duration,
    ) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let row = values![id_list(jobs.iter().copied()), worker, tx.now.plus(lease_for)];
        let touched = tx.run(EXTEND, row).await?;
        self.commit(tx).await?;
        Ok(touched)
    }

    /// Gives a worker's claims on some jobs back, so that they can be claimed again at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_claims(&self, worker: &str, jobs: &[JobId]) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(RELEASE, values![id_list(jobs.iter().copied()), worker]).await?;
        tx.wakes = touched > 0;
        self.commit(tx).await?;
        Ok(touched)
    }

    /// Ends a job that has no result to store, such as one whose subject is gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish_job(&self, job: &Job) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Ends an attempt without a result. The reason is a sentence for the editor's page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail_job(&self, job: &Job, reason: &str, after: AfterFailure) -> Result<Saved, StoreError> {
        let reason = shortened(reason);
        let mut tx = self.begin().await?;
        let touched = match after {
            AfterFailure::RetryAt(time) => tx.run(RETRY, values![job.id, job.claim, time, reason]).await?,
            AfterFailure::Postpone(time) => {
                tx.run(POSTPONE, values![job.id, job.claim, time, reason]).await?
            }
            AfterFailure::GiveUp => tx.run(GIVE_UP, values![job.id, job.claim, reason]).await?,
        };
        self.commit(tx).await?;
        Ok(if touched > 0 { Saved::Stored } else { Saved::LostClaim })
    }

    /// Lets a failed job run again at once; `false` when there is no such failed job.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retry_failed(&self, job_id: JobId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(RETRY_FAILED, values![job_id, tx.now]).await?;
        tx.wakes = touched > 0;
        self.commit(tx).await?;
        Ok(touched > 0)
    }
}

impl Tx {
    /// Gives back the claims that ran out; over those of other processes a process died.
    pub(super) async fn reclaim(&mut self, worker: &str) -> Result<(), StoreError> {
        self.run(RECLAIM, values![self.now, worker, MOST_DEATHS, GIVEN_UP]).await?;
        Ok(())
    }
}

async fn claim_kind(
    tx: &mut Tx,
    kind: JobKind,
    (worker, until): (&str, Timestamp),
    limit: usize,
) -> Result<Vec<Job>, StoreError> {
    let claim: NewId = tx.new_id();
    let claim = JobId::from(claim).get();
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.rows(CLAIM, values![kind.as_str(), tx.now, claim, worker, until, limit]).await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for row in rows {
        jobs.push((row.get::<i64>("run_at")?, job_of(kind, &row)?));
    }
    jobs.sort_by_key(|(run_at, job)| (*run_at, job.id));
    Ok(jobs.into_iter().map(|(_, job)| job).collect())
}

pub(super) fn job_of(kind: JobKind, row: &Row) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.get("job_id")?,
        kind,
        subject: row.get("subject")?,
        attempts: row.get("attempts")?,
        host: row.get("host")?,
        claim: row.get("claim")?,
    })
}

fn shortened(reason: &str) -> String {
    reason.chars().take(LONGEST_REASON).collect()
}
