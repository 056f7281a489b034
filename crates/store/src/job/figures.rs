//! The four numbers of every stage, and the failures that the editor's page lists.

use std::collections::HashMap;

use tidings_model::bound::Bound;
use tidings_model::job::{FailedJob, JOB_KINDS, JobKind, StageFigures};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    OPEN = "SELECT kind, state, COUNT(*) AS jobs, MIN(run_at) AS oldest,
            CAST(SUM(CASE WHEN run_at <= $1 THEN 1 ELSE 0 END) AS BIGINT) AS due FROM job GROUP BY kind, state";
    FINISHED = "SELECT kind, CAST(SUM(finished) AS BIGINT) AS finished FROM job_figures GROUP BY kind";
    FAILED = "SELECT job_id, kind, subject, attempts, reason, state, run_at FROM job
        WHERE state <> 'running' AND reason IS NOT NULL
        ORDER BY CASE WHEN state = 'failed' THEN 0 ELSE 1 END, job_id DESC LIMIT $1";
}

impl Store {
    /// The figures of every stage, in the order of the pipeline.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stage_figures(&self) -> Result<Vec<StageFigures>, StoreError> {
        let mut stages: HashMap<String, StageFigures> =
            JOB_KINDS.into_iter().map(|kind| (kind.as_str().to_owned(), no_figures(kind))).collect();
        for row in self.rows(OPEN, values![self.now()]).await? {
            if let Some(stage) = stages.get_mut(&row.get::<String>("kind")?) {
                count(stage, &row, self.now())?;
            }
        }
        for row in self.rows(FINISHED, Vec::new()).await? {
            if let Some(stage) = stages.get_mut(&row.get::<String>("kind")?) {
                stage.finished = row.get("finished")?;
            }
        }
        let mut stages: Vec<StageFigures> = stages.into_values().collect();
        stages.sort_by_key(|stage| stage.kind);
        Ok(stages)
    }

    /// Jobs whose last attempt failed: those given up first, then those that will be tried again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failed_jobs(&self, limit: i64) -> Result<Vec<FailedJob>, StoreError> {
        let rows = self.rows(FAILED, values![limit]).await?;
        let jobs = rows.iter().map(failed_job).collect::<Result<Vec<_>, _>>()?;
        Ok(jobs.into_iter().flatten().collect())
    }
}

const fn no_figures(kind: JobKind) -> StageFigures {
    StageFigures { kind, waiting: 0, running: 0, failed: 0, due: 0, oldest_due: None, finished: 0 }
}

fn count(stage: &mut StageFigures, row: &Row, now: Timestamp) -> Result<(), StoreError> {
    let jobs = row.get("jobs")?;
    match row.get::<String>("state")?.as_str() {
        "waiting" => {
            stage.waiting = jobs;
            stage.due = row.get("due")?;
            stage.oldest_due = row.get::<Option<Timestamp>>("oldest")?.filter(|oldest| *oldest <= now);
        }
        "running" => stage.running = jobs,
        _ => stage.failed = jobs,
    }
    Ok(())
}

fn failed_job(row: &Row) -> Result<Option<FailedJob>, StoreError> {
    let Some(kind) = JobKind::from_word(&row.get::<String>("kind")?) else { return Ok(None) };
    let waits = row.get::<String>("state")? == "waiting";
    Ok(Some(FailedJob {
        id: row.get("job_id")?,
        kind,
        subject: row.get("subject")?,
        attempts: row.get("attempts")?,
        reason: row.line("reason", Bound::REASON)?,
        retry_at: if waits { Some(row.get("run_at")?) } else { None },
    }))
}
