//! Pictures: fetched once, served, let go within the limit and fetched again.

use std::time::Duration;

use tidings_model::figure::{NewFigure, PictureFile, PictureSize, PictureVariant};
use tidings_model::id::{ArticleId, PictureId};
use tidings_model::job::JobKind;
use tidings_store::article::ArticleLookup;
use tidings_store::card::Cursor;

use crate::fixture::{Bench, entry, on_every_database, page};

const SITE: &str = "harbour.example";

/// An article with one picture; gives both and leaves the Picture job waiting.
async fn illustrated(bench: &Bench, name: &str) -> (ArticleId, PictureId) {
    bench.polled(SITE, vec![entry(SITE, name)]).await;
    let job = bench.claim(JobKind::Page).await;
    let id = ArticleId::new(job.subject);
    let mut read = page(SITE, name, name);
    read.figures =
        vec![NewFigure { url: format!("https://{SITE}/{name}.png"), lead: true, ..NewFigure::default() }];
    bench.store.save_page(&job, id, &read, &bench.check()).await.unwrap();
    let ArticleLookup::Found(rows) = bench.store.article(id).await.unwrap() else { panic!("no article") };
    bench.clock.advance(Duration::from_hours(1));
    (id, rows.figures[0].picture_id)
}

fn file(bytes: usize) -> PictureFile {
    PictureFile {
        variant: PictureVariant::Full,
        media_type: "image/png".to_owned(),
        size: PictureSize { width: 30, height: 20 },
        sha256: "00".to_owned(),
        bytes: vec![7; bytes],
    }
}

async fn fetch(bench: &Bench, id: PictureId) {
    let job = bench.claim_about(JobKind::Picture, id.get()).await;
    bench.store.save_picture(&job, id, &[file(1_000)]).await.unwrap();
}

#[test]
fn a_fetched_picture_is_on_the_card_and_is_served() {
    on_every_database(|bench| async move {
        let (_, id) = illustrated(&bench, "wall").await;
        assert!(bench.store.latest(Cursor::START, 1).await.unwrap()[0].picture.is_none());
        assert!(bench.store.picture_work(id).await.unwrap().unwrap().url.ends_with("wall.png"));
        fetch(&bench, id).await;
        let latest = bench.store.latest(Cursor::START, 1).await.unwrap();
        assert_eq!(latest[0].picture.as_ref().unwrap().size, PictureSize { width: 30, height: 20 });
        let served = bench.store.picture_file(id, PictureVariant::Full).await.unwrap().unwrap();
        assert_eq!(served, file(1_000));
        assert!(bench.store.picture_file(id, PictureVariant::Small).await.unwrap().is_none());
    });
}

#[test]
fn beyond_the_limit_the_least_recently_shown_goes_and_is_fetched_again_when_asked_for() {
    on_every_database(|bench| async move {
        bench.store.keep_pictures(2_500);
        let mut pictures = Vec::new();
        for name in ["one", "two", "three"] {
            let (_, id) = illustrated(&bench, name).await;
            fetch(&bench, id).await;
            pictures.push(id);
        }
        assert!(bench.store.picture_file(pictures[2], PictureVariant::Full).await.unwrap().is_some());
        assert!(bench.store.picture_file(pictures[0], PictureVariant::Full).await.unwrap().is_none());
        assert_eq!(bench.store.next_due(&[JobKind::Picture]).await.unwrap(), None, "a view writes nothing");
        bench.store.note_picture_views().await.unwrap();
        assert_eq!(bench.claim(JobKind::Picture).await.subject, pictures[0].get());
    });
}

#[test]
fn a_picture_that_cannot_be_had_is_revived_by_no_view_but_by_its_article_after_a_day() {
    on_every_database(|bench| async move {
        let (article, id) = illustrated(&bench, "wall").await;
        let job = bench.claim(JobKind::Picture).await;
        bench.store.fail_picture(&job, id, "it is no picture").await.unwrap();
        for _ in 0..3 {
            assert!(bench.store.picture_file(id, PictureVariant::Full).await.unwrap().is_none());
            bench.store.note_picture_views().await.unwrap();
            assert_eq!(bench.store.next_due(&[JobKind::Picture]).await.unwrap(), None);
            bench.clock.advance(Duration::from_hours(25));
        }
        bench.store.enqueue(JobKind::Recheck, article.get(), bench.now()).await.unwrap();
        let job = bench.claim(JobKind::Recheck).await;
        let mut read = page(SITE, "wall", "another text");
        read.figures = vec![NewFigure { url: format!("https://{SITE}/wall.png"), ..NewFigure::default() }];
        bench.store.save_page(&job, article, &read, &bench.check()).await.unwrap();
        assert_eq!(bench.claim(JobKind::Picture).await.subject, id.get());
    });
}
