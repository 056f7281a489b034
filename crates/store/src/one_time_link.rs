//! One-time links: each makes one account of a role. The first administrator comes in through one.

use std::time::Duration;

use tidings_model::time::Timestamp;
use tidings_model::user::{NewUser, Role, User};

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    MAKE_LINK = "INSERT INTO one_time_link (token_hash, role, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (token_hash) DO UPDATE SET role = excluded.role, expires_at = excluded.expires_at";
    USE_LINK = "UPDATE one_time_link SET used_at = $2
        WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL RETURNING role";
    LINK = "SELECT role, expires_at, used_at FROM one_time_link WHERE token_hash = $1";
    DROP_LINKS = "DELETE FROM one_time_link WHERE expires_at <= $1";
}

/// A link that is over is remembered for so long, to say so to whoever opens it.
const REMEMBERED: Duration = Duration::from_hours(24 * 90);

/// What is known of a one-time link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It can be used, and gives this role.
    Open(Role),
    /// An account was made with it.
    Used,
    /// Its time is over.
    Expired,
    /// There never was one, or long ago.
    Unknown,
}

/// How using a one-time link went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkUse {
    /// The account is made, and the link is used up.
    Made(User),
    /// The link cannot be used.
    Over(LinkState),
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
        tx.run(DROP_LINKS, values![tx.now.minus(REMEMBERED)]).await?;
        tx.run(MAKE_LINK, values![token_hash, role.as_str(), expires_at]).await?;
        self.commit(tx).await
    }

    /// How it stands with a link.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one_time_link(&self, token_hash: &str) -> Result<LinkState, StoreError> {
        let row = self.row(LINK, values![token_hash]).await?;
        row.map_or(Ok(LinkState::Unknown), |row| state_of(&row, self.now()))
    }

    /// Makes an account with a link and uses the link up, both or neither. The role is the link's, whatever the form says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_one_time_link(&self, token_hash: &str, new: &NewUser) -> Result<LinkUse, StoreError> {
        let mut tx = self.begin().await?;
        let Some(row) = tx.row(USE_LINK, values![token_hash, tx.now]).await? else {
            drop(tx);
            return Ok(LinkUse::Over(self.one_time_link(token_hash).await?));
        };
        let Some(role) = Role::from_word(&row.get::<String>("role")?) else {
            return Ok(LinkUse::Over(LinkState::Unknown));
        };
        let Some(user) = tx.create_user(new, role).await? else { return Ok(LinkUse::NameTaken) };
        self.commit(tx).await?;
        Ok(LinkUse::Made(user))
    }
}

fn state_of(row: &Row, now: Timestamp) -> Result<LinkState, StoreError> {
    if row.get::<Option<Timestamp>>("used_at")?.is_some() {
        return Ok(LinkState::Used);
    }
    if row.get::<Timestamp>("expires_at")? <= now {
        return Ok(LinkState::Expired);
    }
    Ok(Role::from_word(&row.get::<String>("role")?).map_or(LinkState::Unknown, LinkState::Open))
}
