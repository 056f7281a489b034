//! Keeping features small: what an earlier version stored as JSON is packed, and what has left the window is thinned.

use tidings_model::id::ArticleId;
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// The setting that tells how far features are thinned: the id of the last article, in the order of which they arrived.
const THINNED: &str = "features-thinned";

statements! {
    UNPACKED = "SELECT article_id, features FROM article_features ORDER BY article_id DESC LIMIT $1";
    COUNT_UNPACKED = "SELECT COUNT(*) AS features FROM article_features";
    MOVE = "INSERT INTO packed_features (article_id, packed)
        SELECT a.article_id, $2 FROM article a WHERE a.article_id = $1
        ON CONFLICT (article_id) DO NOTHING";
    DROP = "DELETE FROM article_features WHERE article_id = $1";
    REACHED = "SELECT value FROM setting WHERE name = $1";
    REACH = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    WHOLE = "SELECT f.article_id, f.packed FROM packed_features f JOIN article a ON a.article_id = f.article_id
        WHERE f.article_id > $1 AND a.arrived_at < $2 ORDER BY f.article_id LIMIT $3";
    THIN = "UPDATE packed_features SET packed = $3 WHERE article_id = $1 AND packed = $2";
}

/// Features of an article as they are stored.
pub type FeatureBytes = (ArticleId, Vec<u8>);

impl Store {
    /// Features that an earlier version stored as JSON, those of the newest articles first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unpacked_features(&self, limit: i64) -> Result<Vec<(ArticleId, String)>, StoreError> {
        let rows = self.rows(UNPACKED, values![limit]).await?;
        rows.iter().map(|row| Ok((row.get("article_id")?, row.get("features")?))).collect()
    }

    /// How many features are stored as JSON.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_unpacked_features(&self) -> Result<i64, StoreError> {
        let row = self.row(COUNT_UNPACKED, Vec::new()).await?;
        row.map_or(Ok(0), |row| row.get("features"))
    }

    /// Stores features packed in place of their JSON; without any, the JSON, which could not be read, is dropped. What a page
    /// that was read meanwhile has stored stands.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn pack_features(&self, packed: &[(ArticleId, Option<Vec<u8>>)]) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        for (id, bytes) in packed {
            if let Some(bytes) = bytes {
                tx.run(MOVE, values![*id, bytes.clone()]).await?;
            }
            tx.run(DROP, values![*id]).await?;
        }
        self.commit(tx).await
    }

    /// Features of articles that arrived before a time and have not been thinned, in the order of arrival.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn features_to_thin(
        &self,
        before: Timestamp,
        limit: i64,
    ) -> Result<Vec<FeatureBytes>, StoreError> {
        let reached = self.row(REACHED, values![THINNED]).await?;
        let reached: Option<String> = reached.map(|row| row.get("value")).transpose()?;
        let reached: i64 = reached.and_then(|reached| reached.parse().ok()).unwrap_or(0);
        let rows = self.rows(WHOLE, values![reached, before, limit]).await?;
        rows.iter().map(|row| Ok((row.get("article_id")?, row.get("packed")?))).collect()
    }

    /// Stores thinned features in place of the whole ones, each with what it replaces: what a page that was read meanwhile
    /// has stored stands.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn thin_features(&self, thinned: &[(FeatureBytes, Vec<u8>)]) -> Result<(), StoreError> {
        let Some(((last, _), _)) = thinned.last() else { return Ok(()) };
        let mut tx = self.begin().await?;
        for ((id, whole), thin) in thinned {
            tx.run(THIN, values![*id, whole.clone(), thin.clone()]).await?;
        }
        tx.run(REACH, values![THINNED, last.get().to_string()]).await?;
        self.commit(tx).await
    }
}
