//! Both databases: a fresh SQLite folder, or a fresh database in the test run's PostgreSQL cluster.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::binary::{self, Running};

/// A fresh database and the flags that name it.
#[derive(Debug)]
pub struct Database {
    folder: TempDir,
    flags: Vec<String>,
}

impl Database {
    /// SQLite in a temporary folder.
    #[must_use]
    pub fn sqlite() -> Self {
        Self::new(TempDir::new().expect("a temporary folder"), None)
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
        Self::new(folder, Some(format!("{server}/{name}")))
    }

    /// Runs a command of the program on it to its end.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Output {
        binary::run(&self.with_flags(arguments))
    }

    /// Starts a command of the program on it.
    #[must_use]
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running::start(&self.with_flags(arguments))
    }

    fn with_flags<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        arguments.iter().copied().chain(self.flags.iter().map(String::as_str)).collect()
    }

    /// The flags for the program.
    #[must_use]
    pub fn flags(&self) -> &[String] {
        &self.flags
    }

    /// The folder that goes with it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn new(folder: TempDir, postgres: Option<String>) -> Self {
        let mut flags = vec!["--data".to_owned(), folder.path().display().to_string()];
        flags.extend(postgres.into_iter().flat_map(|url| ["--database".to_owned(), url]));
        Self { folder, flags }
    }
}
