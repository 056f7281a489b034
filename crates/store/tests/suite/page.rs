//! Pages: versions kept, findings replaced, articles merged, and addresses of others not believed.

use std::time::Duration;

use tidings_model::figure::NewFigure;
use tidings_model::id::ArticleId;
use tidings_model::job::JobKind;
use tidings_model::quote::{NewQuote, Sourcing, TextSpan};
use tidings_store::Saved;
use tidings_store::article::{ArticleLookup, ArticleRows};
use tidings_store::page::PageCheck;

use crate::fixture::{Bench, address, entry, on_every_database, page};

const SITE: &str = "harbour.example";

async fn rows(bench: &Bench, id: ArticleId) -> ArticleRows {
    match bench.store.article(id).await.unwrap() {
        ArticleLookup::Found(rows) => *rows,
        other => panic!("no article: {other:?}"),
    }
}

#[test]
fn a_page_replaces_what_the_feed_said_and_is_grouped_next() {
    on_every_database(|bench| async move {
        let id = bench.paged(SITE, "wall").await;
        let rows = rows(&bench, id).await;
        assert_eq!(rows.article.head.title, "wall on the page");
        assert_eq!(rows.article.head.authors, ["Ada Quill"]);
        assert_eq!(rows.version.unwrap().html.html, "<p>Text</p>");
        assert_eq!((rows.version_count, rows.points.len(), rows.article.changed_at), (1, 1, None));
        let names = bench.store.names(id).await.unwrap();
        assert_eq!((names.len(), names[0].text.as_str(), names[0].mentions), (1, "Ada Quill", 2));
        assert_eq!(bench.claim(JobKind::Group).await.subject, id.get());
        // The feed's date stays where the page has none.
        assert!(rows.article.head.published_at.is_some());
    });
}

async fn save_again(bench: &Bench, id: ArticleId, text: &str) {
    bench.clock.advance(Duration::from_hours(1));
    bench.store.enqueue(JobKind::Page, id.get(), bench.now()).await.unwrap();
    let job = bench.claim_about(JobKind::Page, id.get()).await;
    assert_eq!(
        bench.store.save_page(&job, id, &page(SITE, "wall", text), &bench.check()).await.unwrap(),
        Saved::Stored
    );
}

#[test]
fn every_changed_text_is_kept_and_the_same_text_is_not_kept_twice() {
    on_every_database(|bench| async move {
        let id = bench.paged(SITE, "wall").await;
        save_again(&bench, id, "Text").await;
        save_again(&bench, id, "Corrected").await;
        let versions = bench.store.versions(id).await.unwrap();
        let texts: Vec<&str> = versions.iter().map(|version| version.html.html.as_str()).collect();
        assert_eq!(texts, ["<p>Text</p>", "<p>Corrected</p>"]);
        let rows = rows(&bench, id).await;
        assert_eq!(rows.article.changed_at, Some(bench.now()));
        assert_eq!(rows.points.iter().map(|point| point.text.as_str()).collect::<Vec<_>>(), ["Corrected"]);
    });
}

#[test]
fn figures_and_quotes_come_back_as_they_were_read() {
    on_every_database(|bench| async move {
        bench.polled(SITE, vec![entry(SITE, "wall")]).await;
        let job = bench.claim(JobKind::Page).await;
        let id = ArticleId::new(job.subject);
        let mut read = page(SITE, "wall", "Text");
        read.figures = vec![NewFigure {
            url: format!("https://{SITE}/{}.png", "x".repeat(4_000)),
            caption: Some("The wall".to_owned()),
            credit: Some("Ada Quill".to_owned()),
            lead: true,
            ..NewFigure::default()
        }];
        let span = TextSpan { start: 3, end: 9 };
        let (text, speaker) = ("It holds".to_owned(), Some("The harbour master".to_owned()));
        read.quotes = vec![NewQuote { text, span, direct: true, speaker, sourcing: Sourcing::Unnamed }];
        let recheck_at = Some(bench.now().plus(Duration::from_hours(6)));
        let check = PageCheck { recheck_at, ..bench.check() };
        assert_eq!(bench.store.save_page(&job, id, &read, &check).await.unwrap(), Saved::Stored);
        let rows = rows(&bench, id).await;
        assert_eq!(rows.quotes, read.quotes);
        assert_eq!((&rows.figures[0].figure, rows.figures[0].picture), (&read.figures[0], None));
        assert_eq!(bench.claim(JobKind::Picture).await.subject, rows.figures[0].picture_id.get());
        assert_eq!(bench.store.next_due(&[JobKind::Recheck]).await.unwrap(), recheck_at);
    });
}

