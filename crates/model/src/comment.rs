//! Comments: threads under an article, kept as materialised paths.

use serde::{Deserialize, Serialize};

use crate::id::{ArticleId, CommentId, UserId};
use crate::time::Timestamp;

/// Levels a thread is shown deep; deeper replies join the last level.
pub const COMMENT_LEVELS: usize = 4;

/// A comment to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// The article it is about.
    pub article_id: ArticleId,
    /// The comment it answers.
    pub parent_id: Option<CommentId>,
    /// Who writes.
    pub user_id: UserId,
    /// Plain text, 1 to 4,000 characters.
    pub text: String,
}

/// A comment as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The article it is about.
    pub article_id: ArticleId,
    /// The comment it answers.
    pub parent_id: Option<CommentId>,
    /// 0 for a thread's first comment, counting up.
    pub depth: i64,
    /// Who wrote it.
    pub user_id: UserId,
    /// Their name.
    pub user_name: String,
    /// Plain text; empty when it was removed.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When its writer last changed it.
    pub edited_at: Option<Timestamp>,
    /// Why it was removed, and when.
    pub removed: Option<Removal>,
}

/// A removal by a moderator, or by the writer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// When.
    pub at: Timestamp,
    /// Who removed it.
    pub by: UserId,
    /// The reason, shown in place of the text.
    pub reason: String,
}
