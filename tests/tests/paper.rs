//! The whole way: the sample world over HTTP, through the pipeline, to the pages, on each database.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use tidings_demo::{TruthArticle, truth};
use tidings_tests::binary::Running;
use tidings_tests::database::Database;
use tidings_tests::paper::{Paper, ReadArticle, ReadFigure, ReadStory};
use tidings_tests::world::World;

/// Longest time until everything is read, in seconds: the machine may be busy.
const LONGEST: u64 = 240;

/// Articles that are there from the start, by the last part of their address on their publisher's site.
fn expected() -> BTreeMap<String, TruthArticle> {
    let there = truth().unwrap().into_iter().filter(|article| article.published <= 0);
    there.map(|article| (key(&article.publisher_name, &article.path), article)).collect()
}

fn key(publisher: &str, path: &str) -> String {
    format!("{publisher} {path}")
}

/// What was read, by publisher and path.
fn by_key(articles: &[ReadArticle], world: &World) -> BTreeMap<String, ReadArticle> {
    let mut found = BTreeMap::new();
    for article in articles {
        let (publisher, path) = world.place(&article.original).unwrap();
        let twice = found.insert(key(&publisher, &path), article.clone());
        assert_eq!(twice, None, "{} was read twice", article.original);
    }
    found
}

async fn read_everything(database: &Database) -> (World, Paper, Running) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(folder.path());
    let list = world.save_opml(folder.path());
    let import = database.run(&["import", &list]);
    assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
    let running = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let paper = Paper::at(&running.address());
    paper.until_quiet(LONGEST).await;
    (world, paper, running)
}

async fn the_paper_is_whole(database: Database) {
    let (world, paper, _running) = read_everything(&database).await;
    let articles = paper.articles().await;
    let found = by_key(&articles, &world);
    let expected = expected();
    let lacking: Vec<&String> = expected.keys().filter(|key| !found.contains_key(*key)).collect();
    assert_eq!(lacking, Vec::<&String>::new(), "articles are lacking");
    let stories = paper.stories(&articles).await;
    let wrong = [
        wrong_articles(&expected, &found),
        wrong_figures(&expected, &found),
        wrong_stories(&expected, &found, &stories),
        wrong_copies(&expected, &found, &stories),
    ];
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(stories.values().any(|story| !story.differences.is_empty()), "no story tells what differs");
    let front = paper.page("/").await;
    assert!(front.texts("h3.headline").len() >= 20, "the front page is full");
}

fn wrong_articles(
    expected: &BTreeMap<String, TruthArticle>,
    found: &BTreeMap<String, ReadArticle>,
) -> Vec<String> {
    let flaws = expected.iter().filter_map(|(key, truth)| Some((key, flaw(truth, &found[key])?)));
    flaws.map(|(key, flaw)| format!("{key}: {flaw}")).collect()
}

/// What is wrong with an article as it was read.
fn flaw(truth: &TruthArticle, read: &ReadArticle) -> Option<String> {
    if read.headline != truth.headline {
        return Some(format!("is headed {:?}", read.headline));
    }
    if read.byline.is_some() == truth.bylines.is_empty() {
        return Some(format!("is by {:?}, not {:?}", read.byline, truth.bylines));
    }
    let is_written = |paragraph: &String| truth.paragraphs.contains(paragraph);
    let first = truth.paragraphs.first()?;
    if !read.paragraphs.contains(first) {
        return Some(format!("lacks {first:?} in {:?}", read.paragraphs));
    }
    let shown = if truth.is_paywalled { 2 } else { truth.paragraphs.len() };
    let lacking = truth.paragraphs.iter().take(shown).find(|paragraph| !read.paragraphs.contains(paragraph));
    if let Some(paragraph) = lacking.filter(|_| truth.updates.is_empty() && truth.corrected.is_none()) {
        return Some(format!("lacks {paragraph:?}"));
    }
    let foreign = read.paragraphs.iter().find(|paragraph| !is_written(paragraph) && is_junk(paragraph));
    if let Some(paragraph) = foreign {
        return Some(format!("holds {paragraph:?}"));
    }
    (is_marked_paywalled(read) != truth.is_paywalled).then(|| format!("says {:?}", read.notes))
}

