//! Claiming in turn: of the jobs that ask a host only those whose host may be asked now, so that no host holds every place.

use std::time::Duration;

use tidings_model::id::JobId;
use tidings_model::job::{Job, JobKind};
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, json, values};
use crate::error::StoreError;
use crate::job::claim::job_of;
use crate::job::suspect::CLAIM_THESE;
use crate::store::Store;

/// Candidates looked at in one statement.
const AT_ONCE: usize = 64;

statements! {
    CANDIDATES = "SELECT job_id, host FROM job WHERE kind = $1 AND state = 'waiting' AND run_at <= $2 AND deaths = 0
            AND host NOT IN TEXTS($3)
        ORDER BY run_at LIMIT $4";
    ARTICLE_URL = "SELECT url FROM article WHERE article_id = $1";
    FEED_URL = "SELECT url FROM feed WHERE feed_id = $1";
    PICTURE_URL = "SELECT url FROM picture WHERE picture_id = $1";
}

impl Store {
    /// Claims due jobs as [`Store::claim_jobs`] does, but only those whose host is admitted. `admits` is asked about one job
    /// after the other, in the order in which they would be claimed; a host that it turns away is passed over from there
    /// on. A job without a host is always admitted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_in_turn(
        &self,
        kinds: &[JobKind],
        (worker, lease_for): (&str, Duration),
        limit: usize,
        admits: &mut (dyn FnMut(&str) -> bool + Send),
    ) -> Result<Vec<Job>, StoreError> {
        let now = self.now();
        if limit == 0 || self.next_due(kinds).await?.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        let mut tx = self.begin().await?;
        tx.reclaim(worker).await?;
        let mut chosen = Vec::new();
        let mut away = Vec::new();
        for kind in kinds {
            tx.choose(*kind, limit, (&mut chosen, &mut away), admits).await?;
        }
        let mut jobs = Vec::with_capacity(chosen.len());
        if !chosen.is_empty() {
            jobs = tx.claim_these(&chosen, worker, tx.now.plus(lease_for)).await?;
        }
        self.commit(tx).await?;
        Ok(jobs)
    }
}

impl Tx {
    async fn choose(
        &mut self,
        kind: JobKind,
        limit: usize,
        (chosen, away): (&mut Vec<JobId>, &mut Vec<String>),
        admits: &mut (dyn FnMut(&str) -> bool + Send),
    ) -> Result<(), StoreError> {
        let at_once = i64::try_from(AT_ONCE + limit).unwrap_or(i64::MAX);
        loop {
            let turned_away = away.len();
            let rows = self.rows(CANDIDATES, values![kind.as_str(), self.now, json(away), at_once]).await?;
            for row in &rows {
                let (id, host): (JobId, String) = (row.get("job_id")?, row.get("host")?);
                if chosen.len() >= limit {
                    return Ok(());
                }
                if chosen.contains(&id) || away.contains(&host) {
                    continue;
                }
                if host.is_empty() || admits(&host) {
                    chosen.push(id);
                } else {
                    away.push(host);
                }
            }
            // Behind the hosts that were turned away there may be others.
            if away.len() == turned_away {
                return Ok(());
            }
        }
    }

    async fn claim_these(
        &mut self,
        ids: &[JobId],
        worker: &str,
        until: Timestamp,
    ) -> Result<Vec<Job>, StoreError> {
        let claim: JobId = self.new_id();
        let rows =
            self.rows(CLAIM_THESE, values![id_list(ids.iter().copied()), claim, worker, until]).await?;
        let mut jobs = Vec::with_capacity(rows.len());
        for row in rows {
            let kind = JobKind::from_word(&row.get::<String>("kind")?);
            jobs.extend(kind.map(|kind| job_of(kind, &row)).transpose()?);
        }
        let place = |job: &Job| ids.iter().position(|id| *id == job.id);
        jobs.sort_by_key(place);
        Ok(jobs)
    }

    /// The host that a job asks first; empty when it asks none.
    pub(super) async fn host_of(&mut self, kind: JobKind, subject: i64) -> Result<String, StoreError> {
        let statement = match kind {
            JobKind::Page | JobKind::Recheck => ARTICLE_URL,
            JobKind::Poll => FEED_URL,
            JobKind::Picture => PICTURE_URL,
            JobKind::Discover
            | JobKind::Subscribe
            | JobKind::Group
            | JobKind::Derive
            | JobKind::Background => {
                return Ok(String::new());
            }
        };
        let row = self.row(statement, values![subject]).await?;
        let url: Option<String> = row.map(|row| row.get("url")).transpose()?;
        Ok(url.as_deref().and_then(host).unwrap_or_default())
    }
}

/// The host of an address, with its port where one is named.
fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}
