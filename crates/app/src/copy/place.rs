//! The places in the data folder that a restore goes through, and how one that was broken off comes to its end.
//!
//! A copy lies under the name *staged* until it is checked. Giving it the name *decided* is one step of the file system: before
//! it the old database is the database, after it the new one is, and whoever comes next does the rest.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tidings_model::time::Timestamp;

const DATABASE: &str = "tidings.sqlite";
const STAGED: &str = "tidings.restoring";
const DECIDED: &str = "tidings.restored.";
/// SQLite's write-ahead log, the index of it, and the journal of a file that is not in that mode yet. They belong to the database
/// file whose name they carry, and would be written into any other file of that name.
const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The places of one data folder.
#[derive(Debug)]
pub(crate) struct Place {
    folder: PathBuf,
}

impl Place {
    /// The places in a data folder.
    pub(crate) fn of(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// Where a copy lies until it is checked.
    pub(crate) fn staged(&self) -> PathBuf {
        self.folder.join(STAGED)
    }

    /// Where a database that makes room is kept: a dated name that nothing has yet.
    pub(crate) fn free_name(&self, why: &str, now: Timestamp) -> PathBuf {
        let stamp = now.to_jiff().strftime("%Y-%m-%d-%H%M%S").to_string();
        let name = |number: usize| {
            let number = if number < 2 { String::new() } else { format!("-{number}") };
            self.folder.join(format!("tidings-{why}-{stamp}{number}.sqlite"))
        };
        let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        (1..10_000).map(name).find(is_free).unwrap_or_else(|| name(10_000))
    }

    /// Whether a restore was broken off here.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.is_staged() || !self.decided().is_empty()
    }

    /// Brings a restore that was broken off to its end: one that was decided is done, one that was not is undone. The folder must
    /// be ours alone.
    ///
    /// # Errors
    ///
    /// A file cannot be moved.
    pub(crate) fn tidy(&self) -> anyhow::Result<()> {
        for decided in self.decided() {
            let kept = self.finish(&decided)?;
            eprintln!(
                "tidings: a restore that was broken off is done now; the database before it is {}",
                told(kept.as_ref())
            );
        }
        if self.is_staged() {
            self.drop_staged()?;
            eprintln!(
                "tidings: a restore was broken off before it changed anything; its unfinished copy is removed"
            );
        }
        Ok(())
    }

    fn is_staged(&self) -> bool {
        let staged = self.staged();
        [staged.clone()].into_iter().chain(logs_of(&staged)).any(|path| fs::symlink_metadata(path).is_ok())
    }

    /// Removes the staged copy with its logs.
    ///
    /// # Errors
    ///
    /// One of them cannot be removed.
    pub(crate) fn drop_staged(&self) -> anyhow::Result<()> {
        self.drop_logs()?;
        remove(&self.staged())
    }

    fn drop_logs(&self) -> anyhow::Result<()> {
        logs_of(&self.staged()).iter().try_for_each(|log| remove(log))
    }

    /// Decides for the staged copy, which from now on is the database. Gives where the old one is kept, if there was one.
    ///
    /// # Errors
    ///
    /// A file cannot be moved; before the decision the old database is still in its place.
    pub(crate) fn decide(&self, now: Timestamp) -> anyhow::Result<Option<PathBuf>> {
        let kept = self.free_name("before-restore", now);
        let stamp = kept.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let decided = self.folder.join(format!("{DECIDED}{stamp}"));
        // The copy was closed, so what may lie there is empty.
        self.drop_logs()?;
        fs::rename(self.staged(), &decided)
            .with_context(|| format!("{} cannot be renamed; nothing was changed", self.staged().display()))?;
        self.flush();
        self.finish(&decided)
    }

    /// Each step can be done again after a kill: what was moved is moved.
    fn finish(&self, decided: &Path) -> anyhow::Result<Option<PathBuf>> {
        let name = decided.file_name().unwrap_or_default().to_string_lossy();
        let kept = self.folder.join(format!("{}.sqlite", name.strip_prefix(DECIDED).unwrap_or(&name)));
        let database = self.database();
        if fs::symlink_metadata(&database).is_ok() && fs::symlink_metadata(&kept).is_err() {
            // A second name for the same file first, so that the database is in its place at every moment; where the file
            // system has no such thing, or what is there is no file, it is moved.
            fs::hard_link(&database, &kept)
                .or_else(|_error| fs::rename(&database, &kept))
                .with_context(|| format!("{} cannot be kept as {}", database.display(), kept.display()))?;
        }
        for (log, kept_log) in logs_of(&database).into_iter().zip(logs_of(&kept)) {
            if fs::symlink_metadata(&log).is_ok() {
                fs::rename(&log, &kept_log)
                    .with_context(|| format!("{} cannot be kept as {}", log.display(), kept_log.display()))?;
            }
        }
        self.flush();
        fs::rename(decided, &database)
            .with_context(|| format!("{} cannot become the database", decided.display()))?;
        self.flush();
        Ok(fs::symlink_metadata(&kept).is_ok().then_some(kept))
    }

