//! The process is killed at random points of the pipeline; in the end nothing is lost and nothing doubled.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tidings_demo::truth;
use tidings_tests::database::Database;
use tidings_tests::paper::{Paper, ReadArticle};
use tidings_tests::world::World;

const KILLS: u64 = 20;
/// A process lives for up to so many milliseconds after its pages can be read.
const LONGEST_LIFE: u64 = 900;
const LONGEST: u64 = 240;

/// The seed of the lives: `TIDINGS_KILL_SEED` where it is set, so that a failure can be played again, else a random one.
fn seed() -> u64 {
    let set = std::env::vars().find(|(name, _)| name == "TIDINGS_KILL_SEED");
    let seed = set.map_or_else(|| RandomState::new().hash_one(0), |(_, seed)| seed.parse().unwrap());
    println!("TIDINGS_KILL_SEED={seed}");
    seed
}

/// How long each process lives, out of the seed by the steps of `SplitMix64`.
fn lives(seed: u64) -> Vec<Duration> {
    let life = |number: u64| {
        let mut mixed = seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Duration::from_millis((mixed ^ (mixed >> 31)) % LONGEST_LIFE)
    };
    (1..=KILLS).map(life).collect()
}

async fn nothing_is_lost_or_doubled(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(folder.path());
    let list = world.save_opml(folder.path());
    assert!(database.run(&["import", &list]).status.success());
    let flags = ["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"];
    let seed = seed();
    let lives = lives(seed);
    for life in &lives {
        let running = database.start(&flags);
        let _address = running.address();
        tokio::time::sleep(*life).await;
        running.kill();
    }
    let running = database.start(&flags);
    let paper = Paper::at(&running.address());
    // A host can belong to a killed process for some seconds more; its feeds wait until then.
    let there = truth().unwrap().iter().filter(|truth| truth.published <= 0).count();
    paper.until_articles(there, LONGEST).await;
    let articles = paper.articles().await;
    let context = format!("after lives of {lives:?}, TIDINGS_KILL_SEED={seed}");
    each_article_once(&articles, &context);
    nothing_in_an_article_is_doubled(&articles, &context);
    let failed = paper.page("/metrics").await.body;
    let failed: Vec<&str> =
        failed.lines().filter(|line| line.contains("\"failed\"") && !line.ends_with(" 0")).collect();
    assert_eq!(failed, Vec::<&str>::new(), "{context}");
    drop(running);
    assert!(database.run(&["import", &list]).status.success());
    let list_again = String::from_utf8(database.run(&["export"]).stdout).unwrap();
    assert_eq!(list_again.matches("xmlUrl").count(), world.opml().matches("xmlUrl").count(), "{context}");
}

fn each_article_once(articles: &[ReadArticle], context: &str) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        *seen.entry(&article.original).or_default() += 1;
    }
    let twice: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?} {context}");
    for truth in truth().unwrap().iter().filter(|truth| truth.published <= 0) {
        assert!(
            seen.keys().any(|address| address.ends_with(&truth.path)),
            "{} is lost {context}",
            truth.path
        );
    }
}

fn nothing_in_an_article_is_doubled(articles: &[ReadArticle], context: &str) {
    for article in articles {
        assert!(!article.paragraphs.is_empty(), "{} has no text {context}", article.original);
        let mut captions: Vec<_> =
            article.figures.iter().filter_map(|figure| figure.caption.as_ref()).collect();
        let all = captions.len();
        captions.sort();
        captions.dedup();
        assert_eq!(captions.len(), all, "{} shows a figure twice {context}", article.original);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_twenty_kills_lose_and_double_nothing() {
    nothing_is_lost_or_doubled(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_twenty_kills_lose_and_double_nothing() {
    nothing_is_lost_or_doubled(Database::postgres()).await;
}
