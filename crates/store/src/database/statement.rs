//! How a statement runs on a connection of either database, and the list in which every file keeps its statements.

use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

use crate::database::dialect::Dialect;
use crate::database::row::Row;
use crate::database::value::Value;

/// Declares the statements of a file as constants and lists them in `STATEMENTS`, so that a test can prepare each one.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: &str = $sql;)+
        /// Every statement of this file.
        pub(crate) const STATEMENTS: &[&str] = &[$($name),+];
    };
}
pub(crate) use statements;

macro_rules! bound {
    ($dialect:expr, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($dialect.spell($sql)));
        for value in $values {
            query = match value {
                Value::Int(number) => query.bind(number),
                Value::Real(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

/// Runs a statement on SQLite; gives the number of rows it touched.
pub(crate) async fn run_on_sqlite(
    connection: &mut SqliteConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::Result<u64> {
    Ok(bound!(Dialect::Sqlite, sql, values).execute(connection).await?.rows_affected())
}

/// Runs a statement on PostgreSQL; gives the number of rows it touched.
pub(crate) async fn run_on_postgres(
    connection: &mut PgConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::Result<u64> {
    Ok(bound!(Dialect::Postgres, sql, values).execute(connection).await?.rows_affected())
}

/// Asks SQLite for rows.
pub(crate) async fn rows_of_sqlite(
    connection: &mut SqliteConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::Result<Vec<Row>> {
    let rows = bound!(Dialect::Sqlite, sql, values).fetch_all(connection).await?;
    Ok(rows.into_iter().map(Row::Sqlite).collect())
}

/// Asks PostgreSQL for rows.
pub(crate) async fn rows_of_postgres(
    connection: &mut PgConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> sqlx::Result<Vec<Row>> {
    let rows = bound!(Dialect::Postgres, sql, values).fetch_all(connection).await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}