    fn decided(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let decided = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(DECIDED));
        decided.map(|entry| entry.path()).collect()
    }

    /// Names are on the disk afterwards, where the file system can do that.
    fn flush(&self) {
        if let Err(error) = File::open(&self.folder).and_then(|folder| folder.sync_all()) {
            tracing::debug!(%error, "the folder cannot be flushed");
        }
    }
}

/// The logs that belong to a database file.
pub(super) fn logs_of(database: &Path) -> [PathBuf; 3] {
    LOGS.map(|suffix| {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", path.display()))
        }
        _ => Ok(()),
    }
}

fn told(kept: Option<&PathBuf>) -> String {
    kept.map_or_else(|| "none, for there was none".to_owned(), |kept| kept.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(folder: &tempfile::TempDir, name: &str) -> PathBuf {
        folder.path().join(name)
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_default()
    }

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn begun() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in
            [("tidings.sqlite", "old"), ("tidings.sqlite-wal", "log"), ("tidings.restoring", "new")]
        {
            fs::write(at(&folder, name), text).unwrap();
        }
        let place = Place::of(folder.path());
        (folder, place)
    }

    #[test]
    fn two_restores_within_a_second_keep_two_databases() {
        let (folder, place) = begun();
        let first = place.decide(NOW).unwrap().unwrap();
        fs::write(at(&folder, "tidings.restoring"), "newer").unwrap();
        let second = place.decide(NOW).unwrap().unwrap();
        assert_eq!((read(&first).as_str(), read(&logs_of(&first)[0]).as_str()), ("old", "log"));
        assert_eq!((read(&second).as_str(), read(&place.database()).as_str()), ("new", "newer"));
        assert!(!logs_of(&place.database())[0].exists() && !place.is_unfinished());
    }

    #[test]
    fn a_restore_that_was_killed_before_its_decision_is_undone() {
        let (_folder, place) = begun();
        assert!(place.is_unfinished());
        fs::write(&logs_of(&place.staged())[2], "a journal").unwrap();
        fs::remove_file(place.staged()).unwrap();
        assert!(place.is_unfinished(), "a journal alone would be written into the next copy");
        place.tidy().unwrap();
        assert_eq!((read(&place.database()).as_str(), place.is_unfinished()), ("old", false));
    }

    #[test]
    fn a_restore_that_was_killed_after_its_decision_is_done_from_any_step() {
        let name = "tidings-before-restore-2026-11-18-110640";
        for steps in 0..4 {
            let (folder, place) = begun();
            let (decided, kept) =
                (at(&folder, &format!("{DECIDED}{name}")), at(&folder, &format!("{name}.sqlite")));
            fs::rename(place.staged(), &decided).unwrap();
            if steps > 0 {
                fs::hard_link(place.database(), &kept).unwrap();
            }
            if steps > 1 {
                fs::rename(at(&folder, "tidings.sqlite-wal"), &logs_of(&kept)[0]).unwrap();
            }
            if steps > 2 {
                fs::remove_file(place.database()).unwrap();
            }
            place.tidy().unwrap();
            assert_eq!(read(&place.database()), "new", "after {steps} steps");
            assert_eq!((read(&kept).as_str(), read(&logs_of(&kept)[0]).as_str()), ("old", "log"));
            assert!(!place.is_unfinished());
        }
    }

    #[test]
    fn the_old_database_may_be_anything_or_nothing() {
        let (folder, place) = begun();
        fs::remove_file(place.database()).unwrap();
        fs::create_dir(place.database()).unwrap();
        fs::write(place.database().join("letter"), "x").unwrap();
        let kept = place.decide(NOW).unwrap().unwrap();
        assert!(kept.join("letter").exists());
        fs::remove_file(place.database()).unwrap();
        fs::write(at(&folder, "tidings.restoring"), "newer").unwrap();
        assert_eq!(place.decide(NOW).unwrap(), None);
        assert_eq!(read(&place.database()), "newer");
    }
}
