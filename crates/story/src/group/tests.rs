//! Grouping of small made-up news worlds.

use proptest::prelude::*;
use tidings_model::time::Timestamp;

use super::*;
use crate::document::Document;
use crate::embedding::EmbeddingTable;
use crate::features::{self, Features};

/// Headline, text, event (0 stands alone), language.
const WORLD: &[(&str, &str, usize, &str)] = &[
    (
        "Bram closes harbour bridge after cracks found",
        "The town council of Bram closed the old harbour bridge on Tuesday after engineers found cracks in two of its piers. \
         Repairs will take eight months, mayor Dorte Hayle said.",
        1,
        "en",
    ),
    (
        "Cracked piers shut Bram's old bridge",
        "Engineers have found deep cracks in the piers of the harbour bridge at Bram, and the council closed it to all traffic \
         at once. Mayor Dorte Hayle expects repairs to last until autumn.",
        1,
        "en",
    ),
    (
        "Ferry to replace Bram bridge while piers are repaired",
        "A ferry will carry people across the harbour at Bram from April, after the old bridge was closed because of cracks in \
         its piers, the council said on Tuesday.",
        1,
        "en",
    ),
    (
        "Stadtrat sperrt Hafenbrücke in Bram",
        "Der Stadtrat von Bram hat am Dienstag die alte Hafenbrücke gesperrt, nachdem Ingenieure Risse in zwei Pfeilern \
         gefunden hatten. Die Arbeiten dauern acht Monate, sagte Bürgermeisterin Dorte Hayle.",
        2,
        "de",
    ),
    (
        "Risse in den Pfeilern: Brücke in Bram gesperrt",
        "Wegen tiefer Risse in den Pfeilern ist die Hafenbrücke in Bram gesperrt. Bürgermeisterin Dorte Hayle rechnet mit \
         Arbeiten bis zum Herbst. Ingenieure hatten die Risse am Dienstag gefunden.",
        2,
        "de",
    ),
    (
        "Holm striker Anders Quell signs for Orde",
        "Anders Quell, who scored 21 goals for Holm last season, has signed a four-year contract with Orde. The clubs did not \
         name the fee for the striker.",
        3,
        "en",
    ),
    (
        "Orde sign Quell from Holm on four-year deal",
        "Striker Anders Quell leaves Holm for Orde after a season of 21 goals. He signed a contract for four years on Monday.",
        3,
        "en",
    ),
    (
        "Wheat harvest on the plain of Tesk is the best in ten years",
        "Farmers on the plain of Tesk have brought in more wheat than in any year since records of the growers' union began.",
        0,
        "en",
    ),
    (
        "Library of Lenn opens on Sundays",
        "From May the public library of Lenn will be open on Sunday afternoons, run by volunteers and two students.",
        0,
        "en",
    ),
];

fn world() -> Vec<Features> {
    let table = EmbeddingTable::carried().unwrap();
    let article = |(key, (title, text, _, language)): (i64, &(&str, &str, usize, &str))| {
        let published = Some(Timestamp::from_millis(1_000_000_000_000 + key * 1_800_000));
        let document =
            Document { key, source: "Bram Courier", published, title, text, language: Some(language) };
        features::of(&document, Some(&table))
    };
    (0..).zip(WORLD).map(article).collect()
}

fn expected() -> Vec<Vec<i64>> {
    vec![vec![0, 1, 2], vec![3, 4], vec![5, 6], vec![7], vec![8]]
}

#[test]
fn a_small_world_settles_into_its_events() {
    let table = EmbeddingTable::carried().unwrap();
    assert_eq!(settle(&world(), Some(&table)).stories, expected());
}

#[test]
fn words_alone_keep_languages_and_singles_apart() {
    let grouping = settle(&world(), None);
    for single in [vec![7], vec![8]] {
        assert!(grouping.stories.contains(&single));
    }
    assert!(grouping.stories.iter().all(|members| !(members.contains(&3) && members.contains(&0))));
}

