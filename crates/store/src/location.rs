//! Where the database is, as a setting names it and as errors show it.

use std::fmt;
use std::path::PathBuf;

use crate::error::StoreError;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; its folder must be there.
    Sqlite(PathBuf),
    /// A SQLite database that lives as long as its [`crate::Store`]: the double for tests.
    SqliteMemory,
    /// A PostgreSQL address: `postgres://user:password@host:port/database`.
    Postgres(String),
}

impl Location {
    /// Reads a setting: a `postgres://` or `postgresql://` address, `:memory:`, or the path of a SQLite file, which may
    /// carry the prefix `sqlite:` or `sqlite://`.
    ///
    /// # Errors
    /// [`StoreError::UnknownLocation`] when it is empty or an address of another kind of database.
    pub fn from_setting(setting: &str) -> Result<Self, StoreError> {
        let setting = setting.trim();
        if setting.starts_with("postgres://") || setting.starts_with("postgresql://") {
            return Ok(Self::Postgres(setting.to_owned()));
        }
        let bare = setting.strip_prefix("sqlite:").unwrap_or(setting);
        let path = bare.strip_prefix("//").filter(|_| bare != setting).unwrap_or(bare);
        match path {
            ":memory:" => Ok(Self::SqliteMemory),
            path if path.is_empty() || path.contains("://") => {
                Err(StoreError::UnknownLocation { setting: without_password(setting) })
            }
            path => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }
}

impl fmt::Display for Location {
    /// The place without its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::SqliteMemory => f.write_str("in memory"),
            Self::Postgres(address) => f.write_str(&without_password(address)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

fn without_password(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address) else {
        return address.split('@').next_back().unwrap_or_default().to_owned();
    };
    if url.password().is_some() && url.set_password(Some("***")).is_err() {
        return url.host_str().unwrap_or_default().to_owned();
    }
    url.set_query(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_say_which_database() {
        let read = |setting| Location::from_setting(setting).unwrap();
        assert_eq!(read("/data/tidings.db"), Location::Sqlite("/data/tidings.db".into()));
        assert_eq!(read("sqlite:///data/tidings.db"), Location::Sqlite("/data/tidings.db".into()));
        assert_eq!(read("sqlite::memory:"), Location::SqliteMemory);
        assert!(matches!(read("postgres://ann@db/news"), Location::Postgres(_)));
        assert!(Location::from_setting("mysql://db/news").is_err());
        assert!(Location::from_setting("  ").is_err());
    }

    #[test]
    fn a_password_is_never_shown() {
        let location = Location::from_setting("postgres://ann:secret@db/news?password=secret").unwrap();
        assert!(!format!("{location} {location:?}").contains("secret"));
    }
}
