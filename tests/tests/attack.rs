//! Slow, silent, greedy and garbled clients: each is let go in its time, and nobody else notices.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::time::Duration;

use tidings_tests::binary::Running;
use tidings_tests::cable::Cable;
use tidings_tests::database::Database;
use tidings_tests::page::Client;
use tidings_tests::wire::{End, Wire};
use tokio::time::Instant;

/// Limits of a second or two, so that the tests are quick.
const QUICK: [&str; 12] = [
    "--listen",
    "127.0.0.1:0",
    "--head-seconds",
    "1",
    "--body-seconds",
    "3",
    "--write-seconds",
    "1",
    "--idle-seconds",
    "2",
    "--answer-seconds",
    "20",
];
const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

fn paper(more: &[&str]) -> (Database, Running, String) {
    let database = Database::sqlite();
    let running = database.start(&[&QUICK[..], more].concat());
    let address = running.address();
    (database, running, address)
}

async fn answers_quickly(address: &str) {
    let begun = Instant::now();
    let answer = Client::new().get(&format!("{address}/")).await.unwrap();
    assert_eq!(answer.status, 200);
    assert!(begun.elapsed() < Duration::from_secs(3), "it took {:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_its_time_however_it_comes() {
    let (_database, _running, address) = paper(&[]);
    let mut silent = Wire::to(&address);
    let mut halfway = Wire::to(&address);
    halfway.send("GET / HTTP/1.1\r\nhost: HOST\r\n");
    let mut dripping = Wire::to(&address);
    dripping.send("GET / HTTP/1.1\r\nhost: HOST\r\nx: ");
    assert!(dripping.drip(Duration::from_millis(100), 8), "a byte at a time goes on for ever");
    assert_eq!(silent.read(8).1, End::Closed);
    assert_eq!(halfway.read(8).1, End::Closed);
    answers_quickly(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_connection_without_a_request_is_closed_in_its_time() {
    let (_database, _running, address) = paper(&[]);
    let mut wire = Wire::to(&address);
    wire.send("GET /healthz HTTP/1.1\r\nhost: HOST\r\n\r\n");
    let (text, end) = wire.read(10);
    assert!(text.contains("200 OK") && end == End::Closed, "{end:?} {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_has_its_time_however_it_comes() {
    let (_database, _running, address) = paper(&[]);
    let head = format!("POST /settings HTTP/1.1\r\nhost: HOST\r\n{FORM}content-length: 5000\r\n\r\n");
    let mut silent = Wire::to(&address);
    silent.send(&head);
    let mut dripping = Wire::to(&address);
    dripping.send(&head);
    assert!(dripping.drip(Duration::from_millis(100), 12), "a byte at a time goes on for ever");
    assert_eq!(silent.status(8), 408);
    answers_quickly(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_take_its_answers_is_let_go() {
    let (_database, _running, address) = paper(&[]);
    let page = Client::new().get(&format!("{address}/")).await.unwrap();
    let font = page.attributes("link[as=font]", "href").remove(0);
    let asked = 600;
    let mut wire = Wire::to(&address);
    wire.send(&format!("GET {font} HTTP/1.1\r\nhost: HOST\r\n\r\n").repeat(asked));
    tokio::time::sleep(Duration::from_secs(4)).await;
    let (taken, end) = wire.read(10);
    let answers = taken.matches("HTTP/1.1 200").count();
    assert!(end == End::Closed && answers < asked, "{end:?}, {answers} answers");
    answers_quickly(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_silent_connections_shut_nobody_out() {
    let (_database, _running, address) = paper(&["--connections", "40", "--connections-per-address", "30"]);
    let silent: Vec<Wire> = (0..150).map(|_| Wire::to(&address)).collect();
    let slow = (0..60).map(|_| {
        let mut wire = Wire::to(&address);
        wire.send(&format!("POST /settings HTTP/1.1\r\nhost: HOST\r\n{FORM}content-length: 5000\r\n\r\n"));
        wire
    });
    let slow: Vec<Wire> = slow.collect();
    answers_quickly(&address).await;
    drop((silent, slow));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_refused_before_its_body_is_read() {
    let (_database, _running, address) = paper(&[]);
    let unknown = format!("/websub/{}", "00".repeat(32));
    for (path, kind, length, status) in [
        (unknown.as_str(), "", "content-length: 15000000\r\n", 410),
        (unknown.as_str(), "", "transfer-encoding: chunked\r\n", 410),
        ("/settings", FORM, "content-length: 90000000000\r\n", 413),
        ("/import", "content-type: multipart/form-data; boundary=x\r\n", "content-length: 17000000\r\n", 413),
        ("/settings", "content-type: application/json\r\n", "content-length: 5000\r\n", 415),
        ("/settings", FORM, "origin: https://elsewhere.example\r\ncontent-length: 5000\r\n", 403),
    ] {
        let mut wire = Wire::to(&address);
        wire.send(&format!("POST {path} HTTP/1.1\r\nhost: HOST\r\n{kind}{length}\r\n"));
        assert_eq!(wire.status(1), status, "{path} {length}");
    }
    let mut endless = Wire::to(&address);
    endless
        .send(&format!("POST /settings HTTP/1.1\r\nhost: HOST\r\n{FORM}transfer-encoding: chunked\r\n\r\n"));
    let piece = format!("4000\r\n{}\r\n", "a".repeat(0x4000));
    let sent = (0..2_000).take_while(|_| endless.send(&piece)).count();
    let status = endless.status(3);
    assert!(sent < 2_000 || status == 413, "{sent} pieces, then {status}");
    answers_quickly(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_is_refused_and_harms_nobody() {
    let (_database, _running, address) = paper(&[]);
    let long = "a".repeat(200_000);
    for garbage in [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}".to_owned(),
        "GET / HTTP/1.1\r\nhost: HOST\r\n\r\n\r\n\u{0}\u{1}\u{2} garbage\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nhost: HOST\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: HOST\r\nx: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: HOST\r\n{}\r\n", "x: y\r\n".repeat(500)),
        format!(
            "POST /settings HTTP/1.1\r\nhost: HOST\r\n{FORM}content-length: 5\r\ncontent-length: 7\r\n\r\nabcdefg"
        ),
        "POST /settings HTTP/1.1\r\nhost: HOST\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_owned(),
    ] {
        let mut wire = Wire::to(&address);
        wire.send(&garbage);
        let (text, end) = wire.read(8);
        let shown: String = garbage.chars().take(40).collect();
        assert_eq!(end, End::Closed, "{shown:?}");
        let last = text.rsplit("HTTP/1.1 ").next().unwrap_or_default();
        assert!(last.is_empty() || last.starts_with('4'), "{shown:?}: {last}");
    }
    answers_quickly(&address).await;
}

/// A half head, a half body, and answers that nobody takes.
fn hangers_on(address: &str, font: &str) -> [Wire; 4] {
    let mut wires = [Wire::to(address), Wire::to(address), Wire::to(address), Wire::to(address)];
    let [_silent, head, body, greedy] = &mut wires;
    head.send("GET / HTTP/1.1\r\nhost: HOST\r\n");
    body.send(&format!("POST /settings HTTP/1.1\r\nhost: HOST\r\n{FORM}content-length: 5000\r\n\r\ntoken="));
    greedy.send(&format!("GET {font} HTTP/1.1\r\nhost: HOST\r\n\r\n").repeat(600));
    wires
}

async fn it_ends_with_hangers_on(signal: &str) {
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0"]);
    let address = running.address();
    let page = Client::new().get(&format!("{address}/")).await.unwrap();
    let font = page.attributes("link[as=font]", "href").remove(0);
    let _wires = hangers_on(&address, &font);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(running.ends_after(signal, 10), "it does not end within ten seconds of {signal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_within_ten_seconds_of_term_whatever_hangs_on() {
    it_ends_with_hangers_on("TERM").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_within_ten_seconds_of_an_interrupt_whatever_hangs_on() {
    it_ends_with_hangers_on("INT").await;
}

/// Nothing arrives from the database any more, and a request and every worker wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn it_ends_within_ten_seconds_when_postgresql_is_away() {
    let database = Database::postgres();
    let (url, folder) = (database.flags().last().unwrap().clone(), database.folder().display().to_string());
    let (scheme, rest) = url.split_once("://").unwrap();
    let (user, place) = rest.split_once('@').unwrap();
    let (server, name) = place.split_once('/').unwrap();
    let cable = Cable::to(server);
    let through = format!("{scheme}://{user}@{}/{name}", cable.address());
    let running = Running::start(&["--listen", "127.0.0.1:0", "--data", &folder, "--database", &through]);
    let address = running.address();
    answers_quickly(&address).await;
    cable.cut();
    let mut waiting = Wire::to(&address);
    waiting.send("GET / HTTP/1.1\r\nhost: HOST\r\n\r\n");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(running.ends_after("TERM", 10), "it does not end within ten seconds");
}
