//! The lock of a data folder: many processes use it together, one restores or migrates it alone, and one works on it.
//!
//! The locks are the operating system's own on open files, so they go with the process that holds them, however it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::anyhow;
use thiserror::Error;

use super::private;
use super::user::{FolderUser, Note, living};
use crate::house::House;

/// In the data folder.
pub(crate) const FOLDER: &str = ".lock";
/// Held together by all who use the folder, and alone by who restores it.
const GATE: &str = "gate";
/// Held by the one process that polls, fetches and groups on a SQLite database.
const WORK: &str = "work";
/// Somebody who tidies up is soon gone.
const PATIENCE: u32 = 20;
const LOOK: Duration = Duration::from_millis(100);

/// Why the folder cannot be had.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    /// Others use it.
    #[error("{} is in use by {}", .folder.display(), listed(.users))]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// Those that are known.
        users: Vec<FolderUser>,
    },
    /// It cannot be written or locked.
    #[error("the data folder {} cannot be locked: give this user the right to write in it, or choose another with --data", .folder.display())]
    Unwritable {
        /// The data folder.
        folder: PathBuf,
        /// What the system said, for the log.
        source: io::Error,
    },
}

/// The folder's lock. Dropping it gives the folder back.
#[derive(Debug)]
pub(crate) struct FolderLock {
    folder: PathBuf,
    user: FolderUser,
    note: Note,
    _gate: File,
    work: Option<File>,
}

impl FolderLock {
    /// Uses the folder beside others.
    pub(crate) async fn together(folder: &Path, user: FolderUser) -> Result<Self, Refused> {
        for _ in 0..PATIENCE {
            let gate = open(folder, GATE)?;
            match gate.try_lock_shared() {
                Ok(()) => return Self::noted(folder, user, gate),
                Err(TryLockError::Error(source)) => return Err(unwritable(folder, source)),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(LOOK).await,
            }
        }
        Err(in_use(folder))
    }

    /// Has the folder alone.
    pub(crate) fn alone(folder: &Path, user: FolderUser) -> Result<Self, Refused> {
        let gate = open(folder, GATE)?;
        match gate.try_lock() {
            Ok(()) => Self::noted(folder, user, gate),
            Err(TryLockError::Error(source)) => Err(unwritable(folder, source)),
            Err(TryLockError::WouldBlock) => Err(in_use(folder)),
        }
    }

    /// Becomes the one process that works on the folder's database.
    pub(crate) fn for_work(mut self) -> Result<Self, Refused> {
        let work = open(&self.folder, WORK)?;
        match work.try_lock() {
            Ok(()) => {
                self.work = Some(work);
                Ok(self)
            }
            Err(TryLockError::Error(source)) => Err(unwritable(&self.folder, source)),
            Err(TryLockError::WouldBlock) => {
                let mut users = living(&self.folder.join(FOLDER));
                users.retain(|user| user != &self.user && WORKING.contains(&user.command.as_str()));
                Err(Refused::InUse { folder: self.folder, users })
            }
        }
    }

    /// Tells others where this process serves.
    pub(crate) fn serving_at(&mut self, listen: std::net::SocketAddr) -> io::Result<()> {
        self.user.listen = Some(listen);
        self.note.say(&self.user)
    }

    fn noted(folder: &Path, user: FolderUser, gate: File) -> Result<Self, Refused> {
        let name = House::holder().map_err(|error| unwritable(folder, io::Error::other(error)))?;
        let note = Note::write(&folder.join(FOLDER), &name, &user);
        let note = note.map_err(|source| unwritable(folder, source))?;
        Ok(Self { folder: folder.to_path_buf(), user, note, _gate: gate, work: None })
    }
}

/// What can hold the work lock.
const WORKING: [&str; 3] = ["tidings", "tidings work", "tidings demo"];

/// Everybody who uses a folder now.
pub(crate) fn users(folder: &Path) -> Vec<FolderUser> {
    living(&folder.join(FOLDER))
}

fn open(folder: &Path, name: &str) -> Result<File, Refused> {
    let locks = folder.join(FOLDER);
    let opened = private::make_folder(&locks)
        .and_then(|()| private::writing().create(true).truncate(false).open(locks.join(name)));
    opened.map_err(|source| unwritable(folder, source))
}

fn unwritable(folder: &Path, source: io::Error) -> Refused {
    Refused::Unwritable { folder: folder.to_path_buf(), source }
}

fn in_use(folder: &Path) -> Refused {
    Refused::InUse { folder: folder.to_path_buf(), users: users(folder) }
}

fn listed(users: &[FolderUser]) -> String {
    match users {
        [] => "another Tidings".to_owned(),
        users => users.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

impl Refused {
    /// The refusal with what to do about it.
    pub(crate) fn with_cure(self, cure: &str) -> anyhow::Error {
        match &self {
            Self::InUse { .. } => anyhow!("{self}; {cure}"),
            Self::Unwritable { source, .. } => {
                tracing::debug!(%source, "the folder cannot be locked");
                anyhow!("{self}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tidings_model::time::Timestamp;

    use super::*;

    fn user(command: &str) -> FolderUser {
        let since = Timestamp::from_millis(1_795_000_000_000);
        FolderUser { process: std::process::id(), command: command.to_owned(), since, listen: None }
    }

    #[tokio::test]
    async fn many_use_a_folder_and_one_has_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let one = FolderLock::together(folder.path(), user("tidings serve")).await.unwrap();
        let two = FolderLock::together(folder.path(), user("tidings add")).await.unwrap();
        let refused = FolderLock::alone(folder.path(), user("tidings restore")).unwrap_err().to_string();
        assert!(refused.contains("tidings serve") && refused.contains("2026-"), "{refused}");
        drop((one, two));
        let alone = FolderLock::alone(folder.path(), user("tidings restore")).unwrap();
        let refused = FolderLock::together(folder.path(), user("tidings add")).await.unwrap_err();
        assert!(refused.to_string().contains("tidings restore"), "{refused}");
        drop(alone);
        assert_eq!(users(folder.path()), []);
    }

    #[tokio::test]
    async fn one_works() {
        let folder = tempfile::tempdir().unwrap();
        let lock = || FolderLock::together(folder.path(), user("tidings"));
        let first = lock().await.unwrap().for_work().unwrap();
        let refused = lock().await.unwrap().for_work().unwrap_err();
        assert!(matches!(refused, Refused::InUse { .. }));
        drop(first);
        assert!(lock().await.unwrap().for_work().is_ok());
    }

    #[tokio::test]
    async fn the_note_of_a_killed_process_blocks_nobody() {
        let folder = tempfile::tempdir().unwrap();
        drop(FolderLock::together(folder.path(), user("tidings")).await.unwrap());
        let left = folder.path().join(FOLDER).join("4711-killed.json");
        fs::write(&left, serde_json::to_vec(&user("tidings")).unwrap()).unwrap();
        assert_eq!(users(folder.path()), []);
        assert!(!left.exists(), "it is removed");
        assert!(FolderLock::alone(folder.path(), user("tidings restore")).is_ok());
    }
}
