//! Merging: two articles that are found to be one, so that no address makes the second again.

use tidings_model::change::ChangedNoun;
use tidings_model::id::{ArticleId, StoryId, VersionId};
use tidings_model::job::JobKind;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;

statements! {
    MOVE_ENTRIES = "UPDATE entry SET article_id = $2 WHERE article_id = $1";
    MOVE_ADDRESSES = "UPDATE article_address SET article_id = $2 WHERE article_id = $1";
    MOVE_COMMENTS = "UPDATE reader_comment SET article_id = $2 WHERE article_id = $1";
    MOVE_VERSIONS = "UPDATE version SET article_id = $2 WHERE article_id = $1
        AND text_hash NOT IN (SELECT text_hash FROM version WHERE article_id = $2)";
    MOVE_REDIRECTS = "UPDATE article_redirect SET target_id = $2 WHERE target_id = $1";
    MOVE_COPIES = "UPDATE membership SET copy_of = CASE WHEN article_id = $2 THEN NULL ELSE $2 END WHERE copy_of = $1";
    REDIRECT = "INSERT INTO article_redirect (article_id, target_id) VALUES ($1, $2)
        ON CONFLICT (article_id) DO UPDATE SET target_id = excluded.target_id";
    VERSIONS = "SELECT v.version_id FROM version v JOIN article a ON a.article_id = v.article_id
        WHERE v.article_id = $1
        ORDER BY CASE WHEN v.version_id = a.version_id THEN 1 ELSE 0 END, v.fetched_at, v.version_id";
    NUMBER = "UPDATE version SET number = $2 WHERE version_id = $1";
    STORY_OF = "SELECT story_id FROM membership WHERE article_id = $1";
    ADOPT_TEXT = "UPDATE article SET version_id = (SELECT version_id FROM article WHERE article_id = $1),
            text_hash = (SELECT text_hash FROM article WHERE article_id = $1)
        WHERE article_id = $2 AND version_id IS NULL";
    DELETE_RULES = "DELETE FROM grouping_rule WHERE first_id = $1 OR second_id = $1";
    DELETE = "DELETE FROM article WHERE article_id = $1";
}

impl Tx {
    /// Merges an article into another: entries, addresses, texts and comments go over, its id redirects.
    pub(crate) async fn merge_article(&mut self, from: ArticleId, into: ArticleId) -> Result<(), StoreError> {
        let left = self.story_of_article(from).await?;
        self.run(ADOPT_TEXT, values![from, into]).await?;
        for statement in
            [MOVE_ENTRIES, MOVE_ADDRESSES, MOVE_COMMENTS, MOVE_VERSIONS, MOVE_REDIRECTS, MOVE_COPIES]
        {
            self.run(statement, values![from, into]).await?;
        }
        self.number_versions(into).await?;
        self.run(REDIRECT, values![from, into]).await?;
        self.delete_article(from).await?;
        if let Some(story_id) = left {
            let taker = self.story_of_article(into).await?;
            self.settle_story(story_id, taker).await?;
        }
        self.log(ChangedNoun::Article, from).await
    }

    /// Deletes an article with everything that is only its own.
    pub(crate) async fn delete_article(&mut self, id: ArticleId) -> Result<(), StoreError> {
        self.run(DELETE_RULES, values![id]).await?;
        self.run(DELETE, values![id]).await?;
        self.drop_job(JobKind::Page, id).await?;
        self.drop_job(JobKind::Recheck, id).await?;
        self.drop_job(JobKind::Group, id).await?;
        self.drop_job(JobKind::Background, id).await
    }

    /// Numbers the texts of an article by their time; the present one is the last.
    async fn number_versions(&mut self, id: ArticleId) -> Result<(), StoreError> {
        let rows = self.rows(VERSIONS, values![id]).await?;
        for (number, row) in (1_i64..).zip(rows) {
            let version_id: VersionId = row.get("version_id")?;
            self.run(NUMBER, values![version_id, number]).await?;
        }
        Ok(())
    }

    pub(crate) async fn story_of_article(&mut self, id: ArticleId) -> Result<Option<StoryId>, StoreError> {
        self.row(STORY_OF, values![id]).await?.map(|row| row.get("story_id")).transpose()
    }
}
