//! Rows that come out of queries: one enum for both databases, read by column name.

use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use tidings_model::bound::Bound;
use tidings_model::time::Timestamp;

use crate::error::StoreError;

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that a column can be read as.
pub(crate) trait Column: Sized {
    fn read(row: &Row, column: &str) -> Result<Self, sqlx::Error>;
}

impl Row {
    /// Reads a column.
    pub(crate) fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        T::read(self, column).map_err(|error| unreadable(column, &error))
    }

    /// Reads a text as one line within its bound, whenever and by whatever program it was stored.
    pub(crate) fn line(&self, column: &str, bound: Bound) -> Result<String, StoreError> {
        let mut text = self.get(column)?;
        bound.hold(&mut text);
        Ok(text)
    }

    /// As [`Self::line`], for a text that may be missing.
    pub(crate) fn some_line(&self, column: &str, bound: Bound) -> Result<Option<String>, StoreError> {
        let mut text = self.get(column)?;
        bound.hold_some(&mut text);
        Ok(text)
    }

    /// Reads a column that holds JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.get::<String>(column)?).map_err(|error| unreadable(column, &error))
    }
}

fn unreadable(column: &str, error: &dyn std::error::Error) -> StoreError {
    StoreError::Value { column: column.to_owned(), reason: error.to_string() }
}

macro_rules! native_columns {
    ($($native:ty),+) => {$(
        impl Column for $native {
            fn read(row: &Row, column: &str) -> Result<Self, sqlx::Error> {
                match row {
                    Row::Sqlite(row) => row.try_get(column),
                    Row::Postgres(row) => row.try_get(column),
                }
            }
        }
    )+};
}

native_columns!(i64, Option<i64>, f64, String, Option<String>, Vec<u8>, Option<Vec<u8>>);

impl Column for bool {
    fn read(row: &Row, column: &str) -> Result<Self, sqlx::Error> {
        i64::read(row, column).map(|number| number != 0)
    }
}

impl Column for Timestamp {
    fn read(row: &Row, column: &str) -> Result<Self, sqlx::Error> {
        i64::read(row, column).map(Self::from_millis)
    }
}

impl Column for Option<Timestamp> {
    fn read(row: &Row, column: &str) -> Result<Self, sqlx::Error> {
        Ok(Option::<i64>::read(row, column)?.map(Timestamp::from_millis))
    }
}
