//! Many writers at once: each transaction stands alone, broken-off ones leave nothing, and other processes write too.

use std::time::Duration;

use tidings_model::job::JobKind;
use tidings_store::StoreError;

use crate::fixture::on_every_database;

#[test]
fn writers_at_once_all_arrive() {
    on_every_database(|bench| async move {
        let mut writers = tokio::task::JoinSet::new();
        for number in 0..200_i64 {
            let (store, now) = (bench.store.clone(), bench.now());
            writers.spawn(async move { store.enqueue(JobKind::Group, number % 150, now).await });
        }
        let outcomes: Vec<Result<(), StoreError>> = writers.join_all().await;
        assert!(outcomes.iter().all(Result::is_ok));
        let figures = bench.store.stage_figures().await.unwrap();
        assert_eq!(figures.iter().map(|stage| stage.waiting).sum::<i64>(), 150);
    });
}

#[test]
fn a_broken_off_writer_holds_nobody_up() {
    on_every_database(|bench| async move {
        for number in 0..40_u64 {
            let (store, now) = (bench.store.clone(), bench.now());
            let writing = async move { store.enqueue(JobKind::Group, 1, now).await };
            // Dropped at different points of its way; it may have arrived or not.
            drop(tokio::time::timeout(Duration::from_micros(number * 50), writing).await);
        }
        bench.store.enqueue(JobKind::Derive, 2, bench.now()).await.unwrap();
        assert_eq!(bench.claim(JobKind::Derive).await.subject, 2);
    });
}

#[test]
fn another_process_writes_beside() {
    on_every_database(|bench| async move {
        let Some(other) = bench.second().await else { return };
        let mut writers = tokio::task::JoinSet::new();
        for number in 0..40 {
            let store = if number % 2 == 0 { bench.store.clone() } else { other.clone() };
            let now = bench.now();
            writers.spawn(async move { store.enqueue(JobKind::Page, number, now).await });
        }
        assert!(writers.join_all().await.iter().all(Result::is_ok));
        let figures = other.stage_figures().await.unwrap();
        assert_eq!(figures.iter().map(|stage| stage.waiting).sum::<i64>(), 40);
    });
}