fn is_junk(paragraph: &str) -> bool {
    let junk = ["Subscribe", "newsletter", "Share this", "cookie", "Read more", "Advertisement", "By "];
    junk.iter().any(|word| paragraph.contains(word))
}

fn is_marked_paywalled(article: &ReadArticle) -> bool {
    article.notes.iter().any(|note| note.contains("subscribers"))
}

/// Captions and credits stand apart, and each as it was written.
fn wrong_figures(
    expected: &BTreeMap<String, TruthArticle>,
    found: &BTreeMap<String, ReadArticle>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, truth) in expected {
        for figure in &truth.figures {
            let is_it = |read: &ReadFigure| read.caption == figure.caption && read.credit == figure.credit;
            if !found[key].figures.iter().any(is_it) {
                wrong.push(format!("{key}: {figure:?}, read {:?}", found[key].figures));
            }
        }
    }
    wrong
}

/// The articles of one event in one language.
fn events(expected: &BTreeMap<String, TruthArticle>) -> BTreeMap<(String, String), BTreeSet<&String>> {
    let mut events: BTreeMap<(String, String), BTreeSet<&String>> = BTreeMap::new();
    for (key, truth) in expected {
        events.entry((truth.event.clone(), truth.language.clone())).or_default().insert(key);
    }
    events
}

/// An event told over days may come out as two stories, as long as nineteen of twenty are whole; what belongs to another
/// event is never in its story.
fn wrong_stories(
    expected: &BTreeMap<String, TruthArticle>,
    found: &BTreeMap<String, ReadArticle>,
    stories: &BTreeMap<String, ReadStory>,
) -> Vec<String> {
    let key_of: BTreeMap<&str, &String> = found.iter().map(|(key, read)| (read.id.as_str(), key)).collect();
    let (mut wrong, mut split) = (Vec::new(), Vec::new());
    let events = events(expected);
    for ((event, _), members) in &events {
        let story = members.iter().find_map(|key| found[*key].story.as_ref());
        let together: BTreeSet<&String> = match story {
            Some(id) => {
                stories[id].articles.iter().filter_map(|id| key_of.get(id.as_str()).copied()).collect()
            }
            None => members.iter().copied().take(1).collect(),
        };
        let together: BTreeSet<&String> =
            together.into_iter().filter(|key| expected.contains_key(*key)).collect();
        let said = format!("{event}: {members:?} but {together:?}");
        if !together.is_subset(members) {
            wrong.push(said);
        } else if together != *members {
            split.push(said);
        }
    }
    if split.len() * 20 > events.len() {
        wrong.append(&mut split);
    }
    wrong
}

fn wrong_copies(
    expected: &BTreeMap<String, TruthArticle>,
    found: &BTreeMap<String, ReadArticle>,
    stories: &BTreeMap<String, ReadStory>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let copies: Vec<_> = expected.iter().filter(|(_, truth)| truth.copy_of.is_some()).collect();
    assert!(copies.len() >= 3, "the world has copies");
    for (key, truth) in copies {
        let read = &found[key];
        let says_so = read.notes.iter().any(|note| note.contains("copy of a text"));
        let stands_below = read.story.as_ref().is_some_and(|id| stories[id].copies.contains(&read.publisher));
        if !says_so || !stands_below {
            wrong.push(format!("{key} is a copy of {:?}'s, but says {:?}", truth.copy_of, read.notes));
        }
    }
    for story in stories.values() {
        let numbers: Vec<usize> =
            story.count.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        if numbers.get(1).is_none_or(|independent| *independent > story.articles.len() - story.copies.len()) {
            wrong.push(format!("copies count more than once in {story:?}"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_the_paper_is_whole() {
    the_paper_is_whole(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_the_paper_is_whole() {
    the_paper_is_whole(Database::postgres()).await;
}
