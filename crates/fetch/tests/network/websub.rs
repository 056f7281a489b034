//! A hub and a publisher of our own that play the numbered cases of the W3C's test suite for subscribers.

use std::collections::BTreeMap;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tidings_fetch::websub::{Announcement, Offer};
use tidings_model::http::{Http, HttpRequest, HttpResponse, Purpose};
use tidings_model::subscription::{Delivery, Mode, Randomness, Subscription, Verification};
use tidings_model::time::Timestamp;
use tidings_parse::feed::{self, Context};
use url::Url;

use crate::server::{Reply, Server, answer, fetcher, redirect, settings};

const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);
const DAY: Duration = Duration::from_hours(24);

/// The publisher's topics `/blog/N` and the hub's doors `/hub/N`.
async fn world() -> Server {
    Server::start(|path| match path {
        "/blog/101" => page(r#"<link rel="hub" href="/hub/101"><link rel="self" href="/blog/101">"#),
        "/blog/102" => feed(&atom("/hub/102", "/blog/102"), ""),
        "/blog/103" => feed(RSS, ""),
        "/blog/104" => feed(&atom("/hub/wrong", "/blog/wrong"), &header("/hub/104", "/blog/104")),
        "/blog/200" => headed("/hub/200", "/blog/200?self=other"),
        "/blog/201" => redirect("302 Found", "/blog/201?redirect=complete"),
        "/blog/202" => redirect("301 Moved Permanently", "/blog/202?redirect=complete"),
        "/blog/203" => headed("/hub/203?redirect=true", "/blog/203"),
        "/blog/204" => headed("/hub/204?redirect=true", "/blog/204"),
        "/hub/203?redirect=true" => redirect("307 Temporary Redirect", "/hub/203"),
        "/hub/204?redirect=true" => redirect("308 Permanent Redirect", "/hub/204"),
        "/hub/refusing" => answer("403 Forbidden", "", b"not for you"),
        hub if hub.starts_with("/hub/") => answer("202 Accepted", "", b""),
        topic => headed(&topic.replace("blog", "hub").replace("?redirect=complete", ""), topic),
    })
    .await
}

fn header(hub: &str, topic: &str) -> String {
    format!("Link: <{topic}>; rel=\"self\"\r\nLink: <{hub}>; rel=\"hub\"\r\n")
}

fn headed(hub: &str, topic: &str) -> Reply {
    answer("200 OK", &format!("Content-Type: text/html\r\n{}", header(hub, topic)), b"<title>Blog</title>")
}

fn page(links: &str) -> Reply {
    answer("200 OK", "Content-Type: text/html\r\n", format!("<!doctype html><head>{links}</head>").as_bytes())
}

fn feed(text: &str, headers: &str) -> Reply {
    answer("200 OK", &format!("Content-Type: text/xml\r\n{headers}"), text.as_bytes())
}

fn atom(hub: &str, topic: &str) -> String {
    format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="{hub}"/><link rel="self" href="{topic}"/></feed>"#
    )
}

const RSS: &str = r#"<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
    <atom:link rel="self" href="/blog/103"/><atom:link rel="hub" href="/hub/103"/></channel></rss>"#;

/// What a subscriber does with an answer: headers first, then what the body is.
fn offer(response: &HttpResponse) -> Option<Offer> {
    let fetched = Url::parse(&response.final_url).unwrap();
    let headers = Announcement::of_headers(&response.headers, &fetched);
    let body = if response.header("content-type") == Some("text/html") {
        Announcement::of_page(&String::from_utf8_lossy(&response.body), &fetched)
    } else {
        let context = Context { base_url: Some(response.final_url.clone()), ..Context::default() };
        let (parsed, _) = feed::parse(&response.body, &context);
        Announcement::of_feed(parsed.feed.hub(), parsed.feed.self_link(), &fetched)
    };
    Announcement::offer(headers, body, &fetched)
}

/// Subscribes to the topic of one case; gives the subscription and the form as its hub got it.
async fn subscribe(world: &Server, case: &str) -> (Subscription, BTreeMap<String, String>) {
    let fetcher = fetcher(settings());
    let topic = world.url(&format!("/blog/{case}"));
    let response = fetcher.get(HttpRequest::new(topic, Purpose::Feed)).await.unwrap();
    let offer = offer(&response).expect("a hub is announced");
    let randomness = Randomness { token: [1; 16], secret: [2; 32] };
    let mut subscription = Subscription::new(&offer.hubs[0], &offer.topic, &randomness, NOW);
    let callback = format!("https://us.example/websub/{}", subscription.token);
    let form = subscription.ask(Mode::Subscribe, &callback, DAY * 7, NOW);
    let response = fetcher.post(form).await.unwrap();
    subscription.take_answer(&response).unwrap();
    let sent = world.bodies().pop().unwrap();
    assert!(world.heads().pop().unwrap().starts_with(&format!("post /hub/{case} ")), "{case}");
    let fields = url::form_urlencoded::parse(sent.as_bytes()).into_owned().collect();
    (subscription, fields)
}

