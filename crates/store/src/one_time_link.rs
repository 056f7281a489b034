//! One-time links: each makes one account of a role. The first administrator comes in through one.

use tidings_model::time::Timestamp;
use tidings_model::user::{NewUser, Role, User};

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    MAKE_LINK = "INSERT INTO one_time_link (token_hash, role, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (token_hash) DO UPDATE SET role = excluded.role, expires_at = excluded.expires_at";
    USE_LINK = "DELETE FROM one_time_link WHERE token_hash = $1 AND expires_at > $2 RETURNING role";
    LINK = "SELECT role FROM one_time_link WHERE token_hash = $1 AND expires_at > $2";
    DROP_LINKS = "DELETE FROM one_time_link WHERE expires_at <= $1";
}

/// How using a one-time link went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkUse {
    /// The account is made, and the link is used up.
    Made(User),
    /// The link is unknown, used up or too old.
    Unknown,
    /// Somebody has the name; the link can still be used.
    NameTaken,
}

impl Store {
    /// Makes a link with which one account of a role can be made. Only the hash of its token is kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn make_one_time_link(
        &self,
        token_hash: &str,
        role: Role,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(DROP_LINKS, values![tx.now]).await?;
        tx.run(MAKE_LINK, values![token_hash, role.as_str(), expires_at]).await?;
        self.commit(tx).await
    }

    /// The role that a link gives; `None` when it is unknown, used up or too old.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one_time_link(&self, token_hash: &str) -> Result<Option<Role>, StoreError> {
        let row = self.row(LINK, values![token_hash, self.now()]).await?;
        Ok(row.map(|row| row.get::<String>("role")).transpose()?.and_then(|word| Role::from_word(&word)))
    }

    /// Makes an account with a link and uses the link up, both or neither. The role is the link's, whatever the form says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_one_time_link(&self, token_hash: &str, new: &NewUser) -> Result<LinkUse, StoreError> {
        let mut tx = self.begin().await?;
        let Some(row) = tx.row(USE_LINK, values![token_hash, tx.now]).await? else {
            return Ok(LinkUse::Unknown);
        };
        let Some(role) = Role::from_word(&row.get::<String>("role")?) else { return Ok(LinkUse::Unknown) };
        let Some(user) = tx.create_user(new, role).await? else { return Ok(LinkUse::NameTaken) };
        self.commit(tx).await?;
        Ok(LinkUse::Made(user))
    }
}
