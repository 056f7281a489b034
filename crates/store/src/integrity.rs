//! Whether a database in use is as it was written: SQLite checks itself, on PostgreSQL every row of every table is read.

use sqlx::AssertSqlSafe;

use crate::database::pool::{Database, connect_sqlite};
use crate::error::StoreError;
use crate::inspect::is_sound;
use crate::location::Location;
use crate::store::Store;

const TABLES: &str = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";

impl Store {
    /// Reads the whole database and says whether it is as it was written. It takes as long as reading it does.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not, or when it cannot be read.
    pub async fn check_integrity(&self) -> Result<(), StoreError> {
        let location = self.location();
        let damaged = || StoreError::Damaged { location: location.to_string() };
        let is_whole = match (self.database(), location) {
            (Database::Postgres(pool), _) => {
                let explain = |error| StoreError::explain(location, "read every table", error);
                let tables: Vec<String> =
                    sqlx::query_scalar(TABLES).fetch_all(pool).await.map_err(explain)?;
                for table in tables {
                    let sql = format!("SELECT COUNT(*) FROM \"{}\"", table.replace('"', "\"\""));
                    sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await.map_err(explain)?;
                }
                true
            }
            (_, Location::Sqlite(_)) => is_sound(&mut connect_sqlite(location).await?).await,
            _ => true,
        };
        if is_whole { Ok(()) } else { Err(damaged()) }
    }
}