#[test]
fn two_addresses_with_one_canonical_address_become_one_article() {
    on_every_database(|bench| async move {
        let kept = bench.paged(SITE, "wall").await;
        bench.polled("digest.example", vec![entry(SITE, "wall-mobile")]).await;
        let job = bench.claim(JobKind::Page).await;
        let merged = ArticleId::new(job.subject);
        let read = page(SITE, "wall", "Text");
        assert_eq!(bench.store.save_page(&job, merged, &read, &bench.check()).await.unwrap(), Saved::Stored);
        assert_eq!(bench.store.article(merged).await.unwrap(), ArticleLookup::Moved(kept));
        assert_eq!(rows(&bench, kept).await.version_count, 1);
        // The address that is gone never makes the second article again.
        bench.polled("third.example", vec![entry(SITE, "wall-mobile")]).await;
        assert_eq!(bench.store.totals().await.unwrap().articles, 1);
    });
}

#[test]
fn a_page_cannot_claim_the_address_of_another_site() {
    on_every_database(|bench| async move {
        let good = bench.paged(SITE, "wall").await;
        bench.polled("forger.example", vec![entry("forger.example", "fake")]).await;
        let job = bench.claim(JobKind::Page).await;
        let forged = ArticleId::new(job.subject);
        let mut read = page("forger.example", "fake", "Forged");
        read.canonical_url = address(SITE, "wall");
        bench.store.save_page(&job, forged, &read, &bench.check()).await.unwrap();
        assert_eq!(rows(&bench, good).await.article.head.title, "wall on the page");
        assert_eq!(rows(&bench, forged).await.article.url, address("forger.example", "fake"));
    });
}

#[test]
fn a_gone_article_keeps_its_text() {
    on_every_database(|bench| async move {
        let id = bench.paged(SITE, "wall").await;
        bench.clock.advance(Duration::from_hours(1));
        bench.store.enqueue(JobKind::Page, id.get(), bench.now()).await.unwrap();
        let job = bench.claim_about(JobKind::Page, id.get()).await;
        bench.store.mark_gone(&job, id, None).await.unwrap();
        let rows = rows(&bench, id).await;
        assert_eq!(rows.article.gone_at, Some(bench.now()));
        assert!(rows.version.is_some());
    });
}

#[test]
fn the_page_stage_gets_the_entry_of_the_publishers_own_feed() {
    on_every_database(|bench| async move {
        bench.polled("digest.example", vec![entry(SITE, "wall")]).await;
        let mut own = entry(SITE, "wall");
        own.text.title = "Own words".to_owned();
        bench.polled(SITE, vec![own]).await;
        let job = bench.claim(JobKind::Page).await;
        let work = bench.store.article_for_page(ArticleId::new(job.subject)).await.unwrap().unwrap();
        assert_eq!(work.entry.unwrap().title, "Own words");
        assert_eq!(work.entry_url, Some(address(SITE, "wall")));
        assert!(bench.store.article_for_page(ArticleId::new(1)).await.unwrap().is_none());
        bench.store.page_unchanged(&job, work.article.id, (&bench.check(), true)).await.unwrap();
    });
}
