//! Subscriptions at hubs: taken up with the feed that announces one, asked and confirmed in any order, ended with it.

use std::time::Duration;

use tidings_model::job::JobKind;
use tidings_model::subscription::{Lease, Mode, Randomness, Subscription};
use tidings_store::poll::PollOutcome;
use tidings_store::subscription::{FeedSubscription, HubAnswer, HubOffer};

use crate::fixture::{Bench, feed, on_every_database, publisher};

const SITE: &str = "harbour.example";
const DAY: Duration = Duration::from_hours(24);

fn offer(bench: &Bench, hubs: &[&str]) -> HubOffer {
    let randomness = Randomness { token: [7; 16], secret: [9; 32] };
    HubOffer {
        hubs: hubs.iter().map(|hub| (*hub).to_owned()).collect(),
        fresh: Subscription::new(hubs[0], "https://harbour.example/feed", &randomness, bench.now()),
    }
}

/// Polls the feed, which announces these hubs.
async fn polled(bench: &Bench, hubs: &[&str]) -> tidings_model::id::FeedId {
    let added = bench.store.add_feed(&publisher(SITE), &feed(SITE)).await.unwrap();
    let job = bench.claim(JobKind::Poll).await;
    let offer = (!hubs.is_empty()).then(|| offer(bench, hubs));
    let outcome = PollOutcome { offer, ..bench.outcome(Vec::new()) };
    bench.store.save_poll(&job, added.feed_id, &outcome).await.unwrap();
    added.feed_id
}

async fn known(bench: &Bench, id: tidings_model::id::FeedId) -> FeedSubscription {
    bench.store.subscription(id).await.unwrap().unwrap()
}

#[test]
fn a_hub_that_asks_back_before_it_answers_is_confirmed_all_the_same() {
    on_every_database(|bench| async move {
        let id = polled(&bench, &["https://hub.example/"]).await;
        let job = bench.claim(JobKind::Subscribe).await;
        let mut asked = known(&bench, id).await;
        let _ = asked.subscription.ask(Mode::Subscribe, "https://us.example/websub/07", DAY, bench.now());
        bench.store.note_asked(&asked.subscription).await.unwrap();

        let mut seen = bench.store.subscription_by_token(&asked.subscription.token).await.unwrap().unwrap();
        assert_eq!((seen.tries, seen.subscription.pending), (1, Some(Mode::Subscribe)));
        let lease = Lease { from: bench.now(), until: bench.now().plus(DAY) };
        (seen.subscription.pending, seen.subscription.lease) = (None, Some(lease));
        bench.store.confirm_subscription(&seen).await.unwrap();

        let token = &asked.subscription.token;
        let answer = HubAnswer::WillAsk("https://hub.example/moved".to_owned());
        bench.store.save_hub_answer(&job, token, &answer, bench.now().plus(DAY)).await.unwrap();
        let after = known(&bench, id).await;
        assert_eq!(
            (after.tries, after.subscription.pending, after.subscription.lease),
            (0, None, Some(lease))
        );
        assert_eq!(after.subscription.hub, "https://hub.example/moved");
        let renewal = bench.store.next_due(&[JobKind::Subscribe]).await.unwrap();
        assert_eq!(renewal, Some(bench.now().plus(DAY * 3 / 4)));
        let state = &bench.store.hub_states().await.unwrap()[&id];
        assert_eq!(state.until, Some(lease.until));
    });
}

#[test]
fn a_poll_that_announces_the_same_keeps_what_is_there() {
    on_every_database(|bench| async move {
        let id = polled(&bench, &["https://hub.example/"]).await;
        let before = known(&bench, id).await;
        bench.clock.advance(Duration::from_hours(2));
        polled(&bench, &["https://hub.example/"]).await;
        assert_eq!(known(&bench, id).await, before);
        bench.clock.advance(Duration::from_hours(2));
        polled(&bench, &["https://other.example/", "https://hub.example/"]).await;
        assert_eq!(known(&bench, id).await.subscription.hub, "https://other.example/");
        bench.clock.advance(Duration::from_hours(2));
        polled(&bench, &[]).await;
        assert_eq!(bench.store.subscription(id).await.unwrap(), None);
        assert_eq!(bench.store.next_due(&[JobKind::Subscribe]).await.unwrap(), None);
    });
}

#[test]
fn a_hub_that_refuses_is_remembered_with_its_reason_and_the_next_one_is_due() {
    on_every_database(|bench| async move {
        let id = polled(&bench, &["https://hub.example/", "https://other.example/"]).await;
        let job = bench.claim(JobKind::Subscribe).await;
        let token = known(&bench, id).await.subscription.token;
        let next = "https://other.example/".to_owned();
        let answer = HubAnswer::Refused { next, reason: "the hub refuses".to_owned() };
        let again = bench.now().plus(Duration::from_secs(10));
        bench.store.save_hub_answer(&job, &token, &answer, again).await.unwrap();
        let after = known(&bench, id).await;
        assert_eq!(after.subscription.hub, "https://other.example/");
        assert_eq!(after.problem.as_deref(), Some("the hub refuses"));
        assert_eq!(bench.store.next_due(&[JobKind::Subscribe]).await.unwrap(), Some(again));
        bench.store.deny_subscription(&token, "not for you").await.unwrap();
        assert_eq!(known(&bench, id).await.problem.as_deref(), Some("not for you"));
    });
}

#[test]
fn what_a_hub_tells_of_brings_the_poll_forward_and_the_subscription_ends_with_its_feed() {
    on_every_database(|bench| async move {
        let id = polled(&bench, &["https://hub.example/"]).await;
        let soon = bench.now().plus(Duration::from_secs(15));
        bench.store.poll_pushed(id, soon).await.unwrap();
        assert_eq!(bench.store.next_due(&[JobKind::Poll]).await.unwrap(), Some(soon));
        let token = known(&bench, id).await.subscription.token;
        bench.store.remove_feed(id).await.unwrap();
        assert_eq!(bench.store.subscription_by_token(&token).await.unwrap(), None);
    });
}
