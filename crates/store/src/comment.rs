//! Comments: threads under an article as materialised paths, and the moderators' log.

use tidings_model::change::ChangedNoun;
use tidings_model::comment::{Comment, NewComment, Removal};
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// Longest text in characters.
const LONGEST: usize = 4_000;
/// Longest reason of a removal in characters.
const LONGEST_REASON: usize = 500;
/// Levels that are kept; an answer to the last one stands beside it.
const LEVELS: i64 = 32;
/// Hexadecimal digits of an id (53 bits) in a path.
const DIGITS: usize = 14;
/// Comments of an article that are read at most.
const MOST: i64 = 2_000;

/// The columns that [`comment_of`] reads, of a comment `c` by an account `u`.
macro_rules! comment_columns {
    () => {
        "c.comment_id, c.article_id, c.parent_id, c.depth, c.user_id, u.name AS user_name, c.text, c.written_at,
        c.removed_at, c.removed_reason"
    };
}

statements! {
    PARENT = "SELECT thread_id, path, depth FROM reader_comment WHERE comment_id = $1 AND article_id = $2";
    ARTICLE = "SELECT article_id FROM article WHERE article_id = $1";
    WRITER = "SELECT user_id FROM account WHERE user_id = $1 AND closed_at IS NULL";
    INSERT = "INSERT INTO reader_comment (comment_id, article_id, parent_id, thread_id, path, depth, user_id, text,
            written_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OLDEST_FIRST = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id
        WHERE c.article_id = $1 ORDER BY c.thread_id, c.path COLLATE \"C\" LIMIT $2");
    NEWEST_FIRST = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id
        WHERE c.article_id = $1 ORDER BY c.thread_id DESC, c.path COLLATE \"C\" LIMIT $2");
    REMOVE = "UPDATE reader_comment SET removed_at = $3, removed_by = $2, removed_reason = $4
        WHERE comment_id = $1 AND removed_at IS NULL AND EXISTS (
            SELECT 1 FROM account u WHERE u.user_id = $2 AND u.closed_at IS NULL
                AND (u.user_id = reader_comment.user_id OR u.role IN ('moderator', 'editor', 'administrator')))";
    BY_ID = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id WHERE c.comment_id = $1");
    RECENT = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id
        WHERE c.removed_at IS NULL ORDER BY c.comment_id DESC LIMIT $1");
    REMOVED = concat!("SELECT ", comment_columns!(), ", m.name AS moderator_name FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id JOIN account m ON m.user_id = c.removed_by
        WHERE c.removed_at IS NOT NULL ORDER BY c.removed_at DESC, c.comment_id DESC LIMIT $1");
}

/// How adding a comment went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentOutcome {
    /// It is there.
    Added(CommentId),
    /// It is empty, or longer than 4,000 characters.
    WrongLength,
    /// The article, the comment it answers or the writer's open account is not there.
    Missing,
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

/// A removed comment as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderation {
    /// The comment with its text.
    pub comment: Comment,
    /// Who removed it: a moderator, or the writer.
    pub removed_by: String,
}

