//! Accounts from outside: a private paper shows nothing to strangers, and its first administrator comes in by a one-time link.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::visitor::Visitor;

async fn the_first_administrator_comes_in(database: Database) {
    let running = database.start(&["--listen", "127.0.0.1:0", "--mode", "private"]);
    let origin = running.address();
    let line = running.line(30, |line| line.contains("/account/join/"));
    let path = line.split_once(&origin).unwrap().1.trim().to_owned();
    let mut browser = Visitor::at(&origin);
    let stranger = browser.get("/").await;
    assert_ne!(stranger.status, 200, "a stranger reads a private paper");
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let token = page.attributes("main input[name=token]", "value").remove(0);
    let secret = "a long and quiet password";
    let form = [("token", token.as_str()), ("name", "Ines"), ("password", secret), ("again", secret)];
    let joined = browser.post(&path, &form).await;
    assert_eq!(joined.status, 303, "{}", joined.body);
    assert_eq!(browser.get("/").await.status, 200);
    let again = browser.get(&path).await;
    assert_eq!(again.status, 410, "a link can be used once");
    assert_eq!(again.texts("h1"), ["This link was used already."], "{}", again.body);
    drop(running);
    let listed = binary::text(&database.run(&["user", "list"]).stdout);
    assert!(listed.contains("administrator") && listed.contains("Ines"), "{listed}");
    let closed = database.run(&["user", "close", "Ines"]);
    assert_eq!(closed.status.code(), Some(1), "the last administrator cannot go");
}

#[tokio::test]
async fn on_sqlite_the_first_administrator_comes_in_by_a_one_time_link() {
    the_first_administrator_comes_in(Database::sqlite()).await;
}

#[tokio::test]
async fn on_postgresql_the_first_administrator_comes_in_by_a_one_time_link() {
    the_first_administrator_comes_in(Database::postgres()).await;
}
