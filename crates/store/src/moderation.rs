//! Removing comments and putting them back, with a record of who did what and why.

use tidings_model::change::ChangedNoun;
use tidings_model::comment::Comment;
use tidings_model::id::{CommentId, UserId};
use tidings_model::time::Timestamp;

use crate::comment::{comment_columns, comment_of};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// Longest reason in characters.
const LONGEST_REASON: usize = 500;

statements! {
    REMOVE = "UPDATE reader_comment SET removed_at = $3, removed_by = $2, removed_reason = $4
        WHERE comment_id = $1 AND removed_at IS NULL AND EXISTS (
            SELECT 1 FROM account u WHERE u.user_id = $2 AND u.closed_at IS NULL
                AND (u.user_id = reader_comment.user_id OR u.role IN ('moderator', 'editor', 'administrator')))";
    PUT_BACK = "UPDATE reader_comment SET removed_at = NULL, removed_by = NULL, removed_reason = NULL
        WHERE comment_id = $1 AND removed_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM account u WHERE u.user_id = $2 AND u.closed_at IS NULL
                AND (u.role IN ('moderator', 'editor', 'administrator')
                    OR (u.user_id = reader_comment.user_id AND reader_comment.removed_by = u.user_id)))";
    RECORD = "INSERT INTO comment_record (record_id, comment_id, action, user_id, note, made_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    RECENT = concat!("SELECT ", comment_columns!(), " FROM reader_comment c
        JOIN account u ON u.user_id = c.user_id
        WHERE c.removed_at IS NULL ORDER BY c.comment_id DESC LIMIT $1");
    RECORDS = concat!("SELECT ", comment_columns!(), ", r.action, r.note, r.made_at, m.name AS actor_name
        FROM comment_record r JOIN reader_comment c ON c.comment_id = r.comment_id
        JOIN account u ON u.user_id = c.user_id JOIN account m ON m.user_id = r.user_id
        ORDER BY r.made_at DESC, r.record_id DESC LIMIT $1");
}

/// What was done to a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentAction {
    /// It was removed.
    Removed,
    /// It was put back.
    PutBack,
    /// Its writer changed it.
    Edited,
}

impl CommentAction {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::PutBack => "put-back",
            Self::Edited => "edited",
        }
    }

    fn from_word(word: &str) -> Self {
        [Self::PutBack, Self::Edited]
            .into_iter()
            .find(|action| action.as_str() == word)
            .unwrap_or(Self::Removed)
    }
}

/// An entry of the record, as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRecord {
    /// The comment as it is now, with its text.
    pub comment: Comment,
    /// What was done.
    pub action: CommentAction,
    /// Who did it: a moderator, or the writer.
    pub by: String,
    /// The reason; of an edit, the text before.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Removes a comment with a reason, for a moderator or for its writer; `false` when it is not there, is removed
    /// already, or `by` may not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_comment(&self, id: CommentId, by: UserId, reason: &str) -> Result<bool, StoreError> {
        let reason = short(reason);
        let mut tx = self.begin().await?;
        let touched = tx.run(REMOVE, values![id, by, tx.now, &reason]).await?;
        self.conclude(tx, id, (CommentAction::Removed, by), (touched, &reason)).await
    }

    /// Puts a removed comment back, for a moderator, or for the writer who removed it; `false` when it is not there, is not
    /// removed, or `by` may not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_comment_back(
        &self,
        id: CommentId,
        by: UserId,
        reason: &str,
    ) -> Result<bool, StoreError> {
        let reason = short(reason);
        let mut tx = self.begin().await?;
        let touched = tx.run(PUT_BACK, values![id, by]).await?;
        self.conclude(tx, id, (CommentAction::PutBack, by), (touched, &reason)).await
    }

    /// The newest comments of all articles, for moderators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent_comments(&self, limit: i64) -> Result<Vec<Comment>, StoreError> {
        self.rows(RECENT, values![limit]).await?.iter().map(comment_of).collect()
    }

    /// What was done to comments, the last first, with their texts: only for moderators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment_records(&self, limit: i64) -> Result<Vec<CommentRecord>, StoreError> {
        self.rows(RECORDS, values![limit]).await?.iter().map(record_of).collect()
    }

    async fn conclude(
        &self,
        mut tx: Tx,
        id: CommentId,
        done: (CommentAction, UserId),
        (touched, reason): (u64, &str),
    ) -> Result<bool, StoreError> {
        if touched == 0 {
            return Ok(false);
        }
        tx.record(id, done, reason).await?;
        tx.log(ChangedNoun::Comment, id).await?;
        self.commit(tx).await?;
        Ok(true)
    }
}

impl Tx {
    /// Records what somebody did to a comment.
    pub(crate) async fn record(
        &mut self,
        id: CommentId,
        (action, by): (CommentAction, UserId),
        note: &str,
    ) -> Result<(), StoreError> {
        // A record has no other use for its id than its place.
        let record: CommentId = self.new_id();
        self.run(RECORD, values![record, id, action.as_str(), by, note, self.now]).await?;
        Ok(())
    }
}

fn short(reason: &str) -> String {
    reason.trim().chars().take(LONGEST_REASON).collect()
}

fn record_of(row: &Row) -> Result<CommentRecord, StoreError> {
    Ok(CommentRecord {
        comment: comment_of(row)?,
        action: CommentAction::from_word(&row.get::<String>("action")?),
        by: row.get("actor_name")?,
        note: row.get("note")?,
        at: row.get("made_at")?,
    })
}
