//! Feeds, polls and entries: idempotent, one article an address, dates held at arrival, feeds that move.

use std::time::Duration;

use tidings_model::feed::Validators;
use tidings_model::job::JobKind;
use tidings_model::section::Section;
use tidings_store::addition::{AdditionOutcome, AdditionState, FoundFeed};
use tidings_store::card::Cursor;
use tidings_store::poll::PollOutcome;
use tidings_store::{Saved, StoreError};

use crate::fixture::{Bench, entry, feed, on_every_database, publisher};

#[test]
fn adding_a_feed_twice_adds_it_once() {
    on_every_database(|bench| async move {
        let first =
            bench.store.add_feed(&publisher("harbour.example"), &feed("harbour.example")).await.unwrap();
        let second =
            bench.store.add_feed(&publisher("harbour.example"), &feed("harbour.example")).await.unwrap();
        assert!(first.new && !second.new);
        assert_eq!(first.feed_id, second.feed_id);
        assert_eq!(bench.store.totals().await.unwrap().feeds, 1);
    });
}

#[test]
fn a_poll_stores_its_articles_with_the_next_poll_and_their_pages() {
    on_every_database(|bench| async move {
        let id = bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        let latest = bench.store.latest(Cursor::START, 10).await.unwrap();
        assert_eq!((latest.len(), latest[0].section), (1, Section::Local));
        assert_eq!(latest[0].excerpt, "The harbour wall holds.");
        assert_eq!(bench.claim(JobKind::Page).await.subject, latest[0].id.get());
        let hour = Duration::from_hours(1);
        assert_eq!(bench.store.next_due(&[JobKind::Poll]).await.unwrap(), Some(bench.now().plus(hour)));
        bench.clock.advance(hour);
        let job = bench.claim(JobKind::Poll).await;
        bench
            .store
            .save_poll(&job, id, &bench.outcome(vec![entry("harbour.example", "wall")]))
            .await
            .unwrap();
        assert_eq!(bench.store.totals().await.unwrap().articles, 1);
    });
}

#[test]
fn a_poll_whose_claim_is_lost_stores_nothing() {
    on_every_database(|bench| async move {
        let site = "harbour.example";
        let added = bench.store.add_feed(&publisher(site), &feed(site)).await.unwrap();
        let job = bench.claim(JobKind::Poll).await;
        bench.clock.advance(Duration::from_secs(61));
        let other = bench.claim(JobKind::Poll).await;
        let outcome = bench.outcome(vec![entry(site, "wall")]);
        assert_eq!(bench.store.save_poll(&job, added.feed_id, &outcome).await.unwrap(), Saved::LostClaim);
        assert_eq!(bench.store.totals().await.unwrap().articles, 0);
        assert_eq!(bench.store.save_poll(&other, added.feed_id, &outcome).await.unwrap(), Saved::Stored);
        assert_eq!(bench.store.totals().await.unwrap().articles, 1);
    });
}

#[test]
fn one_address_is_one_article_however_many_feeds_carry_it() {
    on_every_database(|bench| async move {
        bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        bench
            .polled("digest.example", vec![entry("harbour.example", "wall"), entry("digest.example", "own")])
            .await;
        let latest = bench.store.latest(Cursor::START, 10).await.unwrap();
        assert_eq!(latest.len(), 2);
        let wall = latest.iter().find(|card| card.headline.starts_with("wall")).unwrap();
        assert_eq!(wall.publisher.name, "harbour.example");
    });
}

#[test]
fn another_sites_feed_cannot_change_what_the_own_feed_says() {
    on_every_database(|bench| async move {
        bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        let digest = bench.polled("digest.example", vec![entry("harbour.example", "wall")]).await;
        let mut forged = entry("harbour.example", "wall");
        forged.content_hash = "another".to_owned();
        forged.text.title = "Forged headline".to_owned();
        bench.clock.advance(Duration::from_hours(1));
        let job = bench.claim_about(JobKind::Poll, digest.get()).await;
        bench.store.save_poll(&job, digest, &bench.outcome(vec![forged])).await.unwrap();
        let latest = bench.store.latest(Cursor::START, 10).await.unwrap();
        assert_eq!(latest[0].headline, "wall in the feed");
        assert_eq!(latest[0].publisher.name, "harbour.example");
    });
}

#[test]
fn a_date_to_come_is_held_at_the_arrival() {
    on_every_database(|bench| async move {
        let mut early = entry("harbour.example", "wall");
        early.published_at = Some(bench.now().plus(Duration::from_hours(48)));
        bench.polled("harbour.example", vec![early]).await;
        let latest = bench.store.latest(Cursor::START, 10).await.unwrap();
        assert_eq!(latest[0].published_at, Some(bench.now()));
    });
}

#[test]
fn a_failed_poll_is_shown_on_the_feed_and_keeps_what_it_brought() {
    on_every_database(|bench| async move {
        let id = bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        bench.clock.advance(Duration::from_hours(1));
        let job = bench.claim(JobKind::Poll).await;
        let next = bench.now().plus(Duration::from_hours(2));
        bench.store.fail_poll(&job, id, "the server did not answer", next).await.unwrap();
        let publishers = bench.store.publishers().await.unwrap();
        assert!(publishers[0].is_failing());
        assert_eq!(publishers[0].feeds[0].last_error.as_deref(), Some("the server did not answer"));
        assert_eq!(publishers[0].articles, 1);
        assert_eq!(bench.store.next_due(&[JobKind::Poll]).await.unwrap(), Some(next));
    });
}