#[test]
fn placing_one_at_a_time_finds_the_events_too() {
    let table = EmbeddingTable::carried().unwrap();
    let mut online = Online::new(Some(&table));
    for article in world() {
        let placement = online.place(&article);
        let story = placement.story.unwrap_or(article.key);
        online.add(&article, story);
    }
    let found = online.assignment();
    for members in expected() {
        assert!(members.iter().all(|member| found[member] == found[&members[0]]), "{members:?} in {found:?}");
    }
}

#[test]
fn a_rebuilt_window_places_alike() {
    let table = EmbeddingTable::carried().unwrap();
    let (last, first) = world().split_last().map(|(last, first)| (last.clone(), first.to_vec())).unwrap();
    let mut online = Online::new(Some(&table));
    for article in &first {
        online.add(article, article.key);
    }
    let before = online.place(&last);
    online.forget_before(Timestamp::from_millis(0));
    assert_eq!(online.place(&last), before);
    online.forget_before(Timestamp::from_millis(i64::MAX));
    assert!(online.is_empty());
}

#[test]
fn a_membership_tells_why() {
    let table = EmbeddingTable::carried().unwrap();
    let grouping = settle(&world(), Some(&table));
    let why = &grouping.articles[6].why;
    assert_eq!(why.best, Some(5));
    assert!(why.shared.contains(&"quell".to_owned()), "{:?}", why.shared);
    assert_eq!(grouping.articles[6].related[0].key, 5);
    assert_eq!(grouping.articles[7].why.best, None);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let table = EmbeddingTable::carried().unwrap();
    let text = |grouping: &Grouping| format!("{grouping:?}");
    assert_eq!(text(&settle(&world(), Some(&table))), text(&settle(&world(), Some(&table))));
}

#[test]
fn an_editor_s_decisions_stand_when_the_window_is_settled() {
    let table = EmbeddingTable::carried().unwrap();
    let bonds = [bond::Bond::Apart(5, 6), bond::Bond::Together(7, 8)];
    let grouping = settle_with(&world(), Some(&table), &crate::judge::Judge::carried(), &bonds);
    assert!(grouping.stories.contains(&vec![7, 8]));
    assert!(grouping.stories.iter().all(|members| !(members.contains(&5) && members.contains(&6))));
}

#[test]
fn a_live_blog_pulls_nothing_together() {
    let table = EmbeddingTable::carried().unwrap();
    let mut articles = world();
    let text =
        WORLD.iter().filter(|(.., language)| *language == "en").map(|(title, ..)| *title).collect::<Vec<_>>();
    for (key, source) in [(20, "Holm Post"), (21, "Orde Echo")] {
        let document = Document {
            key,
            source,
            published: Some(Timestamp::from_millis(1_000_000_000_000)),
            title: "Marenland politics live: all of the day",
            text: &text.join(". "),
            language: Some("en"),
        };
        articles.push(features::of(&document, Some(&table)));
    }
    let stories = settle(&articles, Some(&table)).stories;
    let with = |key: i64| stories.iter().find(|members| members.contains(&key)).unwrap();
    assert_ne!(with(0), with(5));
    assert_ne!(with(7), with(8));
    assert_ne!(with(20), with(21));
}

#[test]
fn a_part_of_a_window_is_settled_and_withdrawn_articles_are_gone() {
    let table = EmbeddingTable::carried().unwrap();
    let mut online = Online::new(Some(&table));
    for article in world() {
        online.add(&article, article.key);
    }
    let grouping = online.settle(&[6].into(), &[]);
    assert!(grouping.stories.contains(&vec![5, 6]), "{:?}", grouping.stories);
    online.remove(&[5].into());
    assert_eq!(online.len(), WORLD.len() - 1);
    assert!(!online.contains(5) && online.assignment().get(&6) == Some(&6));
    assert!(!online.settle(&[6].into(), &[]).stories.iter().flatten().any(|key| *key == 5));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_the_input_does_not_matter(order in Just((0..WORLD.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let articles = world();
        let shuffled: Vec<Features> = order.iter().map(|place| articles[*place].clone()).collect();
        prop_assert_eq!(settle(&shuffled, None).stories, settle(&articles, None).stories);
    }
}
