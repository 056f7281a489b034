//! Only this user reads what Tidings keeps: folders are made 0700, files 0600, and what an earlier version left wider is narrowed.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder with those above it; one that is there stays as it is, for it may be somebody else's.
///
/// # Errors
///
/// It cannot be made.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// How a file of ours is opened for writing: made for this user alone.
pub(crate) fn writing() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the file of a database before SQLite does, whose logs then get the same rights.
///
/// # Errors
///
/// It cannot be made.
pub(crate) fn make_file(file: &Path) -> io::Result<()> {
    writing().create(true).truncate(false).open(file).map(drop)
}

/// Narrows what is ours in a data folder: the database with its logs, copies that a restore kept, the key, the search index.
pub(crate) fn narrow(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_database = name.starts_with("tidings.") || name.starts_with("tidings-");
        if is_database && name != "tidings.toml" {
            narrow_file(&entry.path());
        }
        if name == "search" || name.starts_with("search-") || name == ".lock" {
            narrow_all(&entry.path(), DEEPEST);
        }
    }
}

/// Generations of the search index lie two folders deep.
const DEEPEST: u32 = 4;

fn narrow_all(path: &Path, deep: u32) {
    narrow_file(path);
    if deep == 0 || fs::symlink_metadata(path).is_ok_and(|about| !about.is_dir()) {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        narrow_all(&entry.path(), deep - 1);
    }
}

/// What others may do.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Takes the rights of others away from a file or folder. A link is left alone, and so is what belongs to somebody else.
#[cfg(unix)]
fn narrow_file(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(about) = fs::symlink_metadata(path) else { return };
    let mode = about.permissions().mode();
    let is_plain = about.is_file() || about.is_dir();
    if !is_plain || mode & OTHERS == 0 {
        return;
    }
    if let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode & !OTHERS)) {
        tracing::warn!(%error, path = %path.display(), "others can read this file, and its rights cannot be changed");
    }
}

#[cfg(not(unix))]
fn narrow_file(_path: &Path) {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_ours_is_narrowed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("search/1")).unwrap();
        let ours = [
            "tidings.sqlite",
            "tidings.sqlite-wal",
            "tidings.key",
            "tidings-before-restore-1.sqlite",
            "search/1/a",
        ];
        for name in ours.into_iter().chain(["letter.txt", "tidings.toml"]) {
            fs::write(at(name), "x").unwrap();
            fs::set_permissions(at(name), fs::Permissions::from_mode(0o644)).unwrap();
        }
        fs::set_permissions(at("search"), fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        narrow(folder.path());
        for name in ours {
            assert_eq!(mode(&at(name)), 0o600, "{name}");
        }
        assert_eq!(mode(&at("search")), 0o700);
        assert_eq!(mode(&at("letter.txt")), 0o644);
        assert_eq!(mode(folder.path()), 0o755, "the folder itself may be somebody else's");
    }
}
