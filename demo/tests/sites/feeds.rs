//! The feeds: well formed, complete, and not sent twice.

use quick_xml::Reader;
use quick_xml::events::Event;
use tidings_demo::truth;

use crate::client::{get, world_at};

const LATE: i64 = 86_400;

/// Reads the whole document and gives the number of elements with one of these names.
fn count_elements(xml: &str, names: &[&str]) -> usize {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut count, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                depth += 1;
                count += usize::from(names.contains(&element.name().as_ref()));
                assert!(element.attributes().all(|attribute| attribute.is_ok()));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    count
}

fn count_entries(feed: &str) -> usize {
    if feed.starts_with('{') {
        let value: serde_json::Value = serde_json::from_str(feed).unwrap();
        return value["items"].as_array().unwrap().len();
    }
    count_elements(feed, &["item", "entry"])
}

#[tokio::test]
async fn every_feed_is_well_formed_and_has_every_article() {
    let world = world_at(LATE).await;
    let articles = truth().unwrap();
    for site in &world.sites {
        let answer = get(&site.feed, &[]).await;
        assert_eq!(answer.status, 200);
        let expected = articles.iter().filter(|article| article.publisher == site.id).count();
        assert_eq!(count_entries(answer.text()), expected, "{}", site.name);
    }
}

#[tokio::test]
async fn a_feed_is_not_sent_twice() {
    let world = world_at(LATE).await;
    for site in &world.sites {
        let first = get(&site.feed, &[]).await;
        let (tag, date) = (first.header("etag").unwrap(), first.header("last-modified").unwrap());
        for asked in [("If-None-Match", tag), ("If-Modified-Since", date)] {
            let second = get(&site.feed, &[asked]).await;
            assert_eq!((second.status, second.body.len()), (304, 0), "{} {}", site.name, asked.0);
        }
        assert_eq!(get(&site.feed, &[("If-None-Match", "\"old\"")]).await.status, 200);
    }
}

#[tokio::test]
async fn the_silent_correction_does_not_show_in_the_feed() {
    let feed = |answer: &str| {
        answer
            .split("127.0.0.1:")
            .map(|part| part.split_once('/').map_or(part, |(_, rest)| rest))
            .collect::<String>()
    };
    let (early, late) = (world_at(0).await, world_at(100).await);
    let before = get(&early.sites[0].feed, &[]).await;
    let after = get(&late.sites[0].feed, &[]).await;
    assert_eq!(early.sites[0].id, "harbour-post");
    assert_eq!(feed(before.text()), feed(after.text()));
}

#[tokio::test]
async fn what_lies_ahead_comes_into_the_feed_in_its_time() {
    let (early, late) = (world_at(-43_200).await, world_at(LATE).await);
    let (mut before, mut after) = (0, 0);
    for (early, late) in early.sites.iter().zip(&late.sites) {
        before += count_entries(get(&early.feed, &[]).await.text());
        after += count_entries(get(&late.feed, &[]).await.text());
    }
    let expected = truth().unwrap().iter().filter(|article| article.published <= -43_200).count();
    assert_eq!((before, after), (expected, truth().unwrap().len()));
    assert!(before < after);
}
