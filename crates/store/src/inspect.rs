//! Looking into a SQLite file that may become, or is, a database of ours: whether it is whole, ours, and of a version we know.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqliteConnection};
use thiserror::Error;

use crate::migration::{PROGRAM, VERSION};

/// Why a file cannot be a database of ours, as the end of a sentence that begins with the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unfit {
    /// Nobody of this name is there, or this user may not read it.
    #[error("cannot be read: give this user the right to, or name another file")]
    Unreadable,
    /// A folder, a device or the like.
    #[error("is no file: name a file that tidings backup wrote")]
    NoFile,
    /// No byte in it.
    #[error("is empty: name a file that tidings backup wrote")]
    Empty,
    /// Another kind of file.
    #[error("is no SQLite database: name a file that tidings backup wrote")]
    NotSqlite,
    /// Its end is missing.
    #[error(
        "is cut short: {held} of {whole} bytes are there; copy it again from where it was kept, or take another backup"
    )]
    CutShort {
        /// Bytes that are there.
        held: u64,
        /// Bytes that there should be.
        whole: u64,
    },
    /// SQLite's own check finds that it is not as it was written.
    #[error(
        "is damaged: SQLite's own check fails; copy it again from where it was kept, or take another backup"
    )]
    Damaged,
    /// A database, but of another program.
    #[error("is a database of another program: name a file that tidings backup wrote")]
    Foreign,
    /// A later version of the program wrote it.
    #[error(
        "was written by Tidings {program} with schema {found}, and this is Tidings {PROGRAM} with schema {VERSION}: use Tidings {program} or later"
    )]
    Newer {
        /// Its schema version.
        found: i64,
        /// The program that can open it.
        program: String,
    },
}

/// What a sound database of ours says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// Its schema version, at most [`Inspected::NEWEST`].
    pub version: i64,
    /// The program that brought it to that version.
    pub program: String,
}

impl Inspected {
    /// The schema version of this program.
    pub const NEWEST: i64 = VERSION;
}

const NEWEST_STEP: &str = "SELECT version, program FROM schema_version ORDER BY version DESC LIMIT 1";
const OUR_TABLES: &str = "SELECT COUNT(*) FROM sqlite_master
    WHERE type = 'table' AND name IN ('publisher', 'feed', 'article', 'story', 'job', 'account', 'node_lease')";
const ALL_OF_THEM: i64 = 7;
const CHECK: &str = "PRAGMA integrity_check(20)";

/// First bytes of every SQLite file (<https://www.sqlite.org/fileformat.html>, section 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";
const HEADER: usize = 100;

/// Looks into a SQLite file: its head, its length, SQLite's own check of every page and index, our schema and its version. A
/// write-ahead log beside it belongs to it.
///
/// # Errors
/// What is wrong with it.
pub async fn inspect(file: &Path) -> Result<Inspected, Unfit> {
    inspect_head(file)?;
    let options =
        SqliteConnectOptions::new().filename(file).create_if_missing(false).collation("C", str::cmp);
    let mut connection =
        options.disable_statement_logging().connect().await.map_err(|_error| Unfit::Damaged)?;
    let outcome = inside(&mut connection).await;
    let closed = connection.close().await;
    let inspected = outcome?;
    closed.map_err(|_error| Unfit::Damaged)?;
    Ok(inspected)
}

/// The quick look, which reads a hundred bytes only.
///
/// # Errors
/// What is wrong with it.
pub fn inspect_head(file: &Path) -> Result<(), Unfit> {
    let about = std::fs::metadata(file).map_err(|_error| Unfit::Unreadable)?;
    if !about.is_file() {
        return Err(Unfit::NoFile);
    }
    if about.len() == 0 {
        return Err(Unfit::Empty);
    }
    let mut head = Vec::with_capacity(HEADER);
    let opened = File::open(file).map_err(|_error| Unfit::Unreadable)?;
    opened.take(100).read_to_end(&mut head).map_err(|_error| Unfit::Unreadable)?;
    if !head.starts_with(MAGIC) {
        return Err(Unfit::NotSqlite);
    }
    let whole = said_length(&head).unwrap_or_default();
    // What is still in a write-ahead log is not in the file yet, so a log excuses what is missing.
    if about.len() < whole && !has_log(file) {
        return Err(Unfit::CutShort { held: about.len(), whole });
    }
    Ok(())
}

fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// Pages times their size, where the head's own count can be believed: bytes 16 to 17, 24 to 31 and 92 to 95.
fn said_length(head: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let size = u16::from_be_bytes(head.get(16..18)?.try_into().ok()?);
    let size = if size == 1 { 65_536 } else { u64::from(size) };
    let is_current = number(24)? == number(92)?;
    is_current.then_some(u64::from(number(28)?) * size)
}

async fn inside(connection: &mut SqliteConnection) -> Result<Inspected, Unfit> {
    if !is_sound(connection).await {
        return Err(Unfit::Damaged);
    }
    let ours = sqlx::query_scalar::<_, i64>(OUR_TABLES).fetch_one(&mut *connection).await;
    let step = sqlx::query(NEWEST_STEP).fetch_optional(&mut *connection).await;
    let (Ok(ALL_OF_THEM), Ok(Some(step))) = (ours, step) else { return Err(Unfit::Foreign) };
    let (Ok(version), Ok(program)) = (step.try_get("version"), step.try_get("program")) else {
        return Err(Unfit::Foreign);
    };
    if version > VERSION {
        return Err(Unfit::Newer { found: version, program });
    }
    Ok(Inspected { version, program })
}

/// SQLite's own check of every page and index. What it finds is for the log.
pub(crate) async fn is_sound(connection: &mut SqliteConnection) -> bool {
    match sqlx::query_scalar::<_, String>(CHECK).fetch_all(connection).await {
        Ok(found) if found == ["ok"] => true,
        Ok(found) => {
            tracing::debug!(?found, "SQLite's check fails");
            false
        }
        Err(error) => {
            tracing::debug!(%error, "SQLite's check cannot be done");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tidings_model::time::SystemClock;

    use super::*;
    use crate::{Location, Store};

    async fn fresh(file: &Path) {
        let store = Store::open(&Location::Sqlite(file.to_path_buf()), Arc::new(SystemClock)).await.unwrap();
        store.set_setting("mode", "private").await.unwrap();
        store.close().await.unwrap();
    }

    async fn run(file: &Path, sql: &'static str) {
        let options =
            SqliteConnectOptions::new().filename(file).create_if_missing(true).collation("C", str::cmp);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    #[tokio::test]
    async fn each_kind_of_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copy.sqlite");
        assert_eq!(inspect(&file).await, Err(Unfit::Unreadable));
        assert_eq!(inspect(folder.path()).await, Err(Unfit::NoFile));
        std::fs::write(&file, "").unwrap();
        assert_eq!(inspect(&file).await, Err(Unfit::Empty));
        std::fs::write(&file, "Dear reader").unwrap();
        assert_eq!(inspect(&file).await, Err(Unfit::NotSqlite));
        std::fs::write(&file, MAGIC).unwrap();
        assert_eq!(inspect(&file).await, Err(Unfit::Damaged), "a head and nothing else");
        std::fs::remove_file(&file).unwrap();
        run(
            &file,
            "CREATE TABLE recipe (name TEXT); CREATE TABLE schema_version (version INT, program TEXT)",
        )
        .await;
        assert_eq!(inspect(&file).await, Err(Unfit::Foreign));
    }

    #[tokio::test]
    async fn a_database_of_ours_is_whole_or_it_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copy.sqlite");
        fresh(&file).await;
        assert_eq!(inspect(&file).await.unwrap().version, Inspected::NEWEST);
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() - 5_000]).unwrap();
        assert!(matches!(inspect(&file).await, Err(Unfit::CutShort { .. })));
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle..middle + 9_000].fill(0xA5);
        std::fs::write(&file, &damaged).unwrap();
        assert_eq!(inspect(&file).await, Err(Unfit::Damaged));
        std::fs::write(&file, &whole).unwrap();
        run(&file, "INSERT INTO schema_version (version, program, applied_at) VALUES (99, '7.3.0', 0)").await;
        let newer = inspect(&file).await.unwrap_err();
        assert!(newer.to_string().contains("Tidings 7.3.0"), "{newer}");
    }
}
