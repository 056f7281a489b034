//! Named leases: one holder at a time, taken over when the holder falls silent.

use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    TAKE = "INSERT INTO lease (name, holder, lease_until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
        WHERE lease.holder = excluded.holder OR lease.lease_until < $4";
    RELEASE = "DELETE FROM lease WHERE name = $1 AND holder = $2";
    HOLDER = "SELECT holder FROM lease WHERE name = $1 AND lease_until >= $2";
}

impl Store {
    /// Takes or prolongs a lease; `false` when another holder has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_lease(&self, name: &str, holder: &str, until: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(TAKE, values![name, holder, until, tx.now]).await?;
        self.commit(tx).await?;
        Ok(touched > 0)
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

    /// Who holds a lease now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lease_holder(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = self.row(HOLDER, values![name, self.now()]).await?;
        row.map(|row| row.get("holder")).transpose()
    }
}
