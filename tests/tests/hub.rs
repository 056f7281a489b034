//! WebSub from outside: a publisher announces a hub of our own, the hub is asked and asks back, and what it tells of is read.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure here is a failed test"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tidings_tests::database::Database;
use tidings_tests::page::Client;
use tidings_tests::paper::Paper;
use tidings_tests::server::{self, Asked, Reply, free_port};
use tidings_tests::visitor::Visitor;
use url::form_urlencoded;

/// What publisher and hub share: how many items the feed has, how often it was read, what the hub was sent.
#[derive(Debug, Default)]
struct World {
    items: usize,
    polls: usize,
    form: Option<BTreeMap<String, String>>,
}

type Shared = Arc<Mutex<World>>;

fn start(world: &Shared) -> String {
    let world = Arc::clone(world);
    server::serve(move |asked| answer(&world, asked))
}

fn answer(world: &Shared, asked: &Asked) -> Reply {
    let mut world = world.lock().unwrap();
    let origin = asked.origin();
    match (asked.method.as_str(), asked.path.as_str()) {
        ("GET", "/feed") => {
            world.polls += 1;
            Reply::ok("application/atom+xml", feed(&origin, world.items))
        }
        ("POST", "/hub") => {
            let fields = form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect();
            world.form = Some(fields);
            Reply::empty("202 Accepted")
        }
        ("GET", path) if path.starts_with("/item/") => Reply::ok(
            "text/html",
            "<!doctype html><html lang=en><title>A tide gauge</title><article><h1>A tide gauge</h1>
             <p>The gauge at the old pier was read by hand for sixty years, twice a day and in every weather.</p>
             <p>Since Monday a float does it, and the keeper reads the numbers at her kitchen table instead.</p></article>",
        ),
        _ => Reply::empty("404 Not Found"),
    }
}

fn feed(origin: &str, items: usize) -> String {
    let entry = |number: usize| {
        format!(
            "<entry><id>urn:item:{number}</id><title>Tide gauge report {number}</title><link href='{origin}/item/{number}'/>
             <updated>2026-11-2{number}T10:00:00Z</updated></entry>"
        )
    };
    let entries: String = (1..=items).map(entry).collect();
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier Gauge</title><id>urn:pier</id>
         <link rel='hub' href='{origin}/hub'/><link rel='self' href='{origin}/feed'/>{entries}</feed>"
    )
}

/// Waits until a look at the world gives something.
async fn until<T>(world: &Shared, look: impl Fn(&World) -> Option<T>) -> T {
    for _ in 0..120 {
        let seen = look(&world.lock().unwrap());
        if let Some(seen) = seen {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("it did not happen in time: {:?}", world.lock().unwrap());
}

/// The hub asks back at the callback, as the recommendation has it.
async fn ask_back(form: &BTreeMap<String, String>, mode: &str) -> (u16, String) {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", mode)
        .append_pair("hub.topic", &form["hub.topic"])
        .append_pair("hub.challenge", "low water")
        .append_pair("hub.lease_seconds", "86400")
        .finish();
    let answer = Client::new().get(&format!("{}?{query}", form["hub.callback"])).await.unwrap();
    (answer.status, answer.body)
}

async fn deliver(callback: &str, secret: &str, signed: &str) -> u16 {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes()).unwrap();
    // The client sends a form; its one field without a value is the body that the hub signs.
    mac.update(signed.as_bytes());
    let mut signature = "sha256=".to_owned();
    for byte in mac.finalize().into_bytes() {
        write!(signature, "{byte:02x}").unwrap();
    }
    let headers = [("x-hub-signature", signature.as_str())];
    Client::new().post(callback, &[("news", "")], &headers).await.unwrap().status
}

async fn a_hub_tells_of_news(database: Database) {
    let world = Shared::default();
    world.lock().unwrap().items = 1;
    let publisher = start(&world);
    let listen = format!("127.0.0.1:{}", free_port());
    let public = format!("http://{listen}");
    let flags = ["--listen", &listen, "--public-address", &public, "--allow-network", "127.0.0.1/32"];
    let running = database.start(&flags);
    let address = running.address();
    let (paper, mut visitor) = (Paper::at(&address), Visitor::at(&address));
    let added = visitor.send("/welcome", "/add", &[("address", &format!("{publisher}/feed"))]).await;
    assert_eq!(added.status, 303, "{}", added.body);

    let form = until(&world, |world| world.form.clone()).await;
    assert_eq!(form["hub.mode"], "subscribe");
    assert_eq!(form["hub.topic"], format!("{publisher}/feed"));
    assert!(form["hub.callback"].starts_with(&format!("{public}/websub/")), "{form:?}");
    assert_eq!(ask_back(&form, "unsubscribe").await.0, 404, "nobody asked for that");
    assert_eq!(ask_back(&form, "subscribe").await, (200, "low water".to_owned()));
    paper.until_quiet(30).await;
    let health = paper.page("/editor/publishers").await.texts(".feeds").concat();
    assert!(health.contains("tells of news at once"), "{health}");

    only_its_own_word_counts(&world, &form, &paper).await;
    assert_eq!(paper.article_ids().await.len(), 2, "what the hub told of is read");
}

/// A delivery is believed only with the hub's own signature, at the address that it was given.
async fn only_its_own_word_counts(world: &Shared, form: &BTreeMap<String, String>, paper: &Paper) {
    let polls = world.lock().unwrap().polls;
    world.lock().unwrap().items = 2;
    let (callback, secret) = (&form["hub.callback"], &form["hub.secret"]);
    assert_eq!(deliver(callback, "another secret", "news=").await, 202, "a forger learns nothing");
    paper.until_quiet(30).await;
    assert_eq!(world.lock().unwrap().polls, polls, "a forged delivery is not acted on");
    let (door, _) = callback.rsplit_once('/').unwrap();
    assert_eq!(deliver(&format!("{door}/00"), secret, "news=").await, 410);
    assert_eq!(deliver(callback, secret, "news=").await, 202);
    until(world, |world| (world.polls > polls).then_some(())).await;
    paper.until_articles(2, 30).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_a_hub_tells_of_news() {
    a_hub_tells_of_news(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_a_hub_tells_of_news() {
    a_hub_tells_of_news(Database::postgres()).await;
}
