//! Leases, denials and questions that nobody asked for.

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);
const WEEK: Duration = Duration::from_hours(7 * 24);

fn fresh() -> Subscription {
    let randomness = Randomness { token: [7; 16], secret: [9; 32] };
    Subscription::new("https://hub.example/", "https://quay.example/feed", &randomness, NOW)
}

fn asked(mode: Mode) -> Subscription {
    let mut subscription = fresh();
    let _ = subscription.ask(mode, "https://us.example/websub/07", WEEK, NOW);
    subscription
}

fn query(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const TOPIC: (&str, &str) = ("hub.topic", "https://quay.example/feed");
const CHALLENGE: (&str, &str) = ("hub.challenge", "sea");

#[test]
fn a_lease_is_believed_within_bounds() {
    for (said, hours) in [("864000", 240), ("999999999999", 24 * 90), ("nonsense", 24)] {
        let mut subscription = asked(Mode::Subscribe);
        let question = query(&[("hub.mode", "subscribe"), TOPIC, CHALLENGE, ("hub.lease_seconds", said)]);
        assert_eq!(subscription.verify(&question, NOW), Verification::Confirmed("sea".to_owned()));
        assert_eq!(subscription.lease.unwrap().until.since(NOW), Duration::from_hours(hours), "{said}");
    }
}

#[test]
fn a_lease_is_renewed_in_time_and_ends_without() {
    let mut subscription = asked(Mode::Subscribe);
    assert_eq!(subscription.due_at(), NOW.plus(Duration::from_hours(1)));
    let question = query(&[("hub.mode", "subscribe"), TOPIC, CHALLENGE, ("hub.lease_seconds", "400000")]);
    subscription.verify(&question, NOW);
    assert_eq!(subscription.due_at(), NOW.plus(Duration::from_mins(5_000)));
    assert!(subscription.is_active(NOW.plus(Duration::from_secs(399_999))));
    assert!(!subscription.is_active(NOW.plus(Duration::from_secs(400_000))));
    // While it is being renewed the old lease holds.
    let _ = subscription.ask(Mode::Subscribe, "https://us.example/websub/07", WEEK, NOW.plus(WEEK / 2));
    assert!(subscription.is_active(NOW.plus(WEEK / 2)));
}

#[test]
fn nobody_can_subscribe_or_unsubscribe_us_unasked() {
    let subscribe = query(&[("hub.mode", "subscribe"), TOPIC, CHALLENGE]);
    let unsubscribe = query(&[("hub.mode", "unsubscribe"), TOPIC, CHALLENGE]);
    assert_eq!(fresh().verify(&subscribe, NOW), Verification::Refused);
    assert_eq!(asked(Mode::Subscribe).verify(&unsubscribe, NOW), Verification::Refused);
    assert_eq!(asked(Mode::Unsubscribe).verify(&subscribe, NOW), Verification::Refused);
    assert_eq!(asked(Mode::Subscribe).verify(&query(&[TOPIC, CHALLENGE]), NOW), Verification::Refused);
    let without = query(&[("hub.mode", "subscribe"), TOPIC]);
    assert_eq!(asked(Mode::Subscribe).verify(&without, NOW), Verification::Refused);
    let long = "x".repeat(10_000);
    let endless = query(&[("hub.mode", "subscribe"), TOPIC, ("hub.challenge", &long)]);
    assert_eq!(asked(Mode::Subscribe).verify(&endless, NOW), Verification::Refused);
}

#[test]
fn a_refused_question_changes_nothing() {
    let mut subscription = asked(Mode::Subscribe);
    let before = subscription.clone();
    subscription.verify(&query(&[("hub.mode", "subscribe"), TOPIC]), NOW);
    assert_eq!(subscription, before);
}

#[test]
fn a_denial_ends_the_waiting_and_says_why() {
    let mut subscription = asked(Mode::Subscribe);
    let denial = query(&[("hub.mode", "denied"), TOPIC, ("hub.reason", "not\u{7} here")]);
    assert_eq!(subscription.verify(&denial, NOW), Verification::Denied("not here".to_owned()));
    assert_eq!((subscription.pending, subscription.is_active(NOW)), (None, false));
}

#[test]
fn the_secret_is_short_enough_and_never_shown() {
    let subscription = asked(Mode::Subscribe);
    assert!(subscription.secret.len() < 200);
    assert!(!format!("{subscription:?}").contains(&subscription.secret));
    assert!(!format!("{subscription:?}").contains(&subscription.token));
}
