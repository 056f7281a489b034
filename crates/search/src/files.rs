//! The index's files: read piece by piece, never mapped into memory.
//!
//! A mapped file that is cut short under a running program ends that program with a signal (SIGBUS) that nothing can catch; a
//! read that meets the end of a file is an error like any other. Small files that every search needs whole (columns, lengths,
//! deletions) are held in memory; of the others just what a search asks for is read.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

/// Files that every search reads whole: columns, lengths of texts, deletions.
const HELD: [&str; 3] = ["fast", "fieldnorm", "del"];

/// A folder of the index. Writing and locking are the engine's own, reading is ours.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    folder: PathBuf,
    engine: MmapDirectory,
    opened: Arc<Mutex<BTreeMap<PathBuf, Stamp>>>,
}

impl Files {
    pub(crate) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        let engine = MmapDirectory::open(folder)?;
        Ok(Self { folder: folder.to_path_buf(), engine, opened: Arc::default() })
    }

    /// A file that is no longer as it was when it was opened, though nothing of ours writes to a file again; `None` when all
    /// are. It costs a look at each file's entry, not at its bytes.
    pub(crate) fn changed(&self) -> Option<PathBuf> {
        let is_changed = |(path, stamp): (&PathBuf, &Stamp)| {
            let now = std::fs::metadata(self.folder.join(path)).ok().map(|data| Stamp::of(&data));
            (now.as_ref() != Some(stamp)).then(|| path.clone())
        };
        self.opened().iter().find_map(is_changed)
    }

    /// Takes the files as they are now for well, after they were looked through.
    pub(crate) fn accept(&self) {
        let mut opened = self.opened();
        for (path, stamp) in opened.iter_mut() {
            if let Ok(data) = std::fs::metadata(self.folder.join(path)) {
                *stamp = Stamp::of(&data);
            }
        }
    }

    /// The files that were opened and that we did not delete.
    pub(crate) fn known(&self) -> Vec<PathBuf> {
        self.opened().keys().cloned().collect()
    }

    fn opened(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Stamp>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handle(&self, path: &Path) -> io::Result<ReadFile> {
        let file = File::open(self.folder.join(path))?;
        let data = file.metadata()?;
        let length = usize::try_from(data.len()).map_err(io::Error::other)?;
        self.opened().insert(path.to_path_buf(), Stamp::of(&data));
        let is_held = path.extension().is_some_and(|kind| HELD.iter().any(|held| *held == kind));
        let whole = if is_held { Some(OnceLock::new()) } else { None };
        Ok(ReadFile { path: path.to_path_buf(), file, length, whole })
    }
}

/// What of a file's entry changes when its bytes do.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(data: &Metadata) -> Self {
        Self { length: data.len(), modified: data.modified().ok() }
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.handle(path) {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_path_buf()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_path_buf())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.opened().remove(path);
        self.engine.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.engine.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.engine.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.engine.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.engine.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.engine.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.engine.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.engine.watch(callback)
    }
}

/// A file that is read where it is asked for.
#[derive(Debug)]
struct ReadFile {
    path: PathBuf,
    file: File,
    length: usize,
    /// The whole file, once it was asked for, where it is one of those that are held.
    whole: Option<OnceLock<OwnedBytes>>,
}

impl ReadFile {
    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        if !bytes.is_empty() {
            read_at(&self.file, &mut bytes, range.start).map_err(|error| self.told(&error))?;
        }
        Ok(OwnedBytes::new(bytes))
    }

    /// The error with the file that it is about.
    fn told(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.path.display()))
    }
}

impl HasLen for ReadFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for ReadFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(self.told(&io::Error::from(io::ErrorKind::UnexpectedEof)));
        }
        let Some(whole) = &self.whole else { return self.read(range) };
        if whole.get().is_none() {
            let read = self.read(0..self.length)?;
            // Another search may have read it in the meantime; both read the same.
            let _known = whole.set(read);
        }
        whole.get().map_or_else(|| self.read(range.clone()), |bytes| Ok(bytes.slice(range.clone())))
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: usize) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    file.read_exact_at(bytes, u64::try_from(start).map_err(io::Error::other)?)
}

#[cfg(not(unix))]
fn read_at(file: &File, bytes: &mut [u8], start: usize) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(u64::try_from(start).map_err(io::Error::other)?))?;
    file.read_exact(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_short_is_an_error_and_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.idx");
        std::fs::write(&path, vec![7; 100_000]).unwrap();
        let files = Files::open(folder.path()).unwrap();
        let handle = files.get_file_handle(Path::new("a.idx")).unwrap();
        assert_eq!(handle.read_bytes(99_990..100_000).unwrap().as_slice(), [7; 10]);
        assert_eq!(handle.read_bytes(5..5).unwrap().len(), 0);
        assert!(handle.read_bytes(99_990..100_001).is_err());
        assert_eq!(files.changed(), None);
        File::options().write(true).open(&path).unwrap().set_len(10).unwrap();
        assert!(handle.read_bytes(99_990..100_000).is_err());
        assert_eq!(files.changed(), Some(PathBuf::from("a.idx")));
        files.accept();
        assert_eq!(files.changed(), None);
        files.delete(Path::new("a.idx")).unwrap();
        assert_eq!(files.changed(), None, "what we delete ourselves is no damage");
    }

    #[test]
    fn a_held_file_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fast");
        std::fs::write(&path, b"columns").unwrap();
        let files = Files::open(folder.path()).unwrap();
        let handle = files.get_file_handle(Path::new("a.fast")).unwrap();
        assert_eq!(handle.read_bytes(0..3).unwrap().as_slice(), b"col");
        File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        assert_eq!(handle.read_bytes(3..7).unwrap().as_slice(), b"umns");
        assert!(files.get_file_handle(Path::new("none.fast")).is_err());
    }
}
