//! The command line as somebody new meets it: options behind words, help that fits a screen, sentences that name the cure.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::fs;
use std::time::Duration;

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::page::Client;
use tidings_tests::server::{self, Reply};

/// Words that a person should never meet.
const LIBRARY: [&str; 7] =
    ["os error", "invalid digit", "sqlx", "panicked", "error returned from", "TOML parse", "expected value"];

/// Runs a command that is refused; gives what it says.
fn refused(arguments: &[&str]) -> String {
    let output = binary::run(arguments);
    let said = binary::text(&output.stderr);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{arguments:?}: {said}");
    for word in LIBRARY {
        assert!(!said.contains(word), "{arguments:?} says {said}");
    }
    said
}

#[test]
fn an_option_may_stand_behind_words() {
    let database = Database::sqlite();
    let output = database.run(&["search", "ferry", "-copy"]);
    let said = binary::text(&output.stderr);
    assert!(said.contains("index") && database.folder().join("tidings.sqlite").exists(), "{said}");
    let story = database.run(&["story", "split", "1", "2"]);
    assert!(binary::text(&story.stderr).contains("there is no story 1"));
}

#[test]
fn help_is_about_the_command() {
    let help = binary::text(&binary::run(&["restore", "--help"]).stdout);
    assert!(help.contains("<FILE>") && help.lines().count() < 20, "{help}");
    let settings = binary::text(&binary::run(&["help", "settings"]).stdout);
    assert!(settings.contains("--feed-megabytes") && settings.contains("TIDINGS_NAME"), "{settings}");
}

#[test]
fn each_refusal_names_the_cure_in_our_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let data = at("data");
    fs::write(at("letter"), "Dear reader").unwrap();
    fs::write(at("feed"), "<rss version='2.0'><channel><title>x</title></channel></rss>").unwrap();
    fs::write(at("empty.opml"), "<opml><body></body></opml>").unwrap();
    fs::write(at("wrong.toml"), "listen = \nworkers = 3").unwrap();
    let missing = at("missing");
    let cases: [(&[&str], &str); 16] = [
        (&["--nowest"], "--nowest"),
        (&["add"], "<URL>"),
        (&["servee"], "servee"),
        (&["import", &missing, "--data", &data], "no such file"),
        (&["import", folder.path().to_str().unwrap(), "--data", &data], "it is a folder"),
        (&["import", &at("letter"), "--data", &data], "is no OPML"),
        (&["import", "--dry-run", &at("letter"), "--data", &data], "is no OPML"),
        (&["import", &at("feed"), "--data", &data], "tidings add"),
        (&["import", &at("empty.opml"), "--data", &data], "no feeds"),
        (&["export", "--config", &missing], "no such file"),
        (&["export", "--config", &at("wrong.toml")], "line 1"),
        (&["export", "--data", &data, "--workers", "many"], "whole number"),
        (&["export", "--data", &data, "--listen", "8008"], "127.0.0.1:8008"),
        (&["export", "--data", &data, "--database", "mysql://db/news"], "postgres://"),
        (
            &["export", "--data", &data, "--database", "postgres://ann:hush@127.0.0.1:1/news"],
            "nobody answers",
        ),
        (&["restore", &missing, "--data", &data], "does not exist"),
    ];
    for (arguments, says) in cases {
        let said = refused(arguments);
        assert!(said.contains(says) && !said.contains("hush"), "{arguments:?} says {said}");
    }
    assert!(!folder.path().join("data/tidings.sqlite").exists(), "nothing was stored");
}

#[test]
fn refresh_names_an_address_once() {
    let database = Database::sqlite();
    let site = server::serve(|_asked| Reply::empty("503 Service Unavailable"));
    let list = database.folder().join("list.opml");
    fs::write(&list, format!("<opml><body><outline text='A' xmlUrl='{site}/feed'/></body></opml>")).unwrap();
    assert!(database.run(&["import", &list.display().to_string()]).status.success());
    let said = binary::text(&database.run(&["refresh", "--allow-network", "127.0.0.1/32"]).stderr);
    let named = said.lines().filter(|line| line.contains("/feed")).collect::<Vec<_>>();
    assert_eq!(named.len(), 1, "{said}");
    assert_eq!(named.concat().matches(&site).count(), 1, "{said}");
}

#[test]
fn an_invitation_is_a_whole_address() {
    let database = Database::sqlite();
    let asked = ["user", "link", "--mode", "private", "--listen", "127.0.0.1:8111"];
    let link = binary::text(&database.run(&asked).stdout);
    assert!(link.starts_with("http://127.0.0.1:8111/account/join/"), "{link}");
    let asked = ["user", "link", "--mode", "private", "--public-address", "https://news.example"];
    let link = binary::text(&database.run(&asked).stdout);
    assert!(link.starts_with("https://news.example/account/join/"), "{link}");
}

async fn pages_without_a_worker_say_so(database: Database) {
    let serving = database.start(&["serve", "--listen", "127.0.0.1:0"]);
    let (address, client) = (serving.address(), Client::new());
    let note = |body: &str| body.contains("No process fetches news now");
    assert!(note(&client.get(&format!("{address}/about")).await.unwrap().body));
    assert!(client.get(&format!("{address}/readyz")).await.unwrap().body.contains("no worker"));
    let doctor = binary::text(&database.run(&["doctor"]).stdout);
    assert!(doctor.contains("bad   workers") && doctor.contains(&serving.id().to_string()), "{doctor}");
    let _working = database.start(&["work"]);
    for _ in 0..120 {
        if client.get(&format!("{address}/readyz")).await.unwrap().body == "ready\n" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let page = client.get(&format!("{address}/about")).await.unwrap().body;
    assert!(!note(&page), "{page}");
    let doctor = binary::text(&database.run(&["doctor"]).stdout);
    assert!(doctor.contains("good  workers"), "{doctor}");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_pages_without_a_worker_say_so() {
    pages_without_a_worker_say_so(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_pages_without_a_worker_say_so() {
    pages_without_a_worker_say_so(Database::postgres()).await;
}
