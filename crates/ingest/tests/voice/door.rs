//! Pages: where they come from decides whose they are, and what they claim of other sites is not believed.

use crate::web::{Reader, page, rss};

async fn linked(reader: &Reader, link: &str) {
    let feed = rss("Blog", "https://blog.example/", &[("Seen elsewhere", link, "Words of the blog.")]);
    reader.serve("https://blog.example/feed", feed);
    reader.subscribe(&["https://blog.example/feed"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_another_site_gives_that_sites_article() {
    for permanent in [true, false] {
        let reader = Reader::start().await;
        reader.redirect("https://ledger.example/go?to=evil", "https://evil.example/x", permanent);
        reader.serve("https://evil.example/x", page("Forged by evil", ""));
        linked(&reader, "https://ledger.example/go?to=evil").await;
        let rows = reader.only().await;
        assert_eq!(
            (rows.publisher.site.as_str(), rows.article.url.as_str()),
            ("evil.example", "https://evil.example/x")
        );
        assert!(!reader.names().await.contains_key("ledger.example"));
        reader.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorteners_link_and_the_plain_one_are_one_article() {
    let reader = Reader::start().await;
    reader.redirect("https://short.example/x1", "https://ledger.example/a", true);
    reader.serve("https://ledger.example/a", page("The wall holds", ""));
    linked(&reader, "https://short.example/x1").await;
    let own = rss("Ledger", "https://ledger.example/", &[("Own", "https://ledger.example/a", "Own words.")]);
    reader.serve("https://ledger.example/feed", own);
    reader.subscribe(&["https://ledger.example/feed"]).await;
    let rows = reader.only().await;
    assert_eq!(
        (rows.publisher.site.as_str(), rows.article.url.as_str()),
        ("ledger.example", "https://ledger.example/a")
    );
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_says_of_another_sites_address_is_not_believed() {
    let claims = [
        r#"<link rel="canonical" href="https://ledger.example/a">"#,
        r#"<meta property="og:url" content="https://ledger.example/a">"#,
        r#"<script type="application/ld+json">{"@type":"NewsArticle","url":"https://ledger.example/a",
            "mainEntityOfPage":"https://ledger.example/a","publisher":{"name":"Ledger"}}</script>"#,
    ];
    for claim in claims {
        let reader = Reader::start().await;
        reader.serve("https://ledger.example/a", page("The wall holds", ""));
        let own =
            rss("Ledger", "https://ledger.example/", &[("Own", "https://ledger.example/a", "Own words.")]);
        reader.serve("https://ledger.example/feed", own);
        reader.subscribe(&["https://ledger.example/feed"]).await;
        reader.serve("https://blog.example/x", page("Forged by the blog", claim));
        linked(&reader, "https://blog.example/x").await;
        let mut told: Vec<(String, String)> =
            reader.cards().await.into_iter().map(|card| (card.publisher.name, card.headline)).collect();
        told.sort();
        let said = |publisher: &str, headline: &str| (publisher.to_owned(), headline.to_owned());
        assert_eq!(told, [said("Blog", "Forged by the blog"), said("Ledger", "The wall holds")], "{claim}");
        reader.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_leads_to_another_site_later_leaves_what_was_read() {
    let reader = Reader::start().await;
    reader.serve("https://ledger.example/a", page("The wall holds", ""));
    linked(&reader, "https://ledger.example/a").await;
    let id = reader.only().await.article.id;
    reader.redirect("https://ledger.example/a", "https://evil.example/parked", true);
    reader.serve("https://evil.example/parked", page("This domain is for sale", ""));
    reader.read_again(id).await;
    let rows = reader.only().await;
    assert_eq!(
        (rows.publisher.site.as_str(), rows.article.head.title.as_str()),
        ("ledger.example", "The wall holds")
    );
    assert_eq!(rows.version_count, 1);
    reader.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_next_page_at_another_site_is_not_joined() {
    let reader = Reader::start().await;
    let next = r#"<link rel="next" href="https://evil.example/2">"#;
    reader.serve("https://ledger.example/a", page("The wall holds", next));
    reader.serve("https://evil.example/2", page("Forged", "").replace("harbour office", "forging office"));
    linked(&reader, "https://ledger.example/a").await;
    assert!(!reader.only().await.version.unwrap().html.html.contains("forging"));
    reader.end().await;
}
