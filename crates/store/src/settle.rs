//! Settling a story after its members changed: counted again, given a lead, or removed with a redirect.

use tidings_model::change::ChangedNoun;
use tidings_model::id::{ArticleId, StoryId};
use tidings_model::job::JobKind;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;

statements! {
    COUNT = "UPDATE story SET
            articles = (SELECT COUNT(*) FROM membership m WHERE m.story_id = $1),
            publishers = (SELECT COALESCE(NULLIF(COUNT(DISTINCT CASE WHEN a.link_site IS NULL THEN a.publisher_id END),
                    0), 1)
                FROM membership m JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1),
            independent = (SELECT COALESCE(NULLIF(COUNT(DISTINCT CASE WHEN a.link_site IS NULL
                    THEN COALESCE(m.copy_of, m.article_id) END), 0), 1)
                FROM membership m JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1),
            first_at = (SELECT COALESCE(MIN(a.shown_at), 0) FROM membership m
                JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1),
            last_at = (SELECT COALESCE(MAX(a.shown_at), 0) FROM membership m
                JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1)
        WHERE story_id = $1";
    FIRST_MEMBER = "SELECT a.article_id, a.title, a.section, a.language FROM membership m
        JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1
        ORDER BY CASE WHEN a.link_site IS NULL THEN 0 ELSE 1 END, CASE WHEN m.copy_of IS NULL THEN 0 ELSE 1 END,
            a.shown_at, a.article_id LIMIT 1";
    LEAD_STANDS = "SELECT s.story_id FROM story s
        JOIN membership m ON m.article_id = s.lead_article_id AND m.story_id = s.story_id WHERE s.story_id = $1";
    SET_LEAD = "UPDATE story SET lead_article_id = $2, label = $3, section = $4, language = $5 WHERE story_id = $1";
    MEMBERS_LEFT = "SELECT COUNT(*) AS members FROM membership WHERE story_id = $1";
    DELETE_STORY = "DELETE FROM story WHERE story_id = $1";
    MOVE_REDIRECTS = "UPDATE story_redirect SET target_id = $2 WHERE target_id = $1";
    REDIRECT = "INSERT INTO story_redirect (story_id, target_id) VALUES ($1, $2)
        ON CONFLICT (story_id) DO UPDATE SET target_id = excluded.target_id";
}

impl Tx {
    /// Counts a story again and has it derived; one without members is removed and leads to `taker`.
    pub(crate) async fn settle_story(
        &mut self,
        id: StoryId,
        taker: Option<StoryId>,
    ) -> Result<(), StoreError> {
        let row = self.row(MEMBERS_LEFT, values![id]).await?;
        let members: i64 = row.map_or(Ok(0), |row| row.get("members"))?;
        self.log(ChangedNoun::Story, id).await?;
        if members == 0 {
            self.remove_story(id, taker).await?;
        } else {
            self.run(COUNT, values![id]).await?;
            self.keep_lead(id).await?;
            self.enqueue(JobKind::Derive, id, self.now).await?;
        }
        if let Some(taker) = taker {
            Box::pin(self.settle_story(taker, None)).await?;
        }
        Ok(())
    }

    async fn remove_story(&mut self, id: StoryId, taker: Option<StoryId>) -> Result<(), StoreError> {
        self.run(DELETE_STORY, values![id]).await?;
        self.drop_job(JobKind::Derive, id).await?;
        if let Some(taker) = taker.filter(|taker| *taker != id) {
            self.run(MOVE_REDIRECTS, values![id, taker]).await?;
            self.run(REDIRECT, values![id, taker]).await?;
        }
        Ok(())
    }

    /// A story always has a lead among its members; the derive stage finds a better one.
    async fn keep_lead(&mut self, id: StoryId) -> Result<(), StoreError> {
        if self.row(LEAD_STANDS, values![id]).await?.is_some() {
            return Ok(());
        }
        let Some(row) = self.row(FIRST_MEMBER, values![id]).await? else { return Ok(()) };
        let lead: ArticleId = row.get("article_id")?;
        let (label, section): (String, String) = (row.get("title")?, row.get("section")?);
        let language: Option<String> = row.get("language")?;
        self.run(SET_LEAD, values![id, lead, label, section, language.as_deref()]).await?;
        Ok(())
    }
}
