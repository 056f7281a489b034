//! Signing in from outside: guessing is slowed down, the owner is not locked out, and what a client says of its address is not
//! believed.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use tidings_tests::binary::Running;
use tidings_tests::database::Database;
use tidings_tests::page::{Client, encode};
use tidings_tests::visitor::Visitor;

const SECRET: &str = "a long and quiet password";

/// A private paper with an administrator called Ines, who came in from 198.51.100.1.
async fn paper(flags: &[&str]) -> (Database, Running, String) {
    let database = Database::sqlite();
    let running = database.start(&[&["--listen", "127.0.0.1:0", "--mode", "private"], flags].concat());
    let address = running.address();
    let line = running.line(30, |line| line.contains("/account/join/"));
    let path = line.split_once(&address).unwrap().1.trim().to_owned();
    Visitor::behind_a_proxy(&address, "198.51.100.1").join(&path, "Ines", SECRET).await;
    (database, running, address)
}

async fn guess(browser: &mut Visitor, name: &str, times: usize) -> u16 {
    let mut last = 0;
    for _ in 0..times {
        last = browser.sign_in(name, "a wrong password").await.status;
    }
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_guesses_is_stopped_and_the_owner_is_not() {
    let (_database, _running, address) = paper(&["--trusted-proxy", "127.0.0.1"]).await;
    let mut stranger = Visitor::behind_a_proxy(&address, "203.0.113.5");
    assert_eq!(guess(&mut stranger, "Ines", 10).await, 200);
    let stopped = stranger.sign_in("ines ", SECRET).await;
    assert_eq!(stopped.status, 429, "not even with the right password");
    assert!(
        stopped.header("retry-after").is_some() && stopped.texts("[role=alert]").concat().contains("Wait")
    );
    let same_place = Visitor::behind_a_proxy(&address, "203.0.113.5").sign_in("Ines", SECRET).await;
    assert_eq!(same_place.status, 429, "a fresh browser at the same address");
    let mut forging = Visitor::behind_a_proxy(&address, "198.51.100.1, 203.0.113.5");
    assert_eq!(forging.sign_in("Ines", SECRET).await.status, 429, "what stands left was made up");
    let mut owner = Visitor::behind_a_proxy(&address, "198.51.100.1");
    assert_eq!(owner.sign_in("Ines", SECRET).await.status, 303);
    assert_eq!(owner.get("/").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_trusted_proxy_nobody_chooses_an_address() {
    let (_database, _running, address) = paper(&[]).await;
    for number in 0..10 {
        let mut stranger = Visitor::behind_a_proxy(&address, &format!("203.0.113.{number}"));
        assert_eq!(guess(&mut stranger, "Nobody", 1).await, 200);
    }
    let mut stranger = Visitor::behind_a_proxy(&address, "203.0.113.99");
    assert_eq!(guess(&mut stranger, "Nobody", 1).await, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_at_the_same_moment_are_counted_before_they_are_checked() {
    let (_database, _running, address) = paper(&[]).await;
    let page = Client::new().get(&format!("{address}/account/sign-in")).await.unwrap();
    let token = page.attributes("main input[name=token]", "value").remove(0);
    let cookie = page.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let (address, token, cookie) = (address.clone(), token.clone(), cookie.clone());
        tries.spawn(async move {
            let form = [("token", token.as_str()), ("name", "Ines"), ("password", "wrong"), ("then", "/")];
            let headers = [("cookie", cookie.as_str())];
            let sent = Client::new().post(&format!("{address}/account/sign-in"), &form, &headers).await;
            sent.unwrap().status
        });
    }
    let mut checked = 0;
    while let Some(attempt) = tries.join_next().await {
        checked += usize::from(attempt.unwrap() == 200);
    }
    assert!(checked <= 10, "{checked} of 30 were checked");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_that_was_asked_for_is_shown_after_signing_in_with_its_query() {
    let (_database, _running, address) = paper(&[]).await;
    let mut browser = Visitor::at(&address);
    let wanted = "/search?q=caf%C3%A9+%22two+words%22&order=newest";
    let sent_away = browser.get(wanted).await;
    assert_eq!(sent_away.status, 303);
    let door = sent_away.header("location").unwrap().to_owned();
    assert_eq!(door, format!("/account/sign-in?then={}", encode_query(wanted)));
    let form = browser.get(&door).await;
    let then = form.attributes("main input[name=then]", "value").remove(0);
    let signed_in = browser
        .send(&door, "/account/sign-in", &[("name", "Ines"), ("password", SECRET), ("then", &then)])
        .await;
    assert_eq!((signed_in.status, signed_in.header("location")), (303, Some(wanted)));
    for strange in
        ["//elsewhere.example", "/\\elsewhere.example", "/%2felsewhere.example", "https://elsewhere.example"]
    {
        let form = browser.get(&format!("/account/sign-in?then={}", encode(strange))).await;
        assert_eq!(form.attributes("main input[name=then]", "value"), ["/"], "{strange}");
    }
}

/// As forms encode a value: blanks would be `+`, and a few signs stay.
fn encode_query(value: &str) -> String {
    let one = |c: char| {
        if c.is_ascii_alphanumeric() || "-._*".contains(c) { c.to_string() } else { encode(&c.to_string()) }
    };
    value.chars().map(one).collect()
}
