//! Upkeep: what only grows is cut back.

use std::time::Duration;

use crate::change::LogPlace;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// Changes that are kept for followers; one that is further behind is made anew from the articles, which is faster.
const KEPT: i64 = 500_000;
/// Changes removed in one transaction.
const AT_ONCE: i64 = 20_000;
/// A lease that nobody holds is forgotten after this time.
const FORGOTTEN: Duration = Duration::from_hours(24);

statements! {
    ENDS = "SELECT (SELECT MIN(position) FROM change_log) AS first, (SELECT MAX(position) FROM change_log) AS last";
    PRUNE_LOG = "DELETE FROM change_log WHERE position < $1";
    PRUNE_LEASES = "DELETE FROM lease WHERE lease_until < $1";
    OLDEST = "SELECT position, transaction_id FROM change_log ORDER BY transaction_id, position LIMIT 1";
}

impl Store {
    /// Cuts back the change log and forgets leases that are long over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn prune(&self) -> Result<(), StoreError> {
        self.prune_to(KEPT).await
    }

    /// As [`Store::prune`], keeping so many changes; for tests.
    ///
    /// # Errors
    /// When the database fails.
    #[doc(hidden)]
    pub async fn prune_to(&self, kept: i64) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(PRUNE_LEASES, values![tx.now.minus(FORGOTTEN)]).await?;
        self.commit(tx).await?;
        while let Some(row) = self.row(ENDS, Vec::new()).await? {
            let (first, last): (Option<i64>, Option<i64>) = (row.get("first")?, row.get("last")?);
            let (Some(first), Some(last)) = (first, last) else { break };
            let start = last.saturating_sub(kept) + 1;
            if first >= start {
                break;
            }
            let mut tx = self.begin().await?;
            tx.run(PRUNE_LOG, values![start.min(first.saturating_add(AT_ONCE))]).await?;
            self.commit(tx).await?;
        }
        Ok(())
    }

    /// Whether changes after a place are no longer in the log, so that its follower has to be made anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_pruned_after(&self, place: LogPlace) -> Result<bool, StoreError> {
        let Some(row) = self.row(OLDEST, Vec::new()).await? else { return Ok(false) };
        let oldest = LogPlace { transaction: row.get("transaction_id")?, position: row.get("position")? };
        Ok(oldest.position > 1 && place < oldest)
    }
}
