//! Jobs over which processes die: found out, given up after three deaths, and no harm to those beside them.

use std::time::Duration;

use tidings_model::job::{AfterFailure, Job, JobKind};
use tidings_store::Store;

use crate::fixture::{Bench, LEASE, on_every_database};

const KINDS: [JobKind; 2] = [JobKind::Page, JobKind::Derive];

/// Subject of the job that kills its process.
const GUILTY: i64 = 5;

/// A process claims what it gets, as a worker does, and dies over the guilty job; those it ended before are finished.
/// Gives whether it died.
async fn life(bench: &Bench, number: i64) -> bool {
    let (store, name) = (&bench.store, format!("process {number}"));
    loop {
        let jobs = store.claim_jobs(&KINDS, &name, LEASE, 8).await.unwrap();
        if dies_over(&jobs) {
            return true;
        }
        finish(store, &jobs).await;
        let alone = store.claim_suspects(&KINDS, &name, LEASE, 1).await.unwrap();
        if dies_over(&alone) {
            return true;
        }
        finish(store, &alone).await;
        if jobs.is_empty() && alone.is_empty() {
            return false;
        }
    }
}

fn dies_over(jobs: &[Job]) -> bool {
    jobs.iter().any(|job| job.subject == GUILTY)
}

async fn finish(store: &Store, jobs: &[Job]) {
    for job in jobs {
        store.finish_job(job).await.unwrap();
    }
}

#[test]
fn a_job_that_kills_its_process_is_given_up_after_three_deaths_and_the_others_are_done() {
    on_every_database(|bench| async move {
        for subject in 0..30 {
            bench.store.enqueue(JobKind::Page, subject, bench.now()).await.unwrap();
        }
        let mut deaths = 0;
        while life(&bench, deaths).await {
            deaths += 1;
            bench.clock.advance(LEASE + Duration::from_secs(1));
        }
        assert_eq!(deaths, 3);
        let failed = bench.store.failed_jobs(10).await.unwrap();
        assert_eq!(failed.len(), 1);
        assert_eq!((failed[0].subject, failed[0].retry_at), (GUILTY, None));
        assert!(failed[0].reason.starts_with("its process died three times"), "{}", failed[0].reason);
        let figures = bench.store.stage_figures().await.unwrap();
        let pages = figures.iter().find(|stage| stage.kind == JobKind::Page).unwrap();
        assert_eq!((pages.finished, pages.failed, pages.waiting), (29, 1, 0));
    });
}

#[test]
fn what_was_given_up_so_is_revived_by_an_editor_alone() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        store.enqueue(JobKind::Page, GUILTY, bench.now()).await.unwrap();
        for number in 0..3 {
            assert!(life(&bench, number).await);
            bench.clock.advance(LEASE + Duration::from_secs(1));
        }
        assert!(!life(&bench, 3).await);
        store.enqueue(JobKind::Page, GUILTY, bench.now()).await.unwrap();
        assert!(!life(&bench, 4).await, "a feed that names the article again starts nothing");
        let failed = store.failed_jobs(1).await.unwrap();
        assert!(store.retry_failed(failed[0].id).await.unwrap());
        assert!(life(&bench, 5).await);
    });
}

#[test]
fn a_claim_that_its_own_living_process_let_run_out_is_no_death() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Page, 1, bench.now()).await.unwrap();
        for _ in 0..5 {
            bench.claim(JobKind::Page).await;
            bench.clock.advance(LEASE + Duration::from_secs(1));
        }
        assert!(!bench.store.has_suspects(&KINDS).await.unwrap());
        assert_eq!(bench.claim(JobKind::Page).await.subject, 1);
    });
}

#[test]
fn a_job_that_ends_with_an_error_is_no_suspect_any_more() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Page, GUILTY, bench.now()).await.unwrap();
        assert!(life(&bench, 0).await);
        bench.clock.advance(LEASE + Duration::from_secs(1));
        assert!(bench.store.claim_jobs(&KINDS, "next", LEASE, 8).await.unwrap().is_empty());
        let alone = bench.store.claim_suspects(&KINDS, "next", LEASE, 8).await.unwrap();
        bench.store.fail_job(&alone[0], "no answer", AfterFailure::RetryAt(bench.now())).await.unwrap();
        assert_eq!(bench.claim(JobKind::Page).await.subject, GUILTY);
    });
}

#[test]
fn a_process_that_dies_again_and_again_does_not_take_every_number() {
    on_every_database(|bench| async move {
        for life in 0..140 {
            // One that dies gives nothing back. In memory there is no second process.
            let Some(store) = bench.second().await else { return };
            store.enqueue(JobKind::Group, life, bench.now()).await.unwrap();
            bench.clock.advance(Duration::from_secs(1));
        }
    });
}
