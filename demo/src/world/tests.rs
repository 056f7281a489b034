//! Tests of the loader, and of the whole embedded world.

use std::collections::BTreeSet;

use super::*;
use crate::publisher::{Layout, PUBLISHERS};

const REPORT: &[u8] = include_bytes!("../../tests/fixture/articles/pier-repair/harbour-post.txt");
const CORRECTED: &[u8] =
    include_bytes!("../../tests/fixture/articles/pier-repair/harbour-post.corrected.txt");

fn small_world(files: &[(&'static str, &'static [u8])]) -> World {
    World::read(files).unwrap()
}

#[test]
fn a_figure_without_its_picture_is_skipped_with_a_warning() {
    let world = small_world(&[("articles/pier-repair/harbour-post.txt", REPORT)]);
    assert_eq!(world.warnings, ["figure skipped: there is no picture pier-repair-1.jpg"]);
    assert!(world.articles[0].body.all_blocks().all(|block| block.figure().is_none()));
}

#[test]
fn a_figure_takes_its_size_from_the_picture() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(30, 20).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let picture: &'static [u8] = bytes.into_inner().leak();
    let world = small_world(&[
        ("articles/pier-repair/harbour-post.txt", REPORT),
        ("pictures/pier-repair-1.jpg", picture),
    ]);
    let figure = world.articles[0].body.all_blocks().find_map(Block::figure).unwrap();
    assert_eq!((figure.width, figure.height), (30, 20));
    assert!(world.warnings.is_empty());
}

#[test]
fn a_correction_belongs_to_its_article() {
    let world = small_world(&[
        ("articles/pier-repair/harbour-post.corrected.txt", CORRECTED),
        ("articles/pier-repair/harbour-post.txt", REPORT),
    ]);
    assert_eq!(world.articles.len(), 1);
    assert_ne!(world.articles[0].corrected.as_ref(), Some(&world.articles[0].body));
    let alone = World::read(&[("articles/pier-repair/harbour-post.corrected.txt", CORRECTED)]);
    assert!(alone.unwrap_err().to_string().contains("no article that this one corrects"));
}

#[test]
fn a_bad_file_is_named_with_its_line() {
    let bad = World::read(&[("articles/pier/harbour-post.txt", b"headline: x\nmood: sad\n\nText.")]);
    let words = bad.unwrap_err().to_string();
    assert!(words.contains("articles/pier/harbour-post.txt, line 2: unknown key `mood`"), "{words}");
    assert!(World::read(&[("articles/pier/nobody.txt", REPORT)]).is_err());
}

#[test]
fn the_whole_world_is_read() {
    let world = World::embedded().unwrap();
    let events: BTreeSet<&str> = world.articles.iter().map(|article| article.event.as_str()).collect();
    let publishers: BTreeSet<&str> = world.articles.iter().map(|article| article.publisher.id).collect();
    assert!(world.articles.len() >= 80, "{} articles", world.articles.len());
    assert!(events.len() >= 20, "{} events", events.len());
    assert_eq!(publishers.len(), PUBLISHERS.len());
}

#[test]
fn no_publisher_has_a_headline_an_address_or_a_number_twice() {
    let world = World::embedded().unwrap();
    let mut seen = BTreeSet::new();
    for article in &world.articles {
        let id = article.publisher.id;
        assert!(seen.insert((id, article.header.headline.clone())), "{id}: {}", article.header.headline);
        assert!(seen.insert((id, article.path.clone())), "{id}: {}", article.path);
        assert!(seen.insert((id, article.number.to_string())), "{id}: {}", article.number);
    }
}

#[test]
fn copies_name_the_agency_and_have_an_original() {
    let world = World::embedded().unwrap();
    for copy in &world.articles {
        let Some(original) = &copy.header.copy_of else { continue };
        let found =
            world.articles.iter().any(|other| other.event == copy.event && other.publisher.id == original);
        assert!(found, "{}: no article of {original}", copy.path);
    }
}

#[test]
fn special_forms_stand_only_where_a_page_shows_them() {
    for article in World::embedded().unwrap().articles {
        let layout = article.publisher.layout;
        assert!(article.body.updates.is_empty() || layout == Layout::AverilNow, "{}: updates", article.path);
        assert!(article.body.pages.len() == 1 || layout == Layout::TolmereReview, "{}: pages", article.path);
        assert!(article.corrected.is_none() || layout == Layout::HarbourPost, "{}: correction", article.path);
    }
}
