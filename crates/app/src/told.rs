//! An error as a sentence for people: what we say of it, and never what a library says.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::num::{ParseFloatError, ParseIntError};

use tidings_store::StoreError;

/// The sentence: our own words, the outermost first, up to where a library's begin.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        if let Some(error) = cause.downcast_ref::<io::Error>() {
            parts.push(of_system(error).to_owned());
            break;
        }
        if is_library(cause) {
            tracing::debug!(error = %cause, "the library's own words");
            break;
        }
        parts.push(cause.to_string());
        if cause.is::<StoreError>() {
            break;
        }
    }
    if parts.is_empty() {
        "something failed for which there is no sentence yet; please report it".to_owned()
    } else {
        parts.join(": ")
    }
}

fn is_library(cause: &(dyn Error + 'static)) -> bool {
    cause.is::<ParseIntError>()
        || cause.is::<ParseFloatError>()
        || cause.is::<serde_json::Error>()
        || cause.is::<toml::de::Error>()
        || cause.is::<url::ParseError>()
        || cause.is::<std::net::AddrParseError>()
}

/// What the system refused, in plain words.
fn of_system(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "this user may not",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::AlreadyExists => "something else has this name",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "there is no room left on the disk",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::InvalidData => "it is no text in UTF-8",
        ErrorKind::BrokenPipe => "nobody reads the output any more",
        ErrorKind::AddrInUse => "the address is in use",
        _ => "the system refuses it",
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_librarys_words_are_left_out() {
        let error = "many".parse::<u8>().context("workers is many; give a whole number").unwrap_err();
        assert_eq!(told(&error), "workers is many; give a whole number");
        let missing = std::fs::read("/nowhere/at-all").context("/nowhere/at-all cannot be read").unwrap_err();
        assert_eq!(told(&missing), "/nowhere/at-all cannot be read: there is no such file or folder");
        let bare = anyhow::Error::from("many".parse::<u8>().unwrap_err());
        assert!(told(&bare).contains("please report"));
    }
}
