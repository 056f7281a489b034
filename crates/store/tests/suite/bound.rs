//! Texts that were stored before there were bounds come out of the store within them.

use tidings_model::bound::{AUTHORS, FIGURES, POINTS, QUOTES};
use tidings_model::entry::EntryText;
use tidings_model::figure::NewFigure;
use tidings_model::job::JobKind;
use tidings_model::publisher::NewPublisher;
use tidings_model::quote::{NewPoint, NewQuote, Sourcing, TextSpan};
use tidings_store::article::ArticleLookup;
use tidings_store::card::Cursor;

use crate::fixture::{entry, feed, on_every_database, page, publisher};

const SITE: &str = "harbour.example";

#[test]
fn what_lists_show_is_short_whatever_was_stored() {
    on_every_database(|bench| async move {
        let monster = EntryText {
            title: "harbour ".repeat(20_000),
            authors: vec!["Ada Quill ".repeat(1_000); 2_000],
            summary_html: format!("<p>{}</p>", "wall".repeat(50_000)),
            ..EntryText::default()
        };
        let mut stored = entry(SITE, "wall");
        stored.text = monster;
        let name = Some("Gazette\u{202e} ".repeat(5_000));
        let gazette = NewPublisher { name, ..publisher(SITE) };
        bench.store.add_feed(&gazette, &feed(SITE)).await.unwrap();
        bench.polled(SITE, vec![stored]).await;
        let card = bench.store.latest(Cursor::START, 10).await.unwrap().remove(0);
        assert!(card.headline.chars().count() <= 300 && card.headline.ends_with('…'), "{}", card.headline);
        assert!(card.excerpt.chars().count() <= 300, "{}", card.excerpt);
        assert!(card.publisher.name.chars().count() <= 120 && !card.publisher.name.contains('\u{202e}'));
        let (article, _) = bench.store.article_by_id(card.id).await.unwrap().unwrap();
        assert_eq!(article.head.authors.len(), AUTHORS);
        assert!(article.head.authors.iter().all(|author| author.chars().count() <= 100));
    });
}

#[test]
fn what_an_article_page_shows_is_bounded_in_number_and_length() {
    on_every_database(|bench| async move {
        bench.polled(SITE, vec![entry(SITE, "wall")]).await;
        let id = bench.store.latest(Cursor::START, 10).await.unwrap()[0].id;
        let job = bench.claim_about(JobKind::Page, id.get()).await;
        let long = "word ".repeat(2_000);
        let span = TextSpan { start: 0, end: 4 };
        let mut read = page(SITE, "wall", "Text");
        read.points = vec![NewPoint { text: long.clone(), spans: vec![span; 400] }; 50];
        let quote = NewQuote {
            text: long.clone(),
            span,
            direct: true,
            speaker: Some(long.clone()),
            sourcing: Sourcing::Named,
        };
        read.quotes = vec![quote; 300];
        let figure = |number: usize| NewFigure {
            url: format!("https://{SITE}/{number}.png"),
            alt: Some(long.clone()),
            caption: Some(long.clone()),
            credit: Some(long.clone()),
            ..NewFigure::default()
        };
        read.figures = (0..FIGURES + 50).map(figure).collect();
        bench.store.save_page(&job, id, &read, &bench.check()).await.unwrap();
        let ArticleLookup::Found(rows) = bench.store.article(id).await.unwrap() else { panic!("no article") };
        assert_eq!((rows.points.len(), rows.quotes.len(), rows.figures.len()), (POINTS, QUOTES, FIGURES));
        assert!(
            rows.points.iter().all(|point| point.text.chars().count() <= 600 && point.spans.len() <= POINTS)
        );
        assert!(rows.quotes.iter().all(|quote| quote.text.chars().count() <= 600));
        let captions = rows.figures.iter().filter_map(|figure| figure.figure.caption.as_ref());
        assert!(captions.map(|caption| caption.chars().count()).max() <= Some(1_000));
    });
}
