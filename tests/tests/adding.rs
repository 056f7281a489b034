//! Adding a publisher: one request, the right feed, the right scheme, and a sentence where there is none.

use std::sync::{Arc, Mutex, PoisonError};

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::paper::Paper;
use tidings_tests::server::{self, Asked, Reply};

const LOOPBACK: [&str; 2] = ["--allow-network", "127.0.0.1/32"];

fn feed(title: &str) -> Reply {
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title><link>https://quay.example/</link>\
         <item><title>Fog at {title}</title><guid isPermaLink='false'>{title}</guid><link>/one</link></item></channel></rss>"
    );
    Reply::ok("application/rss+xml", feed)
}

fn page(head: &str) -> Reply {
    Reply::ok(
        "text/html",
        format!("<!doctype html><html><head><title>Quay</title>{head}</head><body>x</body></html>"),
    )
}

/// A site that notes what it is asked.
fn site(answer: impl Fn(&Asked, usize) -> Reply + Send + Sync + 'static) -> (String, Arc<Mutex<Vec<Asked>>>) {
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let notes = Arc::clone(&asked);
    let address = server::serve(move |request| {
        let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.push(request.clone());
        let nth = notes.iter().filter(|other| other.path == request.path).count();
        answer(request, nth)
    });
    (address, asked)
}

fn add(database: &Database, address: &str) -> (bool, String) {
    let added = database.run(&["add", address, LOOPBACK[0], LOOPBACK[1]]);
    (added.status.success(), binary::text(&added.stdout) + &binary::text(&added.stderr))
}

fn subscribed(database: &Database) -> String {
    binary::text(&database.run(&["export"]).stdout)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_answers_once_an_hour_is_added_with_its_articles() {
    let (address, asked) = site(|request, nth| match request.path.as_str() {
        "/feed" if nth == 1 => feed("Strict"),
        "/feed" => Reply::empty("429 Too Many Requests"),
        _ => Reply::empty("404 Not Found"),
    });
    let database = Database::sqlite();
    let (good, said) = add(&database, &format!("{address}/feed"));
    assert!(good, "{said}");
    let running = database.start(&["--listen", "127.0.0.1:0", LOOPBACK[0], LOOPBACK[1]]);
    let paper = Paper::at(&running.address());
    paper.until_articles(1, 30).await;
    assert_eq!(asked.lock().unwrap().iter().filter(|asked| asked.path == "/feed").count(), 1);
    assert!(!said.contains("429"), "{said}");
}

#[test]
fn the_feed_of_the_page_is_taken_and_not_that_of_its_comments() {
    let (address, _) = site(|request, _| match request.path.as_str() {
        "/comments" => page(
            "<link rel=alternate type=application/rss+xml title='Quay &raquo; Comments' href=/comments/feed/>\
             <link rel=alternate type=application/rss+xml href=/news/feed/>",
        ),
        "/body" => Reply::ok(
            "text/html",
            "<html><body><link rel=alternate type='rss+xml' href='/body/feed.xml'></body></html>",
        ),
        "/dead" => page(
            "<link rel=alternate type=application/rss+xml href=/gone><link rel=alternate type=application/rss+xml href=/home>",
        ),
        "/home" => page(""),
        "/comments/feed/" => feed("Comments"),
        "/news/feed/" => feed("News"),
        "/body/feed.xml" => feed("Body"),
        "/rss.xml" => feed("Known"),
        _ => Reply::empty("404 Not Found"),
    });
    for (path, taken) in [("/comments", "/news/feed/"), ("/body", "/body/feed.xml"), ("/dead", "/rss.xml")] {
        let database = Database::sqlite();
        let (good, said) = add(&database, &format!("{address}{path}"));
        assert!(good, "{said}");
        let list = subscribed(&database);
        assert!(list.contains(&format!("{address}{taken}\"")), "{path}: {list}");
        assert_eq!(list.matches("xmlUrl").count(), 1, "{list}");
    }
}

#[test]
fn without_a_scheme_https_is_tried_and_then_http() {
    let (address, asked) = site(|request, _| match request.path.as_str() {
        "/feed" => feed("Plain"),
        _ => Reply::empty("404 Not Found"),
    });
    let database = Database::sqlite();
    let bare = address.strip_prefix("http://").unwrap();
    let (good, said) = add(&database, &format!(" <{bare}/feed> "));
    assert!(good, "{said}");
    assert!(subscribed(&database).contains(&format!("{address}/feed\"")));
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    let feeds = asked.iter().filter(|asked| asked.path == "/feed");
    let accepts: Vec<String> = feeds.filter_map(|asked| asked.headers.get("accept").cloned()).collect();
    assert!(accepts.iter().all(|accept| accept.contains("application/atom+xml")), "{accepts:?}");
}

#[test]
fn what_cannot_be_added_is_told_in_our_own_words() {
    let (address, _) = site(|request, _| match request.path.as_str() {
        "/closed" => Reply::empty("403 Forbidden"),
        "/busy" => Reply::empty("429 Too Many Requests"),
        _ => page(""),
    });
    let https = address.replace("http://", "https://");
    for (typed, words) in [
        (format!("{address}/closed"), "status 403"),
        (format!("{address}/busy"), "asked too often"),
        (format!("{address}/page"), "no feed was found"),
        (format!("{https}/feed"), "try the address with http://"),
        ("http://127.0.0.1:9/feed".to_owned(), "nothing answers there on port 9"),
        ("javascript:alert(1)".to_owned(), "is no web address"),
        ("https://".to_owned(), "is no web address"),
    ] {
        let (good, said) = add(&Database::sqlite(), &typed);
        assert!(!good && said.contains(words), "{typed}: {said}");
        for foreign in ["Invalid", "error sending", "os error", "relative URL", "lookup address"] {
            assert!(!said.contains(foreign), "{typed}: {said}");
        }
    }
}