/// The hub's question whether we asked.
fn question(mode: &str, topic: &str) -> BTreeMap<String, String> {
    let pairs =
        [("hub.mode", mode), ("hub.topic", topic), ("hub.challenge", "c-1"), ("hub.lease_seconds", "3600")];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

async fn confirmed(world: &Server, case: &str) -> Subscription {
    let (mut subscription, fields) = subscribe(world, case).await;
    let answer = subscription.verify(&question(&fields["hub.mode"], &fields["hub.topic"]), NOW);
    assert_eq!(answer, Verification::Confirmed("c-1".to_owned()));
    subscription
}

fn signed(secret: &str, body: &[u8]) -> BTreeMap<String, String> {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(body);
    let digits: Vec<String> = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    BTreeMap::from([("x-hub-signature".to_owned(), format!("sha256={}", digits.concat()))])
}

#[tokio::test]
async fn cases_100_to_104_hub_and_topic_are_found_in_headers_pages_and_feeds() {
    let world = world().await;
    for case in ["100", "101", "102", "103", "104"] {
        let (_, fields) = subscribe(&world, case).await;
        assert_eq!(fields["hub.topic"], world.url(&format!("/blog/{case}")));
        assert_eq!(fields["hub.mode"], "subscribe");
        assert_eq!(fields["hub.lease_seconds"], "604800");
        assert!(fields["hub.callback"].starts_with("https://us.example/websub/"));
        assert!(!fields["hub.secret"].is_empty() && fields["hub.secret"].len() < 200);
    }
}

#[tokio::test]
async fn case_200_the_topic_is_called_as_it_calls_itself() {
    let world = world().await;
    assert_eq!(subscribe(&world, "200").await.1["hub.topic"], world.url("/blog/200?self=other"));
}

#[tokio::test]
async fn cases_201_and_202_a_topic_that_redirects_is_called_by_its_new_name() {
    let world = world().await;
    for case in ["201", "202"] {
        let topic = world.url(&format!("/blog/{case}?redirect=complete"));
        assert_eq!(subscribe(&world, case).await.1["hub.topic"], topic);
    }
}

#[tokio::test]
async fn cases_203_and_204_a_hub_that_redirects_is_followed() {
    let world = world().await;
    assert_eq!(subscribe(&world, "203").await.0.hub, world.url("/hub/203?redirect=true"));
    assert_eq!(subscribe(&world, "204").await.0.hub, world.url("/hub/204"));
}

#[tokio::test]
async fn case_205_a_question_about_another_topic_is_refused() {
    let world = world().await;
    let (mut subscription, _) = subscribe(&world, "205").await;
    let other = question("subscribe", &world.url("/blog/other"));
    assert_eq!(subscription.verify(&other, NOW), Verification::Refused);
    assert!(!subscription.is_active(NOW));
}

#[tokio::test]
async fn case_300_a_delivery_is_taken_and_answered_with_2xx() {
    let world = world().await;
    let subscription = confirmed(&world, "300").await;
    let delivery = subscription.judge(&signed(&subscription.secret, b"<rss/>"), b"<rss/>", NOW);
    assert_eq!((delivery, delivery.status() / 100), (Delivery::Genuine, 2));
}

#[tokio::test]
async fn case_301_a_delivery_with_a_wrong_signature_is_ignored() {
    let world = world().await;
    let subscription = confirmed(&world, "301").await;
    assert_eq!(subscription.judge(&signed("guess", b"<rss/>"), b"<rss/>", NOW), Delivery::Forged);
    assert_eq!(subscription.judge(&signed(&subscription.secret, b"<rss/>"), b"other", NOW), Delivery::Forged);
}

#[tokio::test]
async fn case_302_a_delivery_without_a_signature_is_ignored() {
    let world = world().await;
    let subscription = confirmed(&world, "302").await;
    assert_eq!(subscription.judge(&BTreeMap::new(), b"<rss/>", NOW), Delivery::Forged);
}

#[tokio::test]
async fn a_subscription_is_renewed_and_given_up() {
    let world = world().await;
    let mut subscription = confirmed(&world, "100").await;
    assert_eq!(subscription.due_at(), NOW.plus(Duration::from_mins(45)));
    let later = NOW.plus(Duration::from_hours(2));
    assert_eq!(subscription.judge(&signed(&subscription.secret, b""), b"", later), Delivery::Over);
    let form = subscription.ask(Mode::Unsubscribe, "https://us.example/websub/1", DAY, later);
    assert!(fetcher(settings()).post(form).await.unwrap().status == 202);
    assert!(world.bodies().pop().unwrap().starts_with("hub.mode=unsubscribe"));
    let topic = subscription.topic.clone();
    assert_eq!(
        subscription.verify(&question("unsubscribe", &topic), later),
        Verification::Confirmed("c-1".to_owned())
    );
    assert_eq!(subscription.judge(&BTreeMap::new(), b"", later).status(), 410);
}

#[tokio::test]
async fn a_hub_that_refuses_is_not_waited_for() {
    let world = world().await;
    let randomness = Randomness { token: [1; 16], secret: [2; 32] };
    let mut subscription =
        Subscription::new(&world.url("/hub/refusing"), "https://x.example/", &randomness, NOW);
    let form = subscription.ask(Mode::Subscribe, "https://us.example/websub/1", DAY, NOW);
    let response = fetcher(settings()).post(form).await.unwrap();
    let refusal = subscription.take_answer(&response).unwrap_err();
    assert!(refusal.contains("403") && refusal.contains("not for you"), "{refusal}");
    assert_eq!(subscription.pending, None);
}
