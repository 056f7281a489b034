//! Both databases: a fresh SQLite folder, or a fresh database in the test run's PostgreSQL cluster.

use std::process::Command;

use tempfile::TempDir;

/// A fresh database and the flags that name it.
#[derive(Debug)]
pub struct Database {
    folder: TempDir,
    postgres: Option<String>,
}

impl Database {
    /// SQLite in a temporary folder.
    #[must_use]
    pub fn sqlite() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), postgres: None }
    }

    /// A new database in the cluster that `./test` started.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the cluster belongs to the test run, not to the program")]
    pub fn postgres() -> Self {
        let cluster = std::env::var("TIDINGS_TEST_POSTGRES")
            .expect("PostgreSQL is part of the tests; run them with ./test");
        let folder = TempDir::new().expect("a temporary folder");
        let unique = folder.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = format!("t_{}", unique.trim_start_matches('.').to_lowercase());
        let (server, _) = cluster.rsplit_once('/').expect("the cluster's address ends in a database");
        let made = Command::new("psql").args([&cluster, "-qc", &format!("CREATE DATABASE {name}")]).status();
        assert!(made.expect("psql runs").success(), "the cluster makes a database");
        Self { postgres: Some(format!("{server}/{name}")), folder }
    }

    /// The flags for the program.
    #[must_use]
    pub fn flags(&self) -> Vec<String> {
        let mut flags = vec!["--data".to_owned(), self.folder.path().display().to_string()];
        if let Some(url) = &self.postgres {
            flags.extend(["--database".to_owned(), url.clone()]);
        }
        flags
    }
}