impl Store {
    /// Adds a comment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_comment(&self, new: &NewComment) -> Result<CommentOutcome, StoreError> {
        let text = new.text.trim();
        if text.is_empty() || text.chars().count() > LONGEST {
            return Ok(CommentOutcome::WrongLength);
        }
        let mut tx = self.begin().await?;
        let article = tx.row(ARTICLE, values![new.article_id]).await?;
        let writer = tx.row(WRITER, values![new.user_id]).await?;
        let id: CommentId = tx.new_id();
        let place = place_of(&mut tx, id, new).await?;
        let (Some(_), Some(_), Some(place)) = (article, writer, place) else {
            return Ok(CommentOutcome::Missing);
        };
        let Place { thread_id, path, depth } = place;
        let row =
            values![id, new.article_id, new.parent_id, thread_id, path, depth, new.user_id, text, tx.now];
        tx.run(INSERT, row).await?;
        tx.log(ChangedNoun::Comment, id).await?;
        self.commit(tx).await?;
        Ok(CommentOutcome::Added(id))
    }

    /// The comments of an article, each after the one it answers. Removed ones have no text, only the reason.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comments(&self, id: ArticleId, order: CommentOrder) -> Result<Vec<Comment>, StoreError> {
        let sql = match order {
            CommentOrder::OldestFirst => OLDEST_FIRST,
            CommentOrder::NewestFirst => NEWEST_FIRST,
        };
        let rows = self.rows(sql, values![id, MOST]).await?;
        rows.iter().map(|row| comment_of(row).map(without_removed_text)).collect()
    }

    /// A comment by its id; a removed one has no text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment(&self, id: CommentId) -> Result<Option<Comment>, StoreError> {
        let row = self.row(BY_ID, values![id]).await?;
        row.as_ref().map(|row| comment_of(row).map(without_removed_text)).transpose()
    }

    /// Removes a comment with a reason, for a moderator or for its writer; `false` when it is not there, is removed
    /// already, or `by` may not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_comment(&self, id: CommentId, by: UserId, reason: &str) -> Result<bool, StoreError> {
        let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
        let mut tx = self.begin().await?;
        let touched = tx.run(REMOVE, values![id, by, tx.now, reason]).await?;
        if touched > 0 {
            tx.log(ChangedNoun::Comment, id).await?;
        }
        self.commit(tx).await?;
        Ok(touched > 0)
    }

    /// The newest comments of all articles, for moderators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent_comments(&self, limit: i64) -> Result<Vec<Comment>, StoreError> {
        self.rows(RECENT, values![limit]).await?.iter().map(comment_of).collect()
    }

    /// The removed comments with their texts, the last removal first: only for moderators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn moderation_log(&self, limit: i64) -> Result<Vec<Moderation>, StoreError> {
        let rows = self.rows(REMOVED, values![limit]).await?;
        let entry_of =
            |row: &Row| Ok(Moderation { comment: comment_of(row)?, removed_by: row.get("moderator_name")? });
        rows.iter().map(entry_of).collect()
    }
}

/// Where a comment stands among the others.
struct Place {
    thread_id: CommentId,
    path: String,
    depth: i64,
}

/// `None` when the comment that is answered is not under the same article.
async fn place_of(tx: &mut Tx, id: CommentId, new: &NewComment) -> Result<Option<Place>, StoreError> {
    let own = format!("{:0DIGITS$x}", id.get());
    let Some(parent_id) = new.parent_id else {
        return Ok(Some(Place { thread_id: id, path: own, depth: 0 }));
    };
    let Some(row) = tx.row(PARENT, values![parent_id, new.article_id]).await? else { return Ok(None) };
    let (above, depth): (String, i64) = (row.get("path")?, row.get("depth")?);
    let is_last = depth + 1 >= LEVELS;
    let way =
        if is_last { above.get(..above.len().saturating_sub(DIGITS)).unwrap_or_default() } else { &above };
    let depth = if is_last { depth } else { depth + 1 };
    Ok(Some(Place { thread_id: row.get("thread_id")?, path: format!("{way}{own}"), depth }))
}

fn comment_of(row: &Row) -> Result<Comment, StoreError> {
    let removed_at: Option<Timestamp> = row.get("removed_at")?;
    let reason: Option<String> = row.get("removed_reason")?;
    Ok(Comment {
        id: row.get("comment_id")?,
        article_id: row.get("article_id")?,
        parent_id: row.get("parent_id")?,
        depth: row.get("depth")?,
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
        text: row.get("text")?,
        written_at: row.get("written_at")?,
        removed: removed_at.map(|at| Removal { at, reason: reason.unwrap_or_default() }),
    })
}

fn without_removed_text(mut comment: Comment) -> Comment {
    if comment.removed.is_some() {
        comment.text.clear();
    }
    comment
}
