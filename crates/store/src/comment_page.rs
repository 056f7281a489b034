//! Comments page by page: each page is read by the place where it begins, so that the last of ten thousand costs what the first does.

use tidings_model::comment::Comment;
use tidings_model::id::{ArticleId, CommentId};

use crate::comment::{comment_columns, comment_of, without_removed_text};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// So many comments surely stand on one page, however long they are.
const NEAR: i64 = 20;

macro_rules! comments {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            comment_columns!(),
            " FROM reader_comment c JOIN account u ON u.user_id = c.user_id WHERE c.article_id = $1 ",
            $rest
        )
    };
}

statements! {
    PRESENT = "SELECT COUNT(*) AS present FROM reader_comment WHERE article_id = $1 AND removed_at IS NULL";
    PLACE = "SELECT article_id, thread_id, path FROM reader_comment WHERE comment_id = $1";
    REST_OF_THREAD = comments!("AND c.thread_id = $2 AND c.path BYTEWISE >= $3 ORDER BY c.path BYTEWISE LIMIT $4");
    LATER_THREADS = comments!("AND c.thread_id > $2 ORDER BY c.thread_id, c.path BYTEWISE LIMIT $3");
    EARLIER_THREADS = comments!("AND c.thread_id < $2 ORDER BY c.thread_id DESC, c.path BYTEWISE LIMIT $3");
    FEW = "SELECT COUNT(*) AS few FROM (SELECT 1 FROM reader_comment WHERE article_id = $1 LIMIT $2) near";
    BEFORE = "SELECT COUNT(*) AS few FROM (SELECT 1 FROM reader_comment
        WHERE article_id = $1 AND thread_id = $2 AND path BYTEWISE < $3 LIMIT $4) near";
}

/// The order of threads; answers always follow what they answer, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CommentOrder {
    /// The oldest thread first.
    #[default]
    OldestFirst,
    /// The newest thread first.
    NewestFirst,
}

/// Some of an article's comments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommentPage {
    /// The comments, each after the one it answers. Removed ones have no text, only the reason.
    pub comments: Vec<Comment>,
    /// The comment after the last of them.
    pub next: Option<CommentId>,
    /// How many of all of the article's are not removed.
    pub present: i64,
}

impl Store {
    /// The comments of an article from one on, or from the first; at most `limit`. A beginning that is not under this article is
    /// taken for the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comments(
        &self,
        id: ArticleId,
        order: CommentOrder,
        from: Option<CommentId>,
        limit: usize,
    ) -> Result<CommentPage, StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut rows = Vec::new();
        let mut after = match order {
            CommentOrder::OldestFirst => 0,
            CommentOrder::NewestFirst => i64::MAX,
        };
        if let Some((thread_id, path)) = self.comment_place(id, from).await? {
            rows = self.rows(REST_OF_THREAD, values![id, thread_id, path, most]).await?;
            after = thread_id;
        }
        let left = most.saturating_sub(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        if left > 0 {
            let sql = match order {
                CommentOrder::OldestFirst => LATER_THREADS,
                CommentOrder::NewestFirst => EARLIER_THREADS,
            };
            rows.extend(self.rows(sql, values![id, after, left]).await?);
        }
        let comment = |row: &Row| comment_of(row).map(without_removed_text);
        let mut comments = rows.iter().map(comment).collect::<Result<Vec<Comment>, _>>()?;
        let next = comments.get(limit).map(|comment| comment.id);
        comments.truncate(limit);
        let present = self.row(PRESENT, values![id]).await?;
        Ok(CommentPage { comments, next, present: present.map_or(Ok(0), |row| row.get("present"))? })
    }

    /// Where a page begins on which a comment stands: its thread's first comment, or itself deep in a long thread; `None` when the
    /// article's first page has it, or when it is not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment_page_of(&self, id: CommentId) -> Result<Option<CommentId>, StoreError> {
        let Some(place) = self.row(PLACE, values![id]).await? else { return Ok(None) };
        let (article_id, thread_id): (ArticleId, CommentId) =
            (place.get("article_id")?, place.get("thread_id")?);
        let few = self.row(FEW, values![article_id, NEAR + 1]).await?;
        if few.map_or(Ok(0), |row| row.get::<i64>("few"))? <= NEAR {
            return Ok(None);
        }
        let path: String = place.get("path")?;
        let before = self.row(BEFORE, values![article_id, thread_id, path, NEAR]).await?;
        let is_near = before.map_or(Ok(0), |row| row.get::<i64>("few"))? < NEAR;
        Ok(Some(if is_near { thread_id } else { id }))
    }

    async fn comment_place(
        &self,
        article_id: ArticleId,
        id: Option<CommentId>,
    ) -> Result<Option<(i64, String)>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        let Some(row) = self.row(PLACE, values![id]).await? else { return Ok(None) };
        if row.get::<ArticleId>("article_id")? != article_id {
            return Ok(None);
        }
        Ok(Some((row.get("thread_id")?, row.get("path")?)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tidings_model::time::SystemClock;

    use super::*;
    use crate::Location;

    /// The last of ten thousand comments costs what the first does: nothing is sorted, nothing skipped.
    #[tokio::test]
    async fn pages_of_comments_are_read_in_the_order_of_an_index() {
        let store = Store::open(&Location::SqliteMemory, Arc::new(SystemClock)).await.unwrap();
        for (sql, index) in [
            (REST_OF_THREAD, "reader_comment_"),
            (LATER_THREADS, "reader_comment_oldest"),
            (EARLIER_THREADS, "reader_comment_newest"),
            (PRESENT, "COVERING INDEX reader_comment_present"),
        ] {
            let text: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {sql}").into_boxed_str());
            let rows = store.rows(text, Vec::new()).await.unwrap();
            let steps: Vec<String> = rows.iter().map(|row| row.get("detail").unwrap()).collect();
            let plan = steps.join("; ");
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
        }
    }
}
