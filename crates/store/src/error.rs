//! What can go wrong with the database, each named with its cure.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

/// A failure of the database. "Not found" is none: such functions give an `Option`.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// The setting names no database we know.
    #[error(
        "\"{setting}\" names no database: give the path of a file, or an address such as postgres://user@host/name"
    )]
    UnknownLocation {
        /// What was set, without a password.
        setting: String,
    },
    /// The folder or file of a SQLite database cannot be opened or written.
    #[error("{path} cannot be written: give this user the right to, or choose another folder with --data")]
    Unwritable {
        /// The file.
        path: PathBuf,
    },
    /// The claim on a job ran out while its result was being stored; whoever has the job now stores it.
    #[error(
        "another worker took the job over while its result was being stored; nothing of this try is kept"
    )]
    LostClaim,
    /// The disk is full.
    #[error(
        "the disk that holds the database ({location}) is full: free some space and start again; nothing stored is lost"
    )]
    Full {
        /// The database.
        location: String,
    },
    /// Another process holds the database for longer than we wait.
    #[error(
        "the database ({location}) is in use by another process: wait until that one is done, or stop it"
    )]
    InUse {
        /// The database.
        location: String,
    },
    /// A later version of the program has changed the database.
    #[error(
        "the database ({location}) was brought to schema {found} by Tidings {program}, and this is {own}: open it with Tidings {program} or later"
    )]
    Newer {
        /// The database.
        location: String,
        /// Its schema version.
        found: i64,
        /// The program that can open it.
        program: String,
        /// This program.
        own: &'static str,
    },
    /// The file is no SQLite database, or a damaged one.
    #[error("{location} is damaged or no database: restore it from a backup, or choose another file")]
    Damaged {
        /// The database.
        location: String,
    },
    /// The database is another program's.
    #[error(
        "{location} is a database of another program and is left as it is: choose another one for Tidings"
    )]
    Foreign {
        /// The database.
        location: String,
    },
    /// A secret was sealed under another key than the one that is here.
    #[error(
        "it is sealed under a key that is not here: put back the key it was stored with (tidings.key in the data folder, or the setting key), or give it anew"
    )]
    Sealed,
    /// A secret cannot be kept without a key.
    #[error(
        "secrets are kept only under a key, and there is none: put tidings.key back in the data folder, or give the setting key"
    )]
    NoKey,
    /// A copy was to be written to a file that is there already.
    #[error("{path} exists already and is left as it is: name a new file")]
    CopyExists {
        /// The file.
        path: PathBuf,
    },
    /// Another process is writing a copy to the same file.
    #[error(
        "{path} is being written by another tidings backup: wait until that one is done, or name another file"
    )]
    CopyInUse {
        /// The file.
        path: PathBuf,
    },
    /// A copy cannot be written.
    #[error(
        "{path} cannot be written: see that its folder is there, that this user may write in it, and that the disk has room"
    )]
    CopyFailed {
        /// The file.
        path: PathBuf,
    },
    /// The database server does not answer or refuses us.
    #[error(
        "the database server at {location} cannot be used ({reason}): check that it runs and the --database address"
    )]
    Unreachable {
        /// The database.
        location: String,
        /// What the server or the network said.
        reason: String,
    },
    /// A statement failed.
    #[error("the database failed at \"{statement}\"{}", .code.as_ref().map(|code| format!(" (code {code})")).unwrap_or_default())]
    Statement {
        /// The beginning of the statement.
        statement: String,
        /// The database's own code for it.
        code: Option<String>,
        /// What the database said.
        source: Arc<sqlx::Error>,
    },
    /// A stored value is not what it should be.
    #[error("the database holds a value that cannot be read in {column}: {reason}")]
    Value {
        /// The column.
        column: String,
        /// Why.
        reason: String,
    },
    /// All 128 numbers for processes are taken.
    #[error(
        "128 processes are using this database: stop some, or wait a quarter of an hour after they have crashed"
    )]
    NoNodeFree,
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    /// The backup cannot be made here.
    #[error("a backup of this database is made with its own tools, such as pg_dump")]
    NoBackup,
    /// The store was closed.
    #[error("the database was closed: this process is stopping")]
    Closed,
}

