//! The key that secrets in the database are sealed under: the setting, or a file beside the database, made when there is none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tidings_store::Store;
use tidings_store::secret::Key;

use super::private;
use crate::setting::Settings;

/// In the data folder.
const FILE: &str = "tidings.key";

/// Where the key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeyPlace {
    /// The setting `key`.
    Setting,
    /// The file.
    File(PathBuf),
    /// The file should be there, for there are secrets, and is not.
    Missing(PathBuf),
    /// What is in the file is no key.
    Unusable(PathBuf),
    /// The file cannot be read or written by this user.
    Closed(PathBuf),
}

/// The file of the key.
pub(crate) fn file(settings: &Settings) -> PathBuf {
    settings.data.join(FILE)
}

/// The key that is there now; none is made.
pub(crate) fn present(settings: &Settings) -> (KeyPlace, Option<Key>) {
    if let Some(key) = &settings.key {
        return (KeyPlace::Setting, Some(key.clone()));
    }
    let file = file(settings);
    match fs::read_to_string(&file) {
        Ok(text) => match Key::from_text(&text) {
            Some(key) => (KeyPlace::File(file), Some(key)),
            None => (KeyPlace::Unusable(file), None),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => (KeyPlace::Missing(file), None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => (KeyPlace::Unusable(file), None),
        Err(_) => (KeyPlace::Closed(file), None),
    }
}

/// Brings the key to the store. One is made only while nothing is sealed: a key that was lost must not be hidden by a new one.
///
/// # Errors
///
/// The database fails.
pub(crate) async fn bring(store: &Store, settings: &Settings) -> anyhow::Result<KeyPlace> {
    let (mut place, mut key) = present(settings);
    if let KeyPlace::Missing(file) = &place
        && store.custody().await?.sealed == 0
    {
        (place, key) = match make(file) {
            Ok(()) => present(settings),
            Err(error) => {
                tracing::debug!(%error, "the key cannot be kept");
                (KeyPlace::Closed(file.clone()), None)
            }
        };
    }
    store.take_key(key.as_ref()).await?;
    Ok(place)
}

/// Writes a fresh key; one that another process has just written stays.
fn make(file: &Path) -> anyhow::Result<()> {
    let draft = file.with_extension(format!("new-{}", std::process::id()));
    let mut written =
        private::writing().create(true).truncate(true).open(&draft).context("the key's file")?;
    writeln!(written, "{}", Key::random()?.to_text())?;
    written.sync_all()?;
    // A second name fails where there is one already, so that two processes end with one key.
    let linked = fs::hard_link(&draft, file);
    let outcome = match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) if !file.exists() => return Ok(fs::rename(&draft, file)?),
        other => other,
    };
    fs::remove_file(&draft)?;
    Ok(outcome?)
}

impl KeyPlace {
    /// What a backup's keeper has to know.
    pub(crate) fn for_the_keeper(&self) -> String {
        let what = "the key that opens the secrets in it (cookies and passwords for publishers, addresses of hubs and kept searches)";
        match self {
            Self::Setting => {
                format!("{what} is not in it: it is the setting key, so keep that in another safe place too")
            }
            Self::File(file) => format!(
                "{what} is not in it: keep a copy of {} in another safe place too, and put it back beside the database with a restore",
                file.display()
            ),
            Self::Missing(_) | Self::Unusable(_) | Self::Closed(_) => {
                format!("{what} is not in it, and is not here either")
            }
        }
    }

    /// What is wrong with the key, and the cure; `None` when there is one.
    pub(crate) fn trouble(&self) -> Option<String> {
        let rest = "what publishers gave cannot be used, and the rest works";
        match self {
            Self::Setting | Self::File(_) => None,
            Self::Missing(file) => Some(format!(
                "the key {} is missing, so {rest}: put it back from where you keep it, or give the setting key; if it is lost, \
                 give a new one (openssl rand -hex 32) and enter the access to publishers anew",
                file.display()
            )),
            Self::Unusable(file) => Some(format!(
                "{} is not 64 hexadecimal digits, so {rest}: put the key back from where you keep it",
                file.display()
            )),
            Self::Closed(file) => Some(format!(
                "the key {} cannot be read or written, so {rest}: give this user the right to, or give the setting key",
                file.display()
            )),
        }
    }
}

/// What there is to say of secrets that this key does not open; `None` when it opens all.
///
/// # Errors
///
/// The database fails.
pub(crate) async fn trouble(store: &Store, place: &KeyPlace) -> anyhow::Result<Option<String>> {
    let custody = store.custody().await?;
    if let Some(trouble) = place.trouble().filter(|_| custody.sealed > 0 || !custody.has_key) {
        return Ok(Some(trouble));
    }
    Ok((custody.closed > 0).then(|| {
        format!(
            "{} of {} secrets are sealed under another key than the one here, so what those publishers gave cannot be used, and \
             the rest works: put back the key of the Tidings that stored them (tidings.key, or the setting key), or give the \
             access to those publishers anew",
            custody.closed, custody.sealed
        )
    }))
}
