//! Jobs over which a process died: claimed alone, those with the fewest deaths first, and given up after three.

use std::time::Duration;

use tidings_model::id::JobId;
use tidings_model::job::{Job, JobKind};

use crate::database::statement::statements;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::job::claim::job_of;
use crate::store::Store;

/// After so many deaths a job is given up; `ENQUEUE` says the same number.
pub(super) const MOST_DEATHS: i64 = 3;
/// The reason on the editor's page.
pub(super) const GIVEN_UP: &str =
    "its process died three times while doing this; it is not started again until you ask for it";
/// Suspects looked at in one claim.
const MOST_SUSPECTS: i64 = 2_000;

statements! {
    SUSPECTS = "SELECT job_id, kind, deaths FROM job WHERE deaths > 0 AND state = 'waiting' AND run_at <= $1
        ORDER BY deaths, run_at LIMIT $2";
    CLAIM = "UPDATE job SET state = 'running', claim = $2, worker = $3, lease_until = $4
        WHERE job_id IN (
            SELECT job_id FROM job WHERE job_id IN IDS($1) AND state = 'waiting' ORDER BY job_id FOR UPDATE SKIP LOCKED)
        RETURNING job_id, kind, subject, attempts, claim, host";
}

/// Claims waiting jobs by their ids.
pub(super) const CLAIM_THESE: &str = CLAIM;

impl Store {
    /// Whether a job of these kinds is due over which a process died.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_suspects(&self, kinds: &[JobKind]) -> Result<bool, StoreError> {
        Ok(!self.suspects(kinds, 1).await?.is_empty())
    }

    /// Claims due jobs over which a process died, `limit` at most and those with the fewest deaths first; of those with
    /// two deaths only one, so that the third tells for certain which it was. While a worker has them it should do nothing
    /// else: what else it did would be a suspect too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_suspects(
        &self,
        kinds: &[JobKind],
        worker: &str,
        lease_for: Duration,
        limit: usize,
    ) -> Result<Vec<Job>, StoreError> {
        let suspects = self.suspects(kinds, limit).await?;
        if suspects.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.begin().await?;
        let claim: JobId = tx.new_id();
        let row = values![id_list(suspects), claim, worker, tx.now.plus(lease_for)];
        let rows = tx.rows(CLAIM, row).await?;
        let mut jobs = Vec::with_capacity(rows.len());
        for row in rows {
            let kind = JobKind::from_word(&row.get::<String>("kind")?);
            jobs.extend(kind.map(|kind| job_of(kind, &row)).transpose()?);
        }
        self.commit(tx).await?;
        Ok(jobs)
    }

    async fn suspects(&self, kinds: &[JobKind], limit: usize) -> Result<Vec<JobId>, StoreError> {
        let mut suspects = Vec::new();
        for row in self.rows(SUSPECTS, values![self.now(), MOST_SUSPECTS]).await? {
            let is_wanted =
                JobKind::from_word(&row.get::<String>("kind")?).is_some_and(|kind| kinds.contains(&kind));
            let is_next_to_last = row.get::<i64>("deaths")? + 1 >= MOST_DEATHS;
            if suspects.len() >= limit || (is_wanted && is_next_to_last && !suspects.is_empty()) {
                break;
            }
            if is_wanted {
                suspects.push(row.get("job_id")?);
            }
            if is_wanted && is_next_to_last {
                break;
            }
        }
        Ok(suspects)
    }
}
