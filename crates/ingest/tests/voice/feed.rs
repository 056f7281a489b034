//! Feeds: what they say of themselves and of others, and what they may not bring under another's name.

use crate::web::{Reader, page, rss};

const FORGED: &str = "The mayor of Port Averil was paid in gold. “I took it all,” said the mayor.";

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_page_cannot_be_read_is_a_link_by_its_feed() {
    let reader = Reader::start().await;
    reader.serve(
        "https://evil.example/feed",
        rss("Evil", "https://evil.example/", &[("Forged", "https://ledger.example/a", FORGED)]),
    );
    reader.subscribe(&["https://evil.example/feed"]).await;
    let rows = reader.only().await;
    assert_eq!((rows.publisher.site.as_str(), rows.publisher.name.as_str()), ("evil.example", "Evil"));
    assert_eq!(rows.article.link_site.as_deref(), Some("ledger.example"));
    assert_eq!((rows.points.len(), rows.quotes.len()), (0, 0));
    assert_eq!(rows.article.head.title, "Forged");
    assert!(!reader.names().await.contains_key("ledger.example"));
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_once_read_stands_under_its_own_publisher_without_the_feeds_words() {
    let reader = Reader::start().await;
    reader.serve(
        "https://planet.example/feed",
        rss("Planet", "https://planet.example/", &[("Forged", "https://ledger.example/a", FORGED)]),
    );
    reader.subscribe(&["https://planet.example/feed"]).await;
    let id = reader.only().await.article.id;
    reader.serve("https://ledger.example/a", page("The wall holds", ""));
    reader.read_again(id).await;
    let rows = reader.only().await;
    assert_eq!((rows.publisher.site.as_str(), rows.article.link_site.as_deref()), ("ledger.example", None));
    assert_eq!(rows.article.head.title, "The wall holds");
    // Neither the date nor an earlier text of the other's feed is left.
    assert_eq!((rows.article.head.published_at, rows.version_count), (None, 1));
    let text = rows.version.unwrap().html.html;
    assert!(text.contains("harbour office") && !text.contains("mayor"), "{text}");
    assert_eq!(reader.names().await["ledger.example"], "ledger.example");
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_page_is_believed_only_when_it_announces_the_feed() {
    let reader = Reader::start().await;
    let feed =
        rss("Harbour Ledger", "https://ledger.example/", &[("A", "https://ledger.example/a", "Words.")]);
    for host in ["https://feeds.example/ledger", "https://evil.example/feed"] {
        reader.serve(host, feed.clone());
    }
    let announcement = r#"<link rel="alternate" type="application/rss+xml" href="https://feeds.example/ledger">
        </head><body><a href="https://evil.example/feed">my feed</a>"#;
    reader.serve("https://ledger.example/", format!("<html><head>{announcement}</body></html>"));
    reader.subscribe(&["https://evil.example/feed"]).await;
    let forged = reader.only().await;
    assert_eq!(
        (forged.publisher.host(), forged.article.link_site.as_deref()),
        ("evil.example", Some("ledger.example"))
    );
    assert_ne!(forged.publisher.site, "evil.example", "neither host nor home has said these words");
    reader.subscribe(&["https://feeds.example/ledger"]).await;
    let own = reader.only().await;
    assert_eq!((own.publisher.site.as_str(), own.article.link_site.as_deref()), ("ledger.example", None));
    assert_eq!(own.article.id, forged.article.id);
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_at_one_host_do_not_speak_under_each_others_name() {
    let reader = Reader::start().await;
    for (path, name) in [("one", "Shirts"), ("two", "Tools")] {
        let home = format!("https://{path}.example/");
        let item = format!("https://{path}.example/a");
        reader.serve(&format!("https://feeds.example/{path}"), rss(name, &home, &[(name, &item, "Words.")]));
    }
    reader.subscribe(&["https://feeds.example/one", "https://feeds.example/two"]).await;
    for card in reader.cards().await {
        assert_eq!(card.publisher.name, card.headline);
    }
    assert_eq!(reader.store.publishers().await.unwrap().len(), 2);
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_another_publisher_is_told_apart() {
    let reader = Reader::start().await;
    for (site, name) in [
        ("ledger.example", "The Harbour Ledger"),
        ("evil.example", "the harbour-ledger!"),
        ("worse.example", "ledger.example"),
    ] {
        let home = format!("https://{site}/");
        reader.serve(
            &format!("https://{site}/feed"),
            rss(name, &home, &[("A", &format!("{home}a"), "Words.")]),
        );
        reader.subscribe(&[&format!("https://{site}/feed")]).await;
    }
    let names = reader.names().await;
    assert_eq!(names["ledger.example"], "The Harbour Ledger");
    assert_eq!(names["evil.example"], "the harbour-ledger! (evil.example)");
    assert_eq!(names["worse.example"], "ledger.example (worse.example)");
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_publishers_own_feed_wins_whenever_it_comes() {
    for own_first in [true, false] {
        let reader = Reader::start().await;
        let link = "https://ledger.example/a";
        reader.serve(
            "https://ledger.example/feed",
            rss("Ledger", "https://ledger.example/", &[("Own words", link, "The wall holds.")]),
        );
        reader.serve(
            "https://evil.example/feed",
            rss("Evil", "https://evil.example/", &[("Forged", link, FORGED)]),
        );
        let mut feeds = ["https://ledger.example/feed", "https://evil.example/feed"];
        if !own_first {
            feeds.reverse();
        }
        reader.subscribe(&feeds).await;
        reader.serve(
            "https://evil.example/feed",
            rss("Evil", "https://evil.example/", &[("Forged again", link, FORGED)]),
        );
        reader.poll().await;
        let rows = reader.only().await;
        assert_eq!(
            (rows.publisher.site.as_str(), rows.article.link_site.as_deref()),
            ("ledger.example", None)
        );
        assert_eq!((rows.article.head.title.as_str(), rows.version_count), ("Own words", 1));
        assert!(rows.version.unwrap().html.html.contains("The wall holds."));
        reader.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_another_site_answers_for_is_that_sites() {
    let reader = Reader::start().await;
    reader.redirect("https://ledger.example/go?to=evil", "https://evil.example/feed", false);
    let home = "https://ledger.example/";
    reader.serve(
        "https://evil.example/feed",
        rss("Ledger", home, &[("Forged", "https://ledger.example/a", FORGED)]),
    );
    reader.serve(home, "<html><head><title>Ledger</title></head></html>");
    reader.subscribe(&["https://ledger.example/go?to=evil"]).await;
    let rows = reader.only().await;
    assert_eq!(
        (rows.publisher.host(), rows.article.link_site.as_deref()),
        ("evil.example", Some("ledger.example"))
    );
    reader.end().await;
}
