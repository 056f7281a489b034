//! The job table: unique while open, claims that expire, retries, and results that need a claim.

use std::collections::HashSet;
use std::time::Duration;

use tidings_model::id::ArticleId;
use tidings_model::job::{AfterFailure, JobKind};
use tidings_store::Saved;
use tidings_store::change::LogPlace;
use tidings_store::rule::GroupingRule;

use crate::fixture::{Bench, LEASE, on_every_database};

const MINUTE: Duration = Duration::from_mins(1);

async fn waiting(bench: &Bench, kind: JobKind) -> i64 {
    let figures = bench.store.stage_figures().await.unwrap();
    figures.iter().find(|stage| stage.kind == kind).unwrap().waiting
}

#[test]
fn enqueueing_twice_makes_one_job_and_only_moves_it_earlier() {
    on_every_database(|bench| async move {
        let (store, now) = (&bench.store, bench.now());
        store.enqueue(JobKind::Group, 7, now.plus(MINUTE)).await.unwrap();
        store.enqueue(JobKind::Group, 7, now.plus(2 * MINUTE)).await.unwrap();
        assert_eq!(store.next_due(&[JobKind::Group]).await.unwrap(), Some(now.plus(MINUTE)));
        store.enqueue(JobKind::Group, 7, now).await.unwrap();
        assert_eq!(waiting(&bench, JobKind::Group).await, 1);
        assert_eq!(bench.claim(JobKind::Group).await.subject, 7);
        assert!(store.claim_jobs(&[JobKind::Group], "other", LEASE, 9).await.unwrap().is_empty());
    });
}

#[test]
fn a_running_job_that_is_enqueued_runs_again_when_it_is_finished() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Derive, 3, bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Derive).await;
        bench.store.enqueue(JobKind::Derive, 3, bench.now()).await.unwrap();
        assert_eq!(bench.store.finish_job(&job).await.unwrap(), Saved::Stored);
        let again = bench.claim(JobKind::Derive).await;
        assert_eq!(bench.store.finish_job(&again).await.unwrap(), Saved::Stored);
        assert_eq!(waiting(&bench, JobKind::Derive).await, 0);
        let figures = bench.store.stage_figures().await.unwrap();
        assert_eq!(figures.iter().find(|stage| stage.kind == JobKind::Derive).unwrap().finished, 2);
    });
}

#[test]
fn a_claim_that_ran_out_goes_to_another_worker_and_the_first_one_stores_nothing() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Group, 1, bench.now()).await.unwrap();
        let slow = bench.claim(JobKind::Group).await;
        bench.clock.advance(LEASE + Duration::from_secs(1));
        let second = bench.claim(JobKind::Group).await;
        assert_eq!(second.attempts, 1);
        assert_eq!(bench.store.finish_job(&slow).await.unwrap(), Saved::LostClaim);
        assert_eq!(bench.store.extend_claims("nobody", &[slow.id], LEASE).await.unwrap(), 0);
        let late = bench.store.fail_job(&slow, "too late", AfterFailure::GiveUp).await.unwrap();
        assert_eq!(late, Saved::LostClaim);
        assert_eq!(bench.store.finish_job(&second).await.unwrap(), Saved::Stored);
    });
}

#[test]
fn an_extended_claim_stays() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Group, 1, bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Group).await;
        bench.clock.advance(LEASE / 2);
        assert_eq!(bench.store.extend_claims("worker", &[job.id], LEASE).await.unwrap(), 1);
        bench.clock.advance(LEASE / 2 + Duration::from_secs(1));
        assert!(bench.store.claim_jobs(&[JobKind::Group], "other", LEASE, 1).await.unwrap().is_empty());
    });
}

#[test]
fn a_released_claim_can_be_claimed_at_once() {
    on_every_database(|bench| async move {
        bench.store.enqueue(JobKind::Group, 1, bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Group).await;
        assert_eq!(bench.store.release_claims("other", &[job.id]).await.unwrap(), 0);
        assert_eq!(bench.store.release_claims("worker", &[job.id]).await.unwrap(), 1);
        assert_eq!(bench.claim(JobKind::Group).await.id, job.id);
        assert_eq!(bench.store.finish_job(&job).await.unwrap(), Saved::LostClaim);
    });
}

#[test]
fn a_failed_job_shows_its_reason_and_can_be_tried_again() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        store.enqueue(JobKind::Page, 5, bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Page).await;
        let later = bench.now().plus(MINUTE);
        store.fail_job(&job, "the server did not answer", AfterFailure::RetryAt(later)).await.unwrap();
        let failed = store.failed_jobs(10).await.unwrap();
        assert_eq!((failed[0].retry_at, failed[0].attempts), (Some(later), 1));
        bench.clock.advance(MINUTE);
        let job = bench.claim(JobKind::Page).await;
        assert_eq!(job.attempts, 1);
        store.fail_job(&job, "the server did not answer", AfterFailure::GiveUp).await.unwrap();
        assert_eq!(store.failed_jobs(10).await.unwrap()[0].retry_at, None);
        assert!(store.retry_failed(job.id).await.unwrap());
        assert_eq!(bench.claim(JobKind::Page).await.attempts, 0);
    });
}

