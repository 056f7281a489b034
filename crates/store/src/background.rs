//! Background out of the archive: what is to be looked for, and what was found, beside the grouper's related articles.

use std::time::Duration;

use tidings_model::id::ArticleId;
use tidings_model::job::{Job, JobKind};
use tidings_model::story::RelatedArticle;
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::job::Saved;
use crate::store::Store;

/// How long after its grouping an article's background is looked for: what came with it is in the search index by then.
const SETTLING: Duration = Duration::from_secs(5);
/// The setting that tells how far down the articles of an older database have been asked for: the id of the last one, and
/// 0 when all have.
const FILLED: &str = "background-filled";

statements! {
    NEAR = "SELECT r.other_id FROM related r JOIN article a ON a.article_id = r.other_id
        WHERE r.article_id = $1 AND r.archived = 0 AND a.gone_at IS NULL ORDER BY r.other_id";
    CLEAR = "DELETE FROM related WHERE article_id = $1 AND archived = 1";
    ADD = "INSERT INTO related (article_id, other_id, score, archived)
        SELECT $1, a.article_id, $3, 1 FROM article a
        WHERE a.article_id = $2 AND a.gone_at IS NULL AND EXISTS (SELECT 1 FROM article o WHERE o.article_id = $1)
        ON CONFLICT (article_id, other_id) DO NOTHING";
    REACHED = "SELECT value FROM setting WHERE name = $1";
    REACH = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    BEFORE = "SELECT article_id FROM article WHERE article_id < $1 ORDER BY article_id DESC LIMIT $2";
}

impl Store {
    /// The articles that the grouper found near one and that can be read, in the order of their ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn near_articles(&self, id: ArticleId) -> Result<Vec<ArticleId>, StoreError> {
        self.rows(NEAR, values![id]).await?.iter().map(|row| row.get("other_id")).collect()
    }

    /// Stores an article's background out of the archive in place of what it had, ends the job that found it, and has it
    /// looked for again at a time. Articles that are gone meanwhile, or that the grouper found near, are left out.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_background(
        &self,
        job: &Job,
        background: &[RelatedArticle],
        again_at: Option<Timestamp>,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        tx.run(CLEAR, values![job.subject]).await?;
        for other in background {
            tx.run(ADD, values![job.subject, other.article_id, other.score]).await?;
        }
        if let Some(again_at) = again_at {
            tx.enqueue(JobKind::Background, job.subject, again_at).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Has the background looked for of articles that were stored before there was any: the newest `limit` of those that
    /// have not been asked for. `false` when all have.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn fill_background(&self, limit: i64) -> Result<bool, StoreError> {
        let reached = self.row(REACHED, values![FILLED]).await?;
        let reached: Option<String> = reached.map(|row| row.get("value")).transpose()?;
        let reached = reached.map_or(i64::MAX, |reached| reached.parse().unwrap_or(0));
        if reached <= 0 {
            return Ok(false);
        }
        let mut tx = self.begin().await?;
        let rows = tx.rows(BEFORE, values![reached, limit]).await?;
        let ids = rows.iter().map(|row| row.get("article_id")).collect::<Result<Vec<ArticleId>, _>>()?;
        tx.run(REACH, values![FILLED, ids.last().map_or(0, |id| id.get()).to_string()]).await?;
        for id in &ids {
            tx.enqueue(JobKind::Background, *id, tx.now).await?;
        }
        self.commit(tx).await?;
        Ok(!ids.is_empty())
    }
}

impl Tx {
    /// Has the background looked for of the articles that some jobs have grouped.
    pub(crate) async fn look_for_background(&mut self, grouped: &[Job]) -> Result<(), StoreError> {
        let run_at = self.now.plus(SETTLING);
        for job in grouped {
            self.enqueue(JobKind::Background, job.subject, run_at).await?;
        }
        Ok(())
    }
}
