//! Signs of life of the processes that poll, fetch and group, so that one that only serves can say when there is none.

use std::time::Duration;

use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// A process that has given none for so long is gone.
const GONE: Duration = Duration::from_hours(24);

statements! {
    BEAT = "INSERT INTO worker_beat (holder, beat_at) VALUES ($1, $2)
        ON CONFLICT (holder) DO UPDATE SET beat_at = excluded.beat_at";
    DROP_GONE = "DELETE FROM worker_beat WHERE beat_at < $1";
    LATEST = "SELECT MAX(beat_at) AS latest FROM worker_beat";
}

impl Store {
    /// Notes that a process works.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_beat(&self, holder: &str) -> Result<(), StoreError> {
        let mut tx = self.begin_bare().await?;
        tx.run(DROP_GONE, values![tx.now.minus(GONE)]).await?;
        tx.run(BEAT, values![holder, tx.now]).await?;
        tx.commit().await
    }

    /// How long ago any process last noted that it works; `None` when none ever did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worker_silence(&self) -> Result<Option<Duration>, StoreError> {
        let latest: Option<Timestamp> =
            self.row(LATEST, Vec::new()).await?.map_or(Ok(None), |row| row.get("latest"))?;
        Ok(latest.map(|latest| self.now().since(latest)))
    }
}