#[test]
fn many_workers_at_once_never_get_the_same_job() {
    on_every_database(|bench| async move {
        for subject in 0..60 {
            bench.store.enqueue(JobKind::Picture, subject, bench.now()).await.unwrap();
        }
        let mut workers = tokio::task::JoinSet::new();
        for worker in 0..6 {
            let store = bench.store.clone();
            workers.spawn(async move {
                store.claim_jobs(&[JobKind::Picture], &format!("worker {worker}"), LEASE, 20).await.unwrap()
            });
        }
        let claimed: Vec<i64> =
            workers.join_all().await.into_iter().flatten().map(|job| job.subject).collect();
        let rest = bench.store.claim_jobs(&[JobKind::Picture], "rest", LEASE, 100).await.unwrap();
        let all: HashSet<i64> = claimed.iter().copied().chain(rest.iter().map(|job| job.subject)).collect();
        assert_eq!(claimed.len() + rest.len(), 60);
        assert_eq!(all.len(), 60);
    });
}

#[test]
fn a_lease_has_one_holder_until_it_falls_silent_and_each_has_its_epoch() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let first = store.take_lease("grouper", "one", MINUTE).await.unwrap().unwrap();
        assert_eq!(store.take_lease("grouper", "two", MINUTE).await.unwrap(), None);
        assert_eq!(store.take_lease("grouper", "one", 2 * MINUTE).await.unwrap().as_ref(), Some(&first));
        bench.clock.advance(3 * MINUTE);
        let second = store.take_lease("grouper", "two", MINUTE).await.unwrap().unwrap();
        assert_ne!(first.epoch, second.epoch);
        store.release_lease("grouper", "two").await.unwrap();
        let third = store.take_lease("grouper", "one", MINUTE).await.unwrap().unwrap();
        assert!(![first.epoch, second.epoch].contains(&third.epoch));
    });
}

#[test]
fn what_was_asked_for_while_a_job_ran_is_done_also_when_it_is_given_up() {
    on_every_database(|bench| async move {
        let (store, tomorrow) = (&bench.store, bench.now().plus(Duration::from_hours(24)));
        store.enqueue(JobKind::Page, 5, bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Page).await;
        store.enqueue(JobKind::Page, 5, tomorrow).await.unwrap();
        store.fail_job(&job, "no answer", AfterFailure::RetryAt(bench.now())).await.unwrap();
        let job = bench.claim(JobKind::Page).await;
        store.fail_job(&job, "no answer", AfterFailure::GiveUp).await.unwrap();
        assert_eq!(store.next_due(&[JobKind::Page]).await.unwrap(), Some(tomorrow));
        assert_eq!(waiting(&bench, JobKind::Page).await, 1);
    });
}

/// On PostgreSQL two transactions that locked the same jobs in different orders would wait for each other.
#[test]
fn transactions_over_the_same_jobs_in_any_order_do_not_wait_for_each_other() {
    on_every_database(|bench| async move {
        let article = |number: i64| ArticleId::new(number);
        let rule = |first, second| GroupingRule { first, second, together: true };
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..6_i64 {
            let store = bench.store.clone();
            writers.spawn(async move {
                for round in 0..15 {
                    let mut rules: Vec<GroupingRule> =
                        (1..20).map(|number| rule(article(number), article(number + 1 + writer))).collect();
                    if (round + writer) % 2 == 0 {
                        rules.reverse();
                    }
                    // Each enqueues some twenty group jobs.
                    store.add_rules(&rules, None).await.unwrap();
                }
            });
        }
        writers.join_all().await;
        assert!(waiting(&bench, JobKind::Group).await >= 20);
    });
}

#[test]
fn what_only_grows_is_cut_back() {
    on_every_database(|bench| async move {
        for name in ["one", "two", "three", "four"] {
            bench.paged("harbour.example", name).await;
        }
        assert!(!bench.store.is_pruned_after(LogPlace::default()).await.unwrap());
        bench.store.take_lease("host harbour.example", "worker", MINUTE).await.unwrap().unwrap();
        bench.clock.advance(Duration::from_hours(25));
        bench.store.prune_to(2).await.unwrap();
        assert!(bench.store.is_pruned_after(LogPlace::default()).await.unwrap());
        // On PostgreSQL a change is seen once every earlier transaction of the whole server is over.
        let kept = loop {
            let (changes, reached) = bench.store.changes_after(LogPlace::default(), 100).await.unwrap();
            if changes.len() >= 2 {
                assert!(!bench.store.is_pruned_after(reached).await.unwrap());
                break changes.len();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(kept, 2);
    });
}
