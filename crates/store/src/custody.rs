//! The key comes into the store, and what an earlier version left plain is sealed.

use sqlx::Connection as _;

use crate::access;
use crate::database::pool::connect_sqlite;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::location::Location;
use crate::secret::{Key, hash_of, is_sealed};
use crate::store::Store;

statements! {
    ACCESS = "SELECT publisher_id, access FROM publisher_access";
    SEAL_ACCESS = "UPDATE publisher_access SET access = $2 WHERE publisher_id = $1";
    SUBSCRIPTIONS = "SELECT feed_id, token, token_hash, secret FROM subscription";
    SEAL_SUBSCRIPTION = "UPDATE subscription SET token = $2, token_hash = $3, secret = $4 WHERE feed_id = $1";
    SEARCHES = "SELECT saved_search_id, feed_token, feed_token_hash FROM saved_search";
    SEAL_SEARCH = "UPDATE saved_search SET feed_token = $2, feed_token_hash = $3 WHERE saved_search_id = $1";
    NOTE_REST = "INSERT INTO setting (name, value) VALUES ('plain-rest', 'due') ON CONFLICT (name) DO NOTHING";
    REST = "SELECT value FROM setting WHERE name = 'plain-rest'";
    REST_GONE = "DELETE FROM setting WHERE name = 'plain-rest'";
}

/// How it stands with what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custody {
    /// There is a key.
    pub has_key: bool,
    /// Values that are sealed.
    pub sealed: usize,
    /// Those of them that the key does not open, because another one sealed them or there is none.
    pub closed: usize,
}

impl Store {
    /// Takes the key that secrets are sealed under, and seals what an earlier version left plain. Of the plain values nothing is
    /// left in the file of a SQLite database afterwards, which is written anew for it, once. Without a key nothing can be opened
    /// or sealed, and everything else works.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_key(&self, key: Option<&Key>) -> Result<(), StoreError> {
        if let Some(key) = key {
            self.vault().take(key);
        }
        let mut tx = self.begin_bare().await?;
        let sealed = tx.seal_access().await? + tx.seal_subscriptions().await? + tx.seal_searches().await?;
        if sealed > 0 {
            tx.run(NOTE_REST, Vec::new()).await?;
        }
        tx.commit().await?;
        if self.row(REST, Vec::new()).await?.is_some() {
            self.remove_plain_rest().await?;
        }
        Ok(())
    }

    /// How it stands with what is sealed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn custody(&self) -> Result<Custody, StoreError> {
        let mut custody = Custody { has_key: self.vault().has_key(), sealed: 0, closed: 0 };
        for row in self.rows(ACCESS, Vec::new()).await? {
            self.count(&mut custody, &access::place(row.get("publisher_id")?), &row.get::<String>("access")?);
        }
        for row in self.rows(SUBSCRIPTIONS, Vec::new()).await? {
            let place = crate::subscription::place(row.get("feed_id")?, "secret");
            self.count(&mut custody, &place, &row.get::<String>("secret")?);
        }
        for row in self.rows(SEARCHES, Vec::new()).await? {
            let place = crate::saved_search::place(row.get("saved_search_id")?);
            self.count(&mut custody, &place, &row.get::<String>("feed_token")?);
        }
        Ok(custody)
    }

    fn count(&self, custody: &mut Custody, place: &str, kept: &str) {
        if is_sealed(kept) {
            custody.sealed += 1;
            custody.closed += usize::from(self.vault().open(place, kept).is_err());
        }
    }

    /// A changed row leaves its old bytes in free places of the file and in the log until both are written anew. When others
    /// use the database meanwhile, the next start tries again.
    async fn remove_plain_rest(&self) -> Result<(), StoreError> {
        if !write_anew(self.location()).await? {
            tracing::warn!(
                "the database cannot be written anew while others use it; the next start tries again"
            );
            return Ok(());
        }
        let mut tx = self.begin_bare().await?;
        tx.run(REST_GONE, Vec::new()).await?;
        tx.commit().await
    }
}

/// Writes the file of a SQLite database anew and empties its log; `false` when others are in the way.
async fn write_anew(location: &Location) -> Result<bool, StoreError> {
    let Location::Sqlite(_) = location else { return Ok(true) };
    let mut connection = connect_sqlite(location).await?;
    let written = sqlx::raw_sql("VACUUM").execute(&mut connection).await;
    let emptied: Result<i64, _> =
        sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await;
    // Closing a connection has nothing to say that the next one would not say.
    drop(connection.close().await);
    Ok(written.is_ok() && matches!(emptied, Ok(0)))
}

impl Tx {
    async fn seal_access(&mut self) -> Result<usize, StoreError> {
        let mut sealed = 0;
        for row in self.rows(ACCESS, Vec::new()).await? {
            let (id, kept): (_, String) = (row.get("publisher_id")?, row.get("access")?);
            if self.vault.has_key() && !is_sealed(&kept) {
                let kept = self.vault.seal(&access::place(id), &kept)?;
                self.run(SEAL_ACCESS, values![id, kept]).await?;
                sealed += 1;
            }
        }
        Ok(sealed)
    }

    async fn seal_subscriptions(&mut self) -> Result<usize, StoreError> {
        let mut sealed = 0;
        for row in self.rows(SUBSCRIPTIONS, Vec::new()).await? {
            let id = row.get("feed_id")?;
            let (token, secret): (String, String) = (row.get("token")?, row.get("secret")?);
            let Some(hash) = self.hash_due(&row, "token_hash", &token)? else { continue };
            let token = self.sealed(&crate::subscription::place(id, "token"), token)?;
            let secret = self.sealed(&crate::subscription::place(id, "secret"), secret)?;
            self.run(SEAL_SUBSCRIPTION, values![id, token, hash, secret]).await?;
            sealed += 1;
        }
        Ok(sealed)
    }

    async fn seal_searches(&mut self) -> Result<usize, StoreError> {
        let mut sealed = 0;
        for row in self.rows(SEARCHES, Vec::new()).await? {
            let (id, token): (_, String) = (row.get("saved_search_id")?, row.get("feed_token")?);
            let Some(hash) = self.hash_due(&row, "feed_token_hash", &token)? else { continue };
            let token = self.sealed(&crate::saved_search::place(id), token)?;
            self.run(SEAL_SEARCH, values![id, token, hash]).await?;
            sealed += 1;
        }
        Ok(sealed)
    }

    /// The hash of a plain token that is to be sealed, or that has no hash yet; `None` when there is nothing to do.
    fn hash_due(&self, row: &Row, column: &str, token: &str) -> Result<Option<String>, StoreError> {
        let known: Option<String> = row.get(column)?;
        let is_due = !is_sealed(token) && (self.vault.has_key() || known.is_none());
        Ok(is_due.then(|| hash_of(token)))
    }

    fn sealed(&self, place: &str, plain: String) -> Result<String, StoreError> {
        if self.vault.has_key() && !is_sealed(&plain) { self.vault.seal(place, &plain) } else { Ok(plain) }
    }
}
