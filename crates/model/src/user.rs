//! Users, their roles and their sessions.

use serde::{Deserialize, Serialize};

use crate::id::{SessionId, UserId};
use crate::time::Timestamp;

/// What a user may do. Later roles hold all rights of earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads and comments.
    Reader,
    /// Also removes comments.
    Moderator,
    /// Also keeps publishers, stories and jobs.
    Editor,
    /// Also keeps accounts.
    Administrator,
}

impl Role {
    /// The word that the store and the command line use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Moderator => "moderator",
            Self::Editor => "editor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Reader, Self::Moderator, Self::Editor, Self::Administrator]
            .into_iter()
            .find(|role| role.as_str() == word)
    }
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Sign-in and display name, unique without regard to case.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Set when the account is closed.
    pub closed_at: Option<Timestamp>,
}

/// An account to make. The hash is an argon2id PHC string, never a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// Sign-in and display name.
    pub name: String,
    /// argon2id in PHC string format.
    pub password_hash: String,
    /// What they may do.
    pub role: Role,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: User,
    /// When it ends.
    pub expires_at: Timestamp,
}
