//! An editor's decisions about stories, made at the command line beside a running paper, stand when stories are settled.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::BTreeSet;

use tidings_tests::database::Database;
use tidings_tests::paper::{Paper, ReadArticle};
use tidings_tests::world::World;

const LONGEST: u64 = 240;

/// The articles of the story that an article is in now; only itself when it stands alone.
async fn together(paper: &Paper, article: &str) -> BTreeSet<String> {
    match paper.article(article).await.story {
        Some(story) => paper.story(&story).await.articles,
        None => BTreeSet::from([article.to_owned()]),
    }
}

fn done(database: &Database, arguments: &[&str]) -> String {
    let output = database.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A story of three articles or more, with its articles in the order of their ids.
async fn wide_story(paper: &Paper, articles: &[ReadArticle]) -> Option<(String, Vec<String>)> {
    for article in articles {
        let Some(story) = article.story.clone() else { continue };
        let members: Vec<String> = paper.story(&story).await.articles.into_iter().collect();
        if members.len() >= 3 {
            return Some((story, members));
        }
    }
    None
}

async fn decisions_stand(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(folder.path());
    let list = world.save_opml(folder.path());
    done(&database, &["import", &list]);
    let running = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let paper = Paper::at(&running.address());
    paper.until_quiet(LONGEST).await;
    let (story, members) = wide_story(&paper, &paper.articles().await).await.unwrap();
    let (leaving, staying) = members.split_first().unwrap();

    done(&database, &["story", "split", &story, leaving]);
    paper.until_quiet(LONGEST).await;
    assert_eq!(together(&paper, leaving).await, BTreeSet::from([leaving.clone()]), "it stands alone");
    let rest: BTreeSet<String> = staying.iter().cloned().collect();
    assert_eq!(together(&paper, staying.first().unwrap()).await, rest, "the others stay together");

    let cases = done(&database, &["story", "cases"]);
    assert_eq!(cases.lines().count(), members.len(), "each article of the decision is a case: {cases}");

    let alone = done(&database, &["story", "rules"]);
    assert_eq!(alone.matches("\"together\":false").count(), staying.len(), "{alone}");
    for other in staying {
        done(&database, &["story", "forget", leaving, other]);
    }
    paper.until_quiet(LONGEST).await;
    let all: BTreeSet<String> = members.iter().cloned().collect();
    assert_eq!(together(&paper, leaving).await, all, "without the rules the articles find each other again");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_an_editors_decisions_stand() {
    decisions_stand(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_an_editors_decisions_stand() {
    decisions_stand(Database::postgres()).await;
}
