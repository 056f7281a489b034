//! Opening: again, by several processes, a newer schema, a place that cannot be written, a file that is no database.

use std::sync::Arc;

use tidings_model::time::SystemClock;
use tidings_store::{Location, Store, StoreError};

use crate::fixture::on_every_database;

async fn refusal(location: Location) -> StoreError {
    Store::open(&location, Arc::new(SystemClock)).await.expect_err("it cannot be opened")
}

#[test]
fn a_database_is_opened_again_as_it_was_left() {
    on_every_database(|bench| async move {
        bench.store.set_setting("mode", "private").await.unwrap();
        bench.store.close().await.unwrap();
        assert!(bench.store.set_setting("mode", "public").await.is_err());
        let Some(again) = bench.second().await else { return };
        assert_eq!(again.setting("mode").await.unwrap().as_deref(), Some("private"));
    });
}

#[test]
fn two_processes_never_make_the_same_id() {
    on_every_database(|bench| async move {
        let Some(other) = bench.second().await else { return };
        let mut ids = Vec::new();
        for _ in 0..50 {
            ids.push(bench.store.new_story_id().await.unwrap());
            ids.push(other.new_story_id().await.unwrap());
        }
        other.close().await.unwrap();
        let third = bench.second().await.unwrap();
        ids.push(third.new_story_id().await.unwrap());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 101);
    });
}

#[test]
fn a_database_of_a_newer_version_is_refused_with_the_version_that_can_open_it() {
    on_every_database(|bench| async move {
        let newer = "INSERT INTO schema_version (version, program, applied_at) VALUES (99, '7.3.0', 0)";
        match &bench.location {
            Location::SqliteMemory => return,
            Location::Sqlite(path) => {
                let pool = sqlx::SqlitePool::connect(&path.to_string_lossy()).await.unwrap();
                sqlx::raw_sql(newer).execute(&pool).await.unwrap();
            }
            Location::Postgres(address) => {
                let pool = sqlx::PgPool::connect(address).await.unwrap();
                sqlx::raw_sql(newer).execute(&pool).await.unwrap();
            }
        }
        let error = refusal(bench.location.clone()).await;
        assert!(matches!(&error, StoreError::Newer { found: 99, .. }), "{error}");
        assert!(error.to_string().contains("Tidings 7.3.0"), "{error}");
    });
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named_with_the_cure() {
    let error = refusal(Location::Sqlite("/nowhere/at-all/tidings.db".into())).await;
    assert!(matches!(&error, StoreError::Unwritable { path } if path.ends_with("tidings.db")), "{error}");
    assert!(error.to_string().contains("--data"));
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    on_every_database(|bench| async move {
        let folder = tempfile::tempdir().unwrap();
        let location = match &bench.location {
            Location::SqliteMemory => return,
            Location::Sqlite(_) => {
                let path = folder.path().join("recipes.db");
                let address = format!("sqlite:{}?mode=rwc", path.display());
                let pool = sqlx::SqlitePool::connect(&address).await.unwrap();
                sqlx::raw_sql("CREATE TABLE recipe (name TEXT)").execute(&pool).await.unwrap();
                pool.close().await;
                Location::Sqlite(path)
            }
            Location::Postgres(_) => {
                let address = crate::cluster::fresh_database().await.unwrap();
                let pool = sqlx::PgPool::connect(&address).await.unwrap();
                sqlx::raw_sql("CREATE TABLE account (name TEXT)").execute(&pool).await.unwrap();
                Location::Postgres(address)
            }
        };
        for _ in 0..2 {
            let error = refusal(location.clone()).await;
            assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        }
    });
}

#[test]
fn the_whole_database_is_read_to_say_that_it_is_whole() {
    on_every_database(|bench| async move {
        bench.store.check_integrity().await.unwrap();
    });
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear editor, ".repeat(1_000)).unwrap();
    let error = refusal(Location::Sqlite(path.clone())).await;
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Dear editor"));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_its_password() {
    let error = refusal(Location::Postgres("postgres://ann:secret@127.0.0.1:1/news".to_owned())).await;
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn a_backup_is_a_database() {
    on_every_database(|bench| async move {
        bench.store.set_setting("mode", "private").await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("copy.db");
        let outcome = bench.store.backup(&target).await;
        if !matches!(bench.location, Location::Sqlite(_)) {
            assert!(matches!(outcome, Err(StoreError::NoBackup)));
            return;
        }
        outcome.unwrap();
        let copy = Store::open(&Location::Sqlite(target.clone()), Arc::new(SystemClock)).await.unwrap();
        assert_eq!(copy.setting("mode").await.unwrap().as_deref(), Some("private"));
        assert!(bench.store.backup(&target).await.is_err(), "a file that is there is not overwritten");
    });
}