async fn poll_moved(bench: &Bench, id: tidings_model::id::FeedId, target: &str) {
    bench.clock.advance(Duration::from_hours(1));
    let job = bench.claim_about(JobKind::Poll, id.get()).await;
    let validators = Validators { etag: Some("\"tag\"".to_owned()), last_modified: None };
    let moved_to = Some(target.to_owned());
    let outcome = PollOutcome { moved_to, validators, ..bench.outcome(Vec::new()) };
    bench.store.save_poll(&job, id, &outcome).await.unwrap();
}

#[test]
fn a_feed_moves_after_three_polls_that_agree() {
    on_every_database(|bench| async move {
        let id = bench.polled("harbour.example", Vec::new()).await;
        for _ in 0..2 {
            poll_moved(&bench, id, "https://harbour.example/new").await;
        }
        let url = |feeds: Vec<tidings_model::feed::Feed>| feeds[0].url.clone();
        assert_eq!(url(bench.store.feeds().await.unwrap()), "https://harbour.example/feed");
        poll_moved(&bench, id, "https://harbour.example/new").await;
        let feeds = bench.store.feeds().await.unwrap();
        assert_eq!(feeds[0].etag.as_deref(), Some("\"tag\""));
        assert_eq!(url(feeds), "https://harbour.example/new");
    });
}

#[test]
fn a_feed_that_moves_to_a_known_one_becomes_one_with_it() {
    on_every_database(|bench| async move {
        let old = bench.polled("old.example", vec![entry("old.example", "wall")]).await;
        let new = bench.polled("new.example", vec![entry("old.example", "wall")]).await;
        for _ in 0..3 {
            poll_moved(&bench, old, "https://new.example/feed").await;
        }
        let feeds = bench.store.feeds().await.unwrap();
        assert_eq!(feeds.iter().map(|feed| feed.id).collect::<Vec<_>>(), vec![new]);
        assert_eq!(bench.store.totals().await.unwrap().articles, 1);
        assert!(bench.store.next_due(&[JobKind::Poll]).await.unwrap().is_some());
    });
}

#[test]
fn a_pasted_address_becomes_feeds_or_a_sentence() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let id = store.begin_addition("https://harbour.example").await.unwrap();
        store.addition_progress(id, "looking at the page").await.unwrap();
        let waiting = AdditionState::Waiting { progress: "looking at the page".to_owned() };
        assert_eq!(store.addition(id).await.unwrap().unwrap().state, waiting);
        let job = bench.claim(JobKind::Discover).await;
        let found = AdditionOutcome::Found(vec![(publisher("harbour.example"), feed("harbour.example"))]);
        store.save_addition(&job, id, &found).await.unwrap();
        let state = store.addition(id).await.unwrap().unwrap().state;
        assert!(matches!(state, AdditionState::Done { feeds } if feeds.len() == 1));
        assert_eq!(bench.claim(JobKind::Poll).await.attempts, 0);
    });
}

#[test]
fn the_answer_that_showed_a_feed_is_its_first_poll() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let id = store.begin_addition("https://harbour.example").await.unwrap();
        let job = bench.claim(JobKind::Discover).await;
        let due = bench.now().plus(Duration::from_hours(1));
        let poll = PollOutcome {
            entries: vec![entry("harbour.example", "wall")],
            next_poll_at: due,
            ..PollOutcome::default()
        };
        let found =
            FoundFeed { publisher: publisher("harbour.example"), feed: feed("harbour.example"), poll };
        store.save_addition(&job, id, &AdditionOutcome::Read(Box::new(found))).await.unwrap();
        assert!(
            matches!(store.addition(id).await.unwrap().unwrap().state, AdditionState::Done { feeds } if feeds.len() == 1)
        );
        assert_eq!(store.totals().await.unwrap().articles, 1);
        assert_eq!(
            store.next_due(&[JobKind::Poll]).await.unwrap(),
            Some(due),
            "it is not asked again at once"
        );
    });
}

#[test]
fn a_removed_feed_is_not_polled_and_its_articles_stay() {
    on_every_database(|bench| async move {
        let id = bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        assert!(bench.store.remove_feed(id).await.unwrap());
        assert!(!bench.store.remove_feed(id).await.unwrap());
        assert!(!bench.store.poll_now(id).await.unwrap());
        let totals = bench.store.totals().await.unwrap();
        assert_eq!((totals.feeds, totals.articles), (0, 1));
        assert_eq!(bench.store.next_due(&[JobKind::Poll]).await.unwrap(), None);
    });
}

#[test]
fn text_with_a_nul_does_not_stop_a_feed() {
    on_every_database(|bench| async move {
        let mut odd = entry("harbour.example", "wall");
        odd.text.title = "Wall\0 holds".to_owned();
        bench.polled("harbour.example", vec![odd]).await;
        assert_eq!(bench.store.latest(Cursor::START, 1).await.unwrap()[0].headline, "Wall holds");
        let closed: Result<(), StoreError> = bench.store.close().await;
        closed.unwrap();
    });
}
