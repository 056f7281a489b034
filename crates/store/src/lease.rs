//! Named leases: one holder at a time, taken over when the holder falls silent, each with an epoch that tells holders apart.

use std::time::Duration;

use tidings_model::id::JobId;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    TAKE = "INSERT INTO lease (name, holder, lease_until, epoch) VALUES ($1, $2, $3, $5)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until,
            epoch = CASE WHEN lease.holder = excluded.holder THEN lease.epoch ELSE excluded.epoch END
        WHERE lease.holder = excluded.holder OR lease.lease_until < $4
        RETURNING epoch";
    RELEASE = "DELETE FROM lease WHERE name = $1 AND holder = $2";
    IS_HELD = "SELECT epoch FROM lease WHERE name = $1 AND epoch = $2 FOR UPDATE";
}

/// A lease as its holder has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What is leased.
    pub name: String,
    /// Differs from that of every holder before and after: who was paused and comes back writes nothing over the work of
    /// the one that took over.
    pub epoch: i64,
}

impl Store {
    /// Takes or prolongs a lease for so long; `None` when another holder has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        lease_for: Duration,
    ) -> Result<Option<Lease>, StoreError> {
        let mut tx = self.begin().await?;
        let epoch: JobId = tx.new_id();
        let row = values![name, holder, tx.now.plus(lease_for), tx.now, epoch];
        let taken = tx.row(TAKE, row).await?;
        let lease =
            taken.map(|row| Ok::<_, StoreError>(Lease { name: name.to_owned(), epoch: row.get("epoch")? }));
        let lease = lease.transpose()?;
        self.commit(tx).await?;
        Ok(lease)
    }

    /// Gives a lease back, so that another can take it at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.run(RELEASE, values![name, holder]).await?;
        self.commit(tx).await
    }
}

impl Tx {
    /// Whether nobody took the lease over, now and until the commit.
    pub(crate) async fn holds(&mut self, lease: &Lease) -> Result<bool, StoreError> {
        Ok(self.row(IS_HELD, values![&lease.name, lease.epoch]).await?.is_some())
    }
}
