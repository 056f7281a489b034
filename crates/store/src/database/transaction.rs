//! A writing transaction on either database.

use std::sync::Arc;

use sqlx::{PgConnection, Postgres};
use tidings_model::id::{IdMaker, NewId};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::{rows_of_postgres, rows_of_sqlite, run_on_postgres, run_on_sqlite};
use crate::database::value::Value;
use crate::database::writer::Loan;
use crate::error::StoreError;
use crate::job::JobChanges;
use crate::location::Location;
use crate::secret::Vault;

/// What a transaction holds of its database.
pub(crate) enum Held {
    Sqlite(Loan),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A transaction. Dropping it undoes it; [`crate::Store`] commits it.
pub(crate) struct Tx {
    pub(crate) held: Held,
    pub(crate) location: Arc<Location>,
    pub(crate) ids: Arc<IdMaker>,
    /// Number of this process, for figures that are counted per process.
    pub(crate) node: i64,
    /// The time at which it began: everything in it happens then.
    pub(crate) now: Timestamp,
    /// What it does to jobs, done at the commit.
    pub(crate) jobs: JobChanges,
    /// Whether workers have something to look for after the commit.
    pub(crate) wakes: bool,
    /// Seals and opens secrets.
    pub(crate) vault: Arc<Vault>,
}

impl Tx {
    /// A fresh id.
    pub(crate) fn new_id<I: From<NewId>>(&self) -> I {
        self.ids.next(self.now).into()
    }

    /// Runs a statement; gives the number of rows it touched.
    pub(crate) async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        let outcome = match &mut self.held {
            Held::Sqlite(loan) => run_on_sqlite(loan.connection()?, sql, values).await,
            Held::Postgres(transaction) => {
                let connection: &mut PgConnection = transaction;
                run_on_postgres(connection, sql, values).await
            }
        };
        outcome.map_err(|error| StoreError::explain(&self.location, sql, error))
    }

    /// Asks for rows.
    pub(crate) async fn rows(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let outcome = match &mut self.held {
            Held::Sqlite(loan) => rows_of_sqlite(loan.connection()?, sql, values).await,
            Held::Postgres(transaction) => {
                let connection: &mut PgConnection = transaction;
                rows_of_postgres(connection, sql, values).await
            }
        };
        outcome.map_err(|error| StoreError::explain(&self.location, sql, error))
    }

    /// Asks for the first row.
    pub(crate) async fn row(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Commits; when it gives `Ok`, everything is on the disk.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.held {
            Held::Sqlite(loan) => loan.commit().await,
            Held::Postgres(transaction) => transaction
                .commit()
                .await
                .map_err(|error| StoreError::explain(&self.location, "COMMIT", error)),
        }
    }
}
