//! The lists that pages read: the front, sections, publishers, the latest, coverage, and the change log.

use std::time::Duration;

use tidings_model::change::{Change, ChangedNoun};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::section::Section;
use tidings_store::article::ArticleLookup;
use tidings_store::card::Cursor;
use tidings_store::change::LogPlace;
use tidings_store::story::StoryLookup;

use crate::fixture::{Bench, entry, on_every_database};

#[test]
fn the_front_page_shows_stories_with_their_lead_and_publishers() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        let single = bench.paged("three.example", "tower").await;
        let (story, alone) = (bench.grouped(&[one, two]).await, bench.grouped(&[single]).await);
        let front = bench.store.front(bench.now()).await.unwrap();
        assert_eq!((front.stories.len(), front.latest.len()), (2, 3));
        let card = front.stories.iter().find(|card| card.story.id == story).unwrap();
        assert_eq!(card.lead.as_ref().unwrap().id, one);
        let names: Vec<&str> = card.publishers.iter().map(|publisher| publisher.name.as_str()).collect();
        assert_eq!(names, ["one.example", "two.example"]);
        assert!(front.stories.iter().any(|card| card.story.id == alone));
        let later = bench.now().plus(Duration::from_hours(100));
        assert!(bench.store.front(later).await.unwrap().stories.is_empty());
        assert_eq!(bench.store.section(Section::Local, Cursor::START, 10).await.unwrap().len(), 2);
        assert!(bench.store.section(Section::Sport, Cursor::START, 10).await.unwrap().is_empty());
    });
}

#[test]
fn coverage_is_the_rest_of_the_story() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        bench.grouped(&[one, two]).await;
        let ArticleLookup::Found(rows) = bench.store.article(one).await.unwrap() else {
            panic!("no article")
        };
        assert_eq!(rows.coverage.iter().map(|card| card.id).collect::<Vec<_>>(), vec![two]);
        assert_eq!(rows.story.unwrap().articles, 2);
    });
}

#[test]
fn lists_go_on_where_they_stopped() {
    on_every_database(|bench| async move {
        let site = "harbour.example";
        let entries = (0..7).map(|number| entry(site, &format!("piece-{number}"))).collect();
        bench.polled(site, entries).await;
        let publisher_id = bench.store.publishers().await.unwrap()[0].publisher.id;
        let (mut seen, mut cursor) = (Vec::new(), Cursor::START);
        loop {
            let rows = bench.store.publisher(publisher_id, cursor, 3).await.unwrap().unwrap();
            let Some(last) = rows.articles.last() else { break };
            cursor = last.cursor();
            seen.extend(rows.articles.iter().map(|card| card.id));
        }
        let all: Vec<_> =
            bench.store.latest(Cursor::START, 100).await.unwrap().iter().map(|card| card.id).collect();
        assert_eq!(seen, all);
        assert_eq!(seen.len(), 7);
    });
}

#[test]
fn an_editor_renames_a_publisher_and_sets_its_policy() {
    on_every_database(|bench| async move {
        bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        let id = bench.store.publishers().await.unwrap()[0].publisher.id;
        assert!(bench.store.rename_publisher(id, "The Harbour Post").await.unwrap());
        assert!(bench.store.set_policy(id, DisplayPolicy::Headline).await.unwrap());
        let latest = bench.store.latest(Cursor::START, 1).await.unwrap();
        assert_eq!(latest[0].publisher.name, "The Harbour Post");
        assert_eq!(latest[0].publisher.policy, DisplayPolicy::Headline);
    });
}

#[test]
fn a_removed_publisher_is_gone_and_its_stories_are_counted_again() {
    on_every_database(|bench| async move {
        let one = bench.paged("one.example", "wall").await;
        let two = bench.paged("two.example", "wall").await;
        let three = bench.paged("one.example", "tower").await;
        let (shared, alone) = (bench.grouped(&[one, two]).await, bench.grouped(&[three]).await);
        let publishers = bench.store.publishers().await.unwrap();
        let id =
            publishers.iter().find(|health| health.publisher.site == "one.example").unwrap().publisher.id;
        assert!(bench.store.remove_publisher(id).await.unwrap());
        assert!(!bench.store.remove_publisher(id).await.unwrap());
        assert_eq!(bench.store.article(one).await.unwrap(), ArticleLookup::Missing);
        assert_eq!(bench.store.story(alone).await.unwrap(), StoryLookup::Missing);
        let StoryLookup::Found(rows) = bench.store.story(shared).await.unwrap() else { panic!("no story") };
        assert_eq!((rows.story.articles, rows.story.lead_article_id), (1, Some(two)));
        let totals = bench.store.totals().await.unwrap();
        assert_eq!((totals.publishers, totals.feeds, totals.articles), (1, 1, 1));
    });
}

/// Reads on until a change of this noun comes: on PostgreSQL other tests' transactions hold the log back for a moment.
async fn read_until(bench: &Bench, mut place: LogPlace, noun: ChangedNoun) -> (Vec<Change>, LogPlace) {
    let mut changes: Vec<Change> = Vec::new();
    for _ in 0..500 {
        let (some, reached) = bench.store.changes_after(place, 2).await.unwrap();
        assert!(some.is_empty() || reached > place);
        place = reached;
        let waits = some.is_empty();
        changes.extend(some);
        if waits && changes.iter().any(|change| change.noun == noun) {
            break;
        }
        if waits {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    (changes, place)
}

#[test]
fn followers_read_every_change_once_and_in_order() {
    on_every_database(|bench| async move {
        assert_eq!(bench.store.last_change().await.unwrap(), LogPlace::default());
        let one = bench.paged("one.example", "wall").await;
        bench.grouped(&[one]).await;
        let (changes, place) = read_until(&bench, LogPlace::default(), ChangedNoun::Story).await;
        assert!(
            changes.iter().any(|change| (change.noun, change.subject) == (ChangedNoun::Article, one.get()))
        );
        assert!(changes.iter().any(|change| change.noun == ChangedNoun::Story));
        assert!(bench.store.last_change().await.unwrap() >= place);
        let two = bench.paged("two.example", "wall").await;
        let (more, _) = read_until(&bench, place, ChangedNoun::Article).await;
        assert!(more.iter().all(|change| change.subject != one.get()));
        assert!(more.iter().any(|change| change.subject == two.get()));
    });
}

#[test]
fn settings_are_kept() {
    on_every_database(|bench| async move {
        assert_eq!(bench.store.setting("mode").await.unwrap(), None);
        bench.store.set_setting("mode", "private").await.unwrap();
        bench.store.set_setting("mode", "public").await.unwrap();
        assert_eq!(bench.store.setting("mode").await.unwrap().as_deref(), Some("public"));
    });
}
