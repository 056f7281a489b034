//! Comments: threads under an article as materialised paths; writing one and changing one's own.

use std::time::Duration;

use tidings_model::bound::Bound;
use tidings_model::change::ChangedNoun;
use tidings_model::comment::{Comment, NewComment, Removal};
use tidings_model::id::{CommentId, UserId};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::moderation::CommentAction;
use crate::store::Store;

/// Longest text in characters.
const LONGEST: usize = 4_000;
/// Levels that are kept; an answer to the last one stands beside it.
const LEVELS: i64 = 32;
/// Hexadecimal digits of an id (53 bits) in a path.
const DIGITS: usize = 14;
/// A writer may change a comment for so long.
pub const EDITABLE: Duration = Duration::from_mins(15);

/// The columns that [`comment_of`] reads, of a comment `c` by an account `u`.
macro_rules! comment_columns {
    () => {
        "c.comment_id, c.article_id, c.parent_id, c.depth, c.user_id, u.name AS user_name, c.text, c.written_at,
        c.edited_at, c.removed_at, c.removed_by, c.removed_reason"
    };
}
pub(crate) use comment_columns;

statements! {
    PARENT = "SELECT thread_id, path, depth FROM reader_comment WHERE comment_id = $1 AND article_id = $2";
    ARTICLE = "SELECT article_id FROM article WHERE article_id = $1";
    WRITER = "SELECT user_id FROM account WHERE user_id = $1 AND closed_at IS NULL";
    INSERT = "INSERT INTO reader_comment (comment_id, article_id, parent_id, thread_id, path, depth, user_id, text,
            written_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BY_ID = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id WHERE c.comment_id = $1");
    OWN = "SELECT c.text, c.written_at FROM reader_comment c JOIN account u ON u.user_id = c.user_id
        WHERE c.comment_id = $1 AND c.user_id = $2 AND c.removed_at IS NULL AND u.closed_at IS NULL";
    CHANGE = "UPDATE reader_comment SET text = $2, edited_at = $3 WHERE comment_id = $1 AND removed_at IS NULL";
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

/// How changing a comment went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOutcome {
    /// The new text is there.
    Done,
    /// The new text is empty, or longer than 4,000 characters.
    WrongLength,
    /// It was written more than 15 minutes ago.
    TooLate,
    /// There is no such comment of this writer.
    Missing,
}

impl Store {
    /// Adds a comment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_comment(&self, new: &NewComment) -> Result<CommentOutcome, StoreError> {
        let Some(text) = usable(&new.text) else { return Ok(CommentOutcome::WrongLength) };
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

    /// Changes the text of a comment for its writer, within [`EDITABLE`] of its writing. The text before is recorded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn edit_comment(
        &self,
        id: CommentId,
        writer: UserId,
        text: &str,
    ) -> Result<EditOutcome, StoreError> {
        let Some(text) = usable(text) else { return Ok(EditOutcome::WrongLength) };
        let mut tx = self.begin().await?;
        let Some(row) = tx.row(OWN, values![id, writer]).await? else { return Ok(EditOutcome::Missing) };
        let (before, written_at): (String, Timestamp) = (row.get("text")?, row.get("written_at")?);
        if tx.now.since(written_at) > EDITABLE {
            return Ok(EditOutcome::TooLate);
        }
        if before != text && tx.run(CHANGE, values![id, text, tx.now]).await? > 0 {
            tx.record(id, (CommentAction::Edited, writer), &before).await?;
            tx.log(ChangedNoun::Comment, id).await?;
            self.commit(tx).await?;
        }
        Ok(EditOutcome::Done)
    }

    /// A comment by its id; a removed one has no text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment(&self, id: CommentId) -> Result<Option<Comment>, StoreError> {
        let row = self.row(BY_ID, values![id]).await?;
        row.as_ref().map(|row| comment_of(row).map(without_removed_text)).transpose()
    }
}

fn usable(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
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

pub(crate) fn comment_of(row: &Row) -> Result<Comment, StoreError> {
    let user_id: UserId = row.get("user_id")?;
    let removed_at: Option<Timestamp> = row.get("removed_at")?;
    let (by, reason): (Option<UserId>, Option<String>) = (row.get("removed_by")?, row.get("removed_reason")?);
    let removal = |at| Removal {
        at,
        by: by.unwrap_or(user_id),
        reason: Bound::REASON.line(reason.as_deref().unwrap_or_default()),
    };
    Ok(Comment {
        id: row.get("comment_id")?,
        article_id: row.get("article_id")?,
        parent_id: row.get("parent_id")?,
        depth: row.get("depth")?,
        user_id,
        user_name: row.line("user_name", Bound::NAME)?,
        text: Bound::COMMENT.lines(&row.get::<String>("text")?),
        written_at: row.get("written_at")?,
        edited_at: row.get("edited_at")?,
        removed: removed_at.map(removal),
    })
}

pub(crate) fn without_removed_text(mut comment: Comment) -> Comment {
    if comment.removed.is_some() {
        comment.text.clear();
    }
    comment
}
