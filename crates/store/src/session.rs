//! Sessions, found by the hash of their token: the token itself is only in the browser.

use tidings_model::id::{SessionId, UserId};
use tidings_model::time::Timestamp;
use tidings_model::user::Session;

use crate::account::{user_columns, user_of};
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    INSERT = "INSERT INTO account_session (session_id, token_hash, user_id, created_at, expires_at)
        SELECT $1, $2, user_id, $4, $5 FROM account WHERE user_id = $3 AND closed_at IS NULL";
    DROP_EXPIRED = "DELETE FROM account_session WHERE expires_at <= $1";
    BY_TOKEN = concat!("SELECT s.session_id, s.expires_at, ", user_columns!(), "
        FROM account_session s JOIN account u ON u.user_id = s.user_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.closed_at IS NULL");
    END = "DELETE FROM account_session WHERE token_hash = $1";
    END_ALL = "DELETE FROM account_session WHERE user_id = $1";
}

impl Store {
    /// Begins a session; `None` when there is no such open account. `token_hash` is the SHA-256 of the token, hex.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_session(
        &self,
        token_hash: &str,
        user_id: UserId,
        expires_at: Timestamp,
    ) -> Result<Option<SessionId>, StoreError> {
        let mut tx = self.begin().await?;
        tx.run(DROP_EXPIRED, values![tx.now]).await?;
        let id: SessionId = tx.new_id();
        let inserted = tx.run(INSERT, values![id, token_hash, user_id, tx.now, expires_at]).await?;
        self.commit(tx).await?;
        Ok((inserted > 0).then_some(id))
    }

    /// The session of a token with its user; `None` when it is unknown, over, or its account is closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let Some(row) = self.row(BY_TOKEN, values![token_hash, now]).await? else { return Ok(None) };
        let (id, user) = (row.get("session_id")?, user_of(&row)?);
        Ok(Some(Session { id, user, expires_at: row.get("expires_at")? }))
    }

    /// Ends a session on the server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(END, values![token_hash]).await?;
        self.commit(tx).await
    }

    /// Ends every session of a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions_of(&self, user_id: UserId) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.end_sessions_of(user_id).await?;
        self.commit(tx).await
    }
}

impl Tx {
    pub(crate) async fn end_sessions_of(&mut self, user_id: UserId) -> Result<(), StoreError> {
        self.run(END_ALL, values![user_id]).await?;
        Ok(())
    }
}
