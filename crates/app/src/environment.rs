//! The environment: the one place that reads variables and knows the user's folders.

use std::path::PathBuf;

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The user's data directory for Tidings; a folder here when the system names none.
pub(crate) fn data_folder() -> PathBuf {
    dirs::data_dir().map_or_else(|| PathBuf::from("tidings-data"), |folder| folder.join("tidings"))
}

/// The program's arguments, its own name first.
pub(crate) fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}
