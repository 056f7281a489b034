//! Removing a publisher with everything of it that is here.

use tidings_model::change::ChangedNoun;
use tidings_model::id::{PublisherId, StoryId};

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    EXISTS = "SELECT publisher_id FROM publisher WHERE publisher_id = $1 FOR UPDATE";
    STORIES = "SELECT DISTINCT m.story_id FROM membership m JOIN article a ON a.article_id = m.article_id
        WHERE a.publisher_id = $1 ORDER BY m.story_id";
    LOG_ARTICLES = "INSERT INTO change_log (noun, subject)
        SELECT 'article', article_id FROM article WHERE publisher_id = $1";
    DELETE_POLLS = "DELETE FROM job WHERE kind = 'poll' AND state <> 'running'
        AND subject IN (SELECT feed_id FROM feed WHERE publisher_id = $1)";
    DELETE_ARTICLE_JOBS = "DELETE FROM job WHERE kind IN ('page', 'recheck', 'group', 'background') AND state <> 'running'
        AND subject IN (SELECT article_id FROM article WHERE publisher_id = $1)";
    DELETE_COMMENTS = "DELETE FROM reader_comment
        WHERE article_id IN (SELECT article_id FROM article WHERE publisher_id = $1)";
    DELETE_REDIRECTS = "DELETE FROM article_redirect
        WHERE target_id IN (SELECT article_id FROM article WHERE publisher_id = $1)";
    DELETE_RULES = "DELETE FROM grouping_rule
        WHERE first_id IN (SELECT article_id FROM article WHERE publisher_id = $1)
            OR second_id IN (SELECT article_id FROM article WHERE publisher_id = $1)";
    FREE_COPIES = "UPDATE membership SET copy_of = NULL
        WHERE copy_of IN (SELECT article_id FROM article WHERE publisher_id = $1)";
    DELETE_FEEDS = "DELETE FROM feed WHERE publisher_id = $1";
    DELETE_ARTICLES = "DELETE FROM article WHERE publisher_id = $1";
    DELETE_PUBLISHER = "DELETE FROM publisher WHERE publisher_id = $1";
}

/// In the order in which one depends on the other.
const STEPS: [&str; 9] = [
    DELETE_POLLS,
    DELETE_ARTICLE_JOBS,
    DELETE_COMMENTS,
    DELETE_REDIRECTS,
    DELETE_RULES,
    FREE_COPIES,
    DELETE_FEEDS,
    DELETE_ARTICLES,
    DELETE_PUBLISHER,
];

impl Store {
    /// Removes a publisher with its feeds, articles and the comments on them; `false` when there is no such publisher. A
    /// feed of somebody else that carries its articles brings them back.
    ///
    /// # Errors
    /// When the database fails; then nothing is removed.
    pub async fn remove_publisher(&self, id: PublisherId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        if tx.row(EXISTS, values![id]).await?.is_none() {
            return Ok(false);
        }
        let rows = tx.rows(STORIES, values![id]).await?;
        let stories = rows.iter().map(|row| row.get("story_id")).collect::<Result<Vec<StoryId>, _>>()?;
        tx.run(LOG_ARTICLES, values![id]).await?;
        for step in STEPS {
            tx.run(step, values![id]).await?;
        }
        for story_id in stories {
            tx.settle_story(story_id, None).await?;
        }
        tx.log(ChangedNoun::Publisher, id).await?;
        self.commit(tx).await?;
        Ok(true)
    }
}
