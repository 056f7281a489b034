//! Saved searches: kept by an account, each with a feed at a secret address.

use tidings_model::bound::Bound;
use tidings_model::id::{SavedSearchId, UserId};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::secret::hash_of;
use crate::store::Store;

/// Searches that one account keeps at most.
const MOST: i64 = 100;

statements! {
    SAVE = "INSERT INTO saved_search (saved_search_id, user_id, name, query, feed_token, saved_at, feed_token_hash)
        SELECT $1, $2, $3, $4, $5, $6, $8 FROM account
        WHERE user_id = $2 AND closed_at IS NULL
            AND (SELECT COUNT(*) FROM saved_search WHERE user_id = $2) < $7
        ON CONFLICT (user_id, query) DO UPDATE SET name = excluded.name";
    OF_USER = "SELECT saved_search_id, user_id, name, query, feed_token, saved_at FROM saved_search
        WHERE user_id = $1 ORDER BY saved_search_id DESC";
    BY_TOKEN = "SELECT s.saved_search_id, s.user_id, s.name, s.query, s.feed_token, s.saved_at
        FROM saved_search s JOIN account u ON u.user_id = s.user_id
        WHERE s.feed_token_hash = $1 AND u.closed_at IS NULL";
    REMOVE = "DELETE FROM saved_search WHERE saved_search_id = $1 AND user_id = $2";
}

/// A search that somebody keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// Who keeps it.
    pub user_id: UserId,
    /// What they call it.
    pub name: String,
    /// The query as it prints itself.
    pub query: String,
    /// The secret part of its feed's address; `None` when it is sealed under a key that is not here. Never logged.
    pub feed_token: Option<String>,
    /// When it was saved.
    pub saved_at: Timestamp,
}

impl std::fmt::Debug for SavedSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedSearch")
            .field("id", &self.id)
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Keeps a search for an account, which gives it a feed under this token; one that the account keeps already gets the
    /// new name and stays under its own token. `false` when the account is closed or keeps 100 already.
    ///
    /// # Errors
    /// When the database fails, or [`StoreError::NoKey`].
    pub async fn save_search(
        &self,
        user_id: UserId,
        (name, query): (&str, &str),
        feed_token: &str,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let id: SavedSearchId = tx.new_id();
        let (sealed, hash) = (tx.vault.seal(&place(id), feed_token)?, hash_of(feed_token));
        let saved = tx.run(SAVE, values![id, user_id, name, query, sealed, tx.now, MOST, hash]).await?;
        self.commit(tx).await?;
        Ok(saved > 0)
    }

    /// The searches that an account keeps, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_searches(&self, user_id: UserId) -> Result<Vec<SavedSearch>, StoreError> {
        self.rows(OF_USER, values![user_id]).await?.iter().map(|row| self.saved_search_of(row)).collect()
    }

    /// The search behind a feed's secret address; `None` when there is none or its account is closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_search(&self, feed_token: &str) -> Result<Option<SavedSearch>, StoreError> {
        let row = self.row(BY_TOKEN, values![hash_of(feed_token)]).await?;
        row.as_ref().map(|row| self.saved_search_of(row)).transpose()
    }

    /// Forgets a search of an account, and with it its feed; `false` when the account keeps no such search.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_saved_search(&self, id: SavedSearchId, user_id: UserId) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let removed = tx.run(REMOVE, values![id, user_id]).await?;
        self.commit(tx).await?;
        Ok(removed > 0)
    }

    fn saved_search_of(&self, row: &Row) -> Result<SavedSearch, StoreError> {
        let id = row.get("saved_search_id")?;
        Ok(SavedSearch {
            id,
            user_id: row.get("user_id")?,
            name: row.line("name", Bound::SAVED_SEARCH)?,
            query: row.get("query")?,
            feed_token: self.vault().open(&place(id), &row.get::<String>("feed_token")?).ok(),
            saved_at: row.get("saved_at")?,
        })
    }
}

/// Where the token is kept, for the seal.
pub(crate) fn place(id: SavedSearchId) -> String {
    format!("saved search {id}")
}
