//! Features kept small: what an earlier version stored is packed, what left the window is thinned, what came meanwhile stands.

use std::time::Duration;

use tidings_model::id::ArticleId;
use tidings_store::Location;

use crate::fixture::{Bench, on_every_database};

/// Stores features as an earlier version did; `false` where nothing but the store itself reaches the database.
async fn stored_before(bench: &Bench, id: ArticleId, json: &str) -> bool {
    let statements = format!(
        "DELETE FROM packed_features WHERE article_id = {id}; INSERT INTO article_features VALUES ({id}, '{json}');",
        id = id.get()
    );
    let statements = sqlx::AssertSqlSafe(statements);
    match &bench.location {
        Location::SqliteMemory => return false,
        Location::Sqlite(path) => {
            let pool = sqlx::SqlitePool::connect(&path.to_string_lossy()).await.unwrap();
            sqlx::raw_sql(statements).execute(&pool).await.unwrap();
        }
        Location::Postgres(address) => {
            let pool = sqlx::PgPool::connect(address).await.unwrap();
            sqlx::raw_sql(statements).execute(&pool).await.unwrap();
        }
    }
    true
}

async fn features(bench: &Bench, id: ArticleId) -> Vec<u8> {
    bench.store.features_of(&[id]).await.unwrap().pop().map(|row| row.features).unwrap_or_default()
}

#[test]
fn what_an_earlier_version_stored_is_read_and_packed() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        if !stored_before(&bench, one, r#"{"words":3}"#).await {
            return;
        }
        assert_eq!(features(&bench, one).await, br#"{"words":3}"#);
        assert_eq!(bench.store.count_unpacked_features().await.unwrap(), 1);
        let unpacked = bench.store.unpacked_features(9).await.unwrap();
        assert_eq!(unpacked, [(one, r#"{"words":3}"#.to_owned())]);
        bench.store.pack_features(&[(one, Some(vec![1, 0]))]).await.unwrap();
        assert_eq!(features(&bench, one).await, [1, 0]);
        assert!(bench.store.unpacked_features(9).await.unwrap().is_empty());
        // A page that was read meanwhile has stored newer ones.
        bench.store.pack_features(&[(one, Some(vec![9]))]).await.unwrap();
        assert_eq!(features(&bench, one).await, [1, 0]);
    });
}

#[test]
fn each_article_is_thinned_once_when_it_has_left_the_window() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let whole = features(&bench, one).await;
        bench.clock.advance(Duration::from_hours(1));
        assert!(
            bench
                .store
                .features_to_thin(bench.now().minus(Duration::from_hours(2)), 9)
                .await
                .unwrap()
                .is_empty()
        );
        let old = bench.store.features_to_thin(bench.now(), 9).await.unwrap();
        assert_eq!(old, [(one, whole.clone())]);
        bench.store.thin_features(&[((one, whole), vec![1])]).await.unwrap();
        assert_eq!(features(&bench, one).await, [1]);
        assert!(bench.store.features_to_thin(bench.now(), 9).await.unwrap().is_empty());
        bench.store.thin_features(&[((one, vec![7]), vec![2])]).await.unwrap();
        assert_eq!(features(&bench, one).await, [1], "what was stored meanwhile stands");
    });
}
