//! Opening the two databases and asking them outside of transactions.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgPool, SqlSafeStr as _,
    SqliteConnection, SqlitePool,
};

use crate::database::dialect::Dialect;
use crate::database::row::Row;
use crate::database::statement::{rows_of_postgres, rows_of_sqlite};
use crate::database::transaction::Held;
use crate::database::value::Value;
use crate::database::writer::Writer;
use crate::error::StoreError;
use crate::location::Location;

/// How long another process may hold the SQLite file before we give up.
const BUSY: Duration = Duration::from_secs(10);
/// How long a page waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);
const READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;
/// Every statement fits, so that none is prepared twice on a connection.
const CACHED_STATEMENTS: usize = 500;

/// The two databases.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite {
        writer: Writer,
        /// `None` in memory, where the writing connection is the only one.
        readers: Option<SqlitePool>,
    },
    Postgres(PgPool),
}

impl Database {
    /// Waits for a transaction.
    pub(crate) async fn begin(&self, location: &Location) -> Result<Held, StoreError> {
        match self {
            Self::Sqlite { writer, .. } => Ok(Held::Sqlite(writer.borrow().await?)),
            Self::Postgres(pool) => match pool.begin().await {
                Ok(transaction) => Ok(Held::Postgres(transaction)),
                Err(error) => Err(StoreError::explain(location, "BEGIN", error)),
            },
        }
    }

    /// Closes the connections after the transactions that wait.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                writer.stop().await;
                if let Some(pool) = readers {
                    pool.close().await;
                }
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Asks for rows outside of a transaction.
    pub(crate) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, ReadFailure> {
        match self {
            Self::Sqlite { readers: Some(pool), .. } => {
                let mut connection = pool.acquire().await?;
                Ok(rows_of_sqlite(&mut connection, sql, values).await?)
            }
            Self::Sqlite { writer, readers: None } => {
                let mut loan = writer.borrow().await?;
                Ok(rows_of_sqlite(loan.connection()?, sql, values).await?)
            }
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                Ok(rows_of_postgres(&mut connection, sql, values).await?)
            }
        }
    }

    /// Prepares a statement without running it.
    pub(crate) async fn prepare(&self, sql: &'static str) -> sqlx::Result<()> {
        match self {
            Self::Sqlite { readers: Some(pool), .. } => {
                let mut connection = pool.acquire().await?;
                connection.prepare(AssertSqlSafe(Dialect::Sqlite.spell(sql)).into_sql_str()).await.map(drop)
            }
            Self::Sqlite { readers: None, .. } => Ok(()),
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                connection.prepare(AssertSqlSafe(Dialect::Postgres.spell(sql)).into_sql_str()).await.map(drop)
            }
        }
    }
}

/// Why a question got no rows: the driver's error is explained by who knows the location.
pub(crate) enum ReadFailure {
    Driver(sqlx::Error),
    Store(StoreError),
}

impl From<sqlx::Error> for ReadFailure {
    fn from(error: sqlx::Error) -> Self {
        Self::Driver(error)
    }
}

impl From<StoreError> for ReadFailure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Opens the writing connection of a SQLite database.
pub(crate) async fn connect_sqlite(location: &Location) -> Result<SqliteConnection, StoreError> {
    let options = match location {
        Location::Sqlite(path) => sqlite_options(path),
        _ => SqliteConnectOptions::new().in_memory(true).foreign_keys(true).collation("C", str::cmp),
    };
    options.connect().await.map_err(|error| StoreError::explain(location, "open the file", error))
}

/// Opens the readers of a SQLite file; a database in memory has none.
pub(crate) async fn connect_readers(location: &Location) -> Result<Option<SqlitePool>, StoreError> {
    let Location::Sqlite(path) = location else { return Ok(None) };
    let options = sqlite_options(path).create_if_missing(false).pragma("query_only", "ON");
    let pool =
        SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE).connect_with(options);
    pool.await.map(Some).map_err(|error| StoreError::explain(location, "open the file", error))
}

/// Opens PostgreSQL.
pub(crate) async fn connect_postgres(address: &str, location: &Arc<Location>) -> Result<PgPool, StoreError> {
    let explain = |error| StoreError::explain(location, "connect", error);
    let options: PgConnectOptions = address.parse().map_err(explain)?;
    let options = options
        .application_name("tidings")
        .statement_cache_capacity(CACHED_STATEMENTS)
        .disable_statement_logging();
    // One connection first: the pool would go on trying where nobody answers, and forget why.
    let first = tokio::time::timeout(PATIENCE, options.connect()).await;
    let first =
        first.map_err(|_elapsed| explain(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))?;
    first.map_err(explain)?.close().await.map_err(explain)?;
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE);
    pool.connect_with(options).await.map_err(explain)
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .collation("C", str::cmp)
        .statement_cache_capacity(CACHED_STATEMENTS)
        .disable_statement_logging()
}
