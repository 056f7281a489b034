//! The pages: each answers, holds what its article says, and changes as the clock goes on.

use std::collections::BTreeSet;

use tidings_demo::{RunningWorld, Site, TruthArticle, truth};

use crate::client::{Answer, get, world_at};

const LATE: i64 = 86_400;

fn site<'a>(world: &'a RunningWorld, id: &str) -> &'a Site {
    world.sites.iter().find(|site| site.id == id).unwrap()
}

fn address(world: &RunningWorld, article: &TruthArticle) -> String {
    format!("{}{}", site(world, &article.publisher).home.trim_end_matches('/'), article.path)
}

/// Text as the templates print it.
fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

async fn page_of(world: &RunningWorld, article: &TruthArticle) -> Answer {
    get(&address(world, article), &[]).await
}

#[tokio::test]
async fn every_article_has_a_page_with_its_headline_and_text() {
    let world = world_at(LATE).await;
    for article in truth().unwrap() {
        let address = address(&world, &article);
        let mut html = String::new();
        for page in 1..=article.pages {
            let answer = get(&format!("{address}?page={page}"), &[]).await;
            assert_eq!(answer.status, 200, "{address}");
            assert!(answer.text().contains(&escaped(&article.headline)), "{address}: headline");
            html.push_str(answer.text());
        }
        let texts = article.corrected.as_ref().unwrap_or(&article.paragraphs);
        let shown = if article.is_paywalled { 2 } else { texts.len() };
        for paragraph in texts.iter().take(shown) {
            assert!(html.contains(&escaped(paragraph)), "{address}: {paragraph}");
        }
        let hidden = texts.iter().skip(shown).filter(|hidden| html.contains(&escaped(hidden)));
        assert_eq!(hidden.count(), 0, "{address}: text behind the wall");
    }
}

#[tokio::test]
async fn every_site_has_a_front_page_that_names_its_feed_and_its_articles() {
    let world = world_at(LATE).await;
    let truth = truth().unwrap();
    for site in &world.sites {
        let answer = get(&site.home, &[]).await;
        assert_eq!(answer.status, 200);
        let html = answer.text();
        let feed = format!("href=\"/{}\"", site.feed.splitn(4, '/').last().unwrap());
        assert!(html.contains("rel=\"alternate\"") && html.contains(&feed), "{}", site.name);
        for article in truth.iter().filter(|article| article.publisher == site.id) {
            assert!(html.contains(&format!("href=\"{}\"", article.path)), "{}: {}", site.name, article.path);
        }
    }
}

#[tokio::test]
async fn every_site_has_its_small_files_and_a_page_for_what_is_missing() {
    let world = world_at(0).await;
    for site in &world.sites {
        let kinds = [
            ("robots.txt", "text/plain"),
            ("style.css", "text/css"),
            ("favicon.png", "image/png"),
            ("about", "text/html"),
        ];
        for (file, kind) in kinds {
            let answer = get(&format!("{}{file}", site.home), &[]).await;
            assert_eq!(answer.status, 200, "{} {file}", site.name);
            assert!(answer.header("content-type").unwrap().starts_with(kind), "{} {file}", site.name);
        }
        let missing = get(&format!("{}no/such/page", site.home), &[]).await;
        assert_eq!(missing.status, 404);
        assert!(missing.text().contains(&site.name), "{}", site.name);
    }
}

#[tokio::test]
async fn the_correction_comes_without_a_word() {
    let articles = truth().unwrap();
    let article = articles.iter().find(|article| article.corrected.is_some()).unwrap();
    let (early, late) = (world_at(89).await, world_at(90).await);
    let (before, after) = (page_of(&early, article).await, page_of(&late, article).await);
    let corrected = article.corrected.as_ref().unwrap();
    let gone = article.paragraphs.iter().find(|paragraph| !corrected.contains(paragraph)).unwrap();
    assert!(before.text().contains(&escaped(gone)) && !after.text().contains(&escaped(gone)));
    let modified = |answer: &Answer| {
        let dates = answer.text().split("dateModified\":\"").nth(1)?;
        dates.split('"').next().map(str::to_owned)
    };
    assert!(modified(&before).is_some());
    assert_eq!(modified(&before), modified(&after));
}

#[tokio::test]
async fn a_live_blog_grows() {
    let articles = truth().unwrap();
    let article = articles.iter().find(|article| article.updates.iter().any(|at| *at > 0)).unwrap();
    for seconds in [0, LATE] {
        let world = world_at(seconds).await;
        let answer = page_of(&world, article).await;
        let expected = article.updates.iter().filter(|at| **at <= seconds).count();
        assert_eq!(answer.text().matches("class=\"Live__post\"").count(), expected);
        assert!(answer.text().contains("LiveBlogPosting"));
    }
}

#[tokio::test]
async fn an_article_of_the_future_is_not_there_yet() {
    let world = world_at(-3 * LATE).await;
    for article in truth().unwrap().iter().filter(|article| article.published > -3 * LATE) {
        assert_eq!(page_of(&world, article).await.status, 404, "{}", article.path);
    }
}

#[tokio::test]
async fn pictures_come_with_their_kind() {
    let world = world_at(LATE).await;
    for article in truth().unwrap() {
        let home = site(&world, &article.publisher).home.trim_end_matches('/');
        let answer = page_of(&world, &article).await;
        let is_of_article =
            |address: &&str| article.figures.iter().any(|figure| address.contains(&figure.file));
        let addresses: BTreeSet<&str> = answer.text().split(['"', ' ']).filter(is_of_article).collect();
        assert_eq!(addresses.is_empty(), article.figures.is_empty(), "{}", article.path);
        for path in addresses.iter().filter(|address| address.starts_with('/')) {
            let picture = get(&format!("{home}{path}"), &[]).await;
            assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/jpeg")), "{path}");
        }
    }
}
