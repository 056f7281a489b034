//! A copy of a SQLite database while it is in use: written under another name, checked, and only then given its own.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::database::pool::connect_sqlite;
use crate::error::StoreError;
use crate::inspect::inspect;
use crate::location::Location;
use crate::store::Store;

/// One consistent state of the whole database, whatever is written meanwhile.
const COPY: &str = "VACUUM INTO $1";

impl Store {
    /// Writes a copy of a SQLite database to a file that must not be there yet. The copy is one consistent state, is checked
    /// before it gets its name, and is on the disk when this returns; a copy that is broken off leaves `NAME.writing`,
    /// which the next one to the same name takes over.
    ///
    /// # Errors
    /// [`StoreError::NoBackup`] on PostgreSQL, whose own tools do it; [`StoreError::CopyExists`], [`StoreError::CopyFailed`]
    /// and [`StoreError::Full`] otherwise. Nothing is left then.
    pub async fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let Location::Sqlite(path) = self.location() else { return Err(StoreError::NoBackup) };
        copy(path, target).await
    }
}

/// [`Store::backup`] of a database that is not opened, and stays as it is.
///
/// # Errors
/// As there.
pub async fn copy(source: &Path, target: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(target).is_ok() {
        return Err(StoreError::CopyExists { path: target.to_path_buf() });
    }
    let draft = beside(target);
    let held = hold(&draft, target)?;
    let outcome = match write(source, &draft, target).await {
        Ok(()) => publish(&held, &draft, target),
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        // The failure itself is what is told; an empty rest would only be in the way.
        drop(fs::remove_file(&draft));
    }
    outcome
}

/// Where a copy is written before it is complete.
fn beside(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(".writing");
    PathBuf::from(name)
}

/// Takes the draft for this process, empty.
fn hold(draft: &Path, target: &Path) -> Result<File, StoreError> {
    let failed = |_error| StoreError::CopyFailed { path: target.to_path_buf() };
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(draft).map_err(failed)?;
    if file.try_lock().is_err() {
        return Err(StoreError::CopyInUse { path: target.to_path_buf() });
    }
    file.set_len(0).map_err(failed)?;
    Ok(file)
}

async fn write(source: &Path, draft: &Path, target: &Path) -> Result<(), StoreError> {
    // A connection of its own: the readers may not write, and the writer must not wait.
    let mut connection = connect_sqlite(&Location::Sqlite(source.to_path_buf())).await?;
    let query = sqlx::query(COPY).bind(draft.to_string_lossy().into_owned());
    query.execute(&mut connection).await.map_err(|error| {
        match StoreError::explain(&Location::Sqlite(target.to_path_buf()), "write a copy", error) {
            StoreError::Damaged { .. } => StoreError::Damaged { location: source.display().to_string() },
            full @ StoreError::Full { .. } => full,
            _ => StoreError::CopyFailed { path: target.to_path_buf() },
        }
    })?;
    let inspected = inspect(draft).await;
    inspected.map(drop).map_err(|_unfit| StoreError::Damaged { location: source.display().to_string() })
}

/// Gives the draft its name without taking it from another file, and waits until both are on the disk.
fn publish(held: &File, draft: &Path, target: &Path) -> Result<(), StoreError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::CopyExists { path: target.to_path_buf() },
        _ => StoreError::CopyFailed { path: target.to_path_buf() },
    };
    held.sync_all().map_err(failed)?;
    match fs::hard_link(draft, target) {
        Ok(()) => fs::remove_file(draft).map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(failed(error)),
        // A file system without hard links: it was free a moment ago, which is the best that can be had there.
        Err(_) => fs::rename(draft, target).map_err(failed)?,
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Some file systems cannot flush a folder; the file itself is flushed.
    drop(File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()));
    Ok(())
}
