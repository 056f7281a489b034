//! Who uses the data folder: each process keeps a note there, which lives as long as the process does.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tidings_model::time::Timestamp;

use super::private;

/// A process as others on the same folder see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FolderUser {
    /// Its id, as the system counts.
    pub(crate) process: u32,
    /// What it runs, such as `tidings serve`.
    pub(crate) command: String,
    /// When it began.
    pub(crate) since: Timestamp,
    /// Where it serves pages.
    pub(crate) listen: Option<SocketAddr>,
}

impl std::fmt::Display for FolderUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let since = self.since.to_jiff().strftime("%Y-%m-%d %H:%M:%S UTC");
        write!(f, "process {} ({}, since {since})", self.process, self.command)
    }
}

/// The note of this process. Its lock tells the living from the killed: the system lets it go with the process.
#[derive(Debug)]
pub(crate) struct Note {
    file: File,
    path: PathBuf,
}

const SUFFIX: &str = "json";

impl Note {
    /// Writes the note; it appears under its name only when it is complete and locked.
    ///
    /// # Errors
    ///
    /// The folder cannot be written.
    pub(crate) fn write(folder: &Path, name: &str, user: &FolderUser) -> io::Result<Self> {
        let draft = folder.join(format!("{name}.new"));
        let file = private::writing().create(true).truncate(true).open(&draft)?;
        file.lock()?;
        let path = folder.join(format!("{name}.{SUFFIX}"));
        let note = Self { file, path };
        note.say(user)?;
        fs::rename(&draft, &note.path)?;
        Ok(note)
    }

    /// Says something new of this process.
    ///
    /// # Errors
    ///
    /// The note cannot be written.
    pub(crate) fn say(&self, user: &FolderUser) -> io::Result<()> {
        let text = serde_json::to_vec(user).map_err(io::Error::other)?;
        self.file.set_len(0)?;
        io::Seek::rewind(&mut &self.file)?;
        (&self.file).write_all(&text)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // Whoever finds it later sees that nobody holds it, and removes it.
        drop(fs::remove_file(&self.path));
    }
}

/// The processes that live; notes of killed ones are removed.
pub(crate) fn living(folder: &Path) -> Vec<FolderUser> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let notes = entries.map(|entry| entry.path());
    let notes = notes.filter(|path| path.extension().is_some_and(|extension| extension == SUFFIX));
    let mut living: Vec<FolderUser> = notes.filter_map(|path| look(&path)).collect();
    living.sort_by_key(|user| user.since);
    living
}

fn look(path: &Path) -> Option<FolderUser> {
    let file = File::open(path).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => serde_json::from_slice(&fs::read(path).ok()?).ok(),
        Ok(()) => {
            drop(fs::remove_file(path));
            None
        }
        Err(TryLockError::Error(_)) => None,
    }
}