impl StoreError {
    /// Whether it is worth trying the same again soon: another process held the database, or two transactions met.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::InUse { .. } | Self::Unreachable { .. } => true,
            Self::Statement { source, .. } => {
                code_of(source).is_some_and(|code| code == "40001" || code == "40P01")
            }
            _ => false,
        }
    }

    /// Turns what the driver says into what a person can do.
    pub(crate) fn explain(location: &crate::Location, statement: &str, error: sqlx::Error) -> Self {
        let place = || location.to_string();
        let code = code_of(&error).unwrap_or_default();
        match (location, code.as_str()) {
            (crate::Location::Postgres(_), "53100") => Self::Full { location: place() },
            (crate::Location::Postgres(_), code) if is_refusal(code) || is_connection_failure(&error) => {
                Self::Unreachable { location: place(), reason: reason_of(&error) }
            }
            (crate::Location::Postgres(_), _) => Self::statement(statement, error),
            (_, code) => match primary_code(code) {
                5 | 6 => Self::InUse { location: place() },
                13 => Self::Full { location: place() },
                8 | 14 => Self::Unwritable { path: path_of(location) },
                11 | 26 => Self::Damaged { location: place() },
                _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::InUse { location: place() },
                _ => Self::statement(statement, error),
            },
        }
    }

    fn statement(statement: &str, error: sqlx::Error) -> Self {
        let statement = statement.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
        tracing::debug!(%error, statement, "the database failed");
        Self::Statement { statement, code: code_of(&error), source: Arc::new(error) }
    }
}

/// SQLite's primary result code is the low byte of the extended one (<https://www.sqlite.org/rescode.html>).
fn primary_code(code: &str) -> i64 {
    code.parse::<i64>().map_or(0, |code| code & 0xff)
}

fn code_of(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned)
}

/// Classes 08 (connection), 28 (authorisation), 3D (no such database), 53 (resources), 57P (shutdown), see PostgreSQL's
/// Appendix A.
fn is_refusal(code: &str) -> bool {
    ["08", "28", "3D", "53", "57P"].iter().any(|class| code.starts_with(class))
}

fn is_connection_failure(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Configuration, Io, PoolClosed, PoolTimedOut, Tls};
    matches!(error, Io(_) | Tls(_) | PoolTimedOut | PoolClosed | Configuration(_))
}

/// Why the server cannot be used, in plain words; what the driver says is for the log.
fn reason_of(error: &sqlx::Error) -> String {
    tracing::debug!(%error, "the database server cannot be used");
    let reason = match (error, code_of(error).unwrap_or_default().as_str()) {
        (_, code) if code.starts_with("28") => "it refuses this name or password",
        (_, code) if code.starts_with("3D") => "it has no database of this name",
        (_, "53300") => "it has no connection left",
        (_, code) if code.starts_with("57P") => "it is starting or stopping",
        (sqlx::Error::PoolTimedOut, _) => "no connection became free in time",
        (sqlx::Error::PoolClosed, _) => "this process is stopping",
        (sqlx::Error::Configuration(_), _) => "the address has a slip in it",
        (sqlx::Error::Tls(_), _) => "no encrypted connection can be made",
        (sqlx::Error::Io(error), _) => match error.kind() {
            ErrorKind::ConnectionRefused => "nobody answers at this address",
            ErrorKind::TimedOut => "it does not answer in time",
            _ => "it cannot be reached, or its name cannot be looked up",
        },
        _ => "it gave up",
    };
    reason.to_owned()
}

fn path_of(location: &crate::Location) -> PathBuf {
    match location {
        crate::Location::Sqlite(path) => path.clone(),
        other => PathBuf::from(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;
    use crate::Location;

    #[tokio::test]
    async fn a_full_disk_is_named_with_the_cure() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let fill = "PRAGMA max_page_count = 4; CREATE TABLE filling (filler BLOB);
            INSERT INTO filling VALUES (zeroblob(1000000))";
        let error = sqlx::raw_sql(fill).execute(&mut connection).await.map(drop).unwrap_err();
        let error = StoreError::explain(&Location::Sqlite("/data/tidings.db".into()), fill, error);
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        assert!(
            error.to_string().contains("/data/tidings.db") && error.to_string().contains("free some space")
        );
    }
}
