//! The schema: brought up to date in one transaction when the database is opened, refused when it is from a later version.

use crate::database::dialect::Dialect;
use crate::database::statement::statements;
use crate::database::transaction::{Held, Tx};
use crate::database::value::values;
use crate::error::StoreError;

/// The steps in order; step n brings the schema to version n.
const STEPS: [&str; 12] = [
    include_str!("../migrations/0001_foundation.sql"),
    include_str!("../migrations/0002_feeds.sql"),
    include_str!("../migrations/0003_search.sql"),
    include_str!("../migrations/0004_story.sql"),
    include_str!("../migrations/0005_job_deaths.sql"),
    include_str!("../migrations/0006_lease_epoch.sql"),
    include_str!("../migrations/0007_comments.sql"),
    include_str!("../migrations/0008_custody.sql"),
    include_str!("../migrations/0009_identity.sql"),
    include_str!("../migrations/0010_job_host.sql"),
    include_str!("../migrations/0011_background.sql"),
    include_str!("../migrations/0012_features.sql"),
];

/// This program, as the database remembers who changed it.
pub(crate) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The schema version of this program.
#[expect(clippy::as_conversions, reason = "a handful of steps, counted where no conversion can be called")]
#[expect(clippy::cast_possible_wrap, reason = "as above")]
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// Its table is made before any statement can be prepared.
const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    version BIGINT NOT NULL PRIMARY KEY,
    program TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// Holds off other processes that open the same PostgreSQL database at the same moment; the number is only ours.
const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(8403817)";

statements! {
    PRESENT = "SELECT version, program FROM schema_version ORDER BY version DESC LIMIT 1";
    REMEMBER = "INSERT INTO schema_version (version, program, applied_at) VALUES ($1, $2, $3)";
}

/// Tables of another program: whatever is there where none of ours is.
const FOREIGN_SQLITE: &str = "SELECT COUNT(*) AS others FROM sqlite_master WHERE type = 'table'
    AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'node_lease')";
/// A PostgreSQL database may hold tables of others beside ours, only not under our names.
const FOREIGN_POSTGRES: &str = "SELECT COUNT(*) AS others FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name IN ('schema_version', 'publisher', 'article', 'account', 'setting')
    AND NOT EXISTS (SELECT 1 FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name = 'node_lease')";

/// Brings the schema up to date inside the given transaction; another program's database is left as it is.
pub(crate) async fn migrate(tx: &mut Tx) -> Result<(), StoreError> {
    let foreign = match tx.dialect() {
        Dialect::Postgres => {
            tx.run_script(ONE_AT_A_TIME).await?;
            FOREIGN_POSTGRES
        }
        Dialect::Sqlite => FOREIGN_SQLITE,
    };
    if let Some(row) = tx.row(foreign, Vec::new()).await?
        && row.get::<i64>("others")? > 0
    {
        return Err(StoreError::Foreign { location: tx.location.to_string() });
    }
    tx.run_script(VERSION_TABLE).await?;
    let present = present_version(tx).await?;
    let steps = (1_i64..).zip(STEPS).filter(|(version, _)| *version > present);
    for (version, step) in steps {
        let script = spell_types(step, tx.dialect());
        tx.run_script(&script).await?;
        tx.run(REMEMBER, values![version, PROGRAM, tx.now]).await?;
    }
    Ok(())
}

async fn present_version(tx: &mut Tx) -> Result<i64, StoreError> {
    let Some(row) = tx.row(PRESENT, Vec::new()).await? else { return Ok(0) };
    let found = row.get("version")?;
    if found <= VERSION {
        return Ok(found);
    }
    let location = tx.location.to_string();
    Err(StoreError::Newer { location, found, program: row.get("program")?, own: PROGRAM })
}

/// What the databases name differently: four types, and the order of bytes, which is SQLite's own.
fn spell_types(step: &str, dialect: Dialect) -> String {
    let types = match dialect {
        Dialect::Sqlite => [
            ("{id}", "INTEGER PRIMARY KEY"),
            ("{bytes}", "BLOB"),
            ("{position}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            ("{transaction}", "BIGINT NOT NULL DEFAULT 0"),
            ("{bytewise}", ""),
        ],
        Dialect::Postgres => [
            ("{id}", "BIGINT PRIMARY KEY"),
            ("{bytes}", "BYTEA"),
            ("{position}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{transaction}", "BIGINT NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)"),
            ("{bytewise}", "COLLATE \"C\""),
        ],
    };
    types.iter().fold(step.to_owned(), |script, (word, spelling)| script.replace(word, spelling))
}

impl Tx {
    fn dialect(&self) -> Dialect {
        match self.held {
            Held::Sqlite(_) => Dialect::Sqlite,
            Held::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs statements of our own that take no values.
    async fn run_script(&mut self, script: &str) -> Result<(), StoreError> {
        let query = sqlx::raw_sql(sqlx::AssertSqlSafe(script));
        let outcome = match &mut self.held {
            Held::Sqlite(loan) => query.execute(loan.connection()?).await.map(drop),
            Held::Postgres(transaction) => {
                let connection: &mut sqlx::PgConnection = transaction;
                query.execute(connection).await.map(drop)
            }
        };
        outcome.map_err(|error| StoreError::explain(&self.location, "migrate the schema", error))
    }
}
