//! Grouping at size: processor time for a thousand new articles and bytes an article, for windows of growing size.
//!
//! The articles are made up: each tells of an event with words of its own among words of a topic and of all print, drawn by
//! Zipf's law, in a share of events per article as in the news.

use std::collections::BTreeSet;

use tidings_model::time::Timestamp;
use tidings_story::document::Document;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features::{self, Features};
use tidings_story::group::Online;

use crate::memory;

/// Articles that are timed at every size.
const NEW: usize = 1_000;
/// Articles an event has on average.
const AN_EVENT: u64 = 6;
/// Words of all print.
const VOCABULARY: u64 = 60_000;
/// Milliseconds between two articles: 70,000 a day.
const PACE: i64 = 1_234;

/// Window sizes that are measured when none are given.
const SIZES: [usize; 4] = [10_000, 100_000, 300_000, 1_000_000];

/// Fills a window up to each of the sizes that are told and prints what a thousand more cost.
///
/// # Errors
///
/// A size is no number, or the carried embedding cannot be read.
pub(crate) fn measure(told: &[String]) -> anyhow::Result<()> {
    let mut sizes = told.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?;
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    let table = EmbeddingTable::carried()?;
    let mut online = Online::new(Some(&table));
    let mut made = 0_u64;
    println!(
        "asked: 1 s at 100,000; 1,500 MB at 1,000,000; 150 MB at 78,000, two weeks of a million over 180 days"
    );
    println!("window\tplace and relate {NEW}\tsettle around them\tbytes an article\tin memory");
    for size in sizes {
        while online.len() + NEW < size {
            let article = made_up(made, &table);
            // Only what is timed needs a placement; the filling knows its stories.
            online.add(&article, i64::try_from(event(made)).unwrap_or_default());
            made += 1;
        }
        let fresh: Vec<Features> = (made..made + 1_000).map(|number| made_up(number, &table)).collect();
        made += 1_000;
        let started = memory::processor_seconds()?;
        for article in &fresh {
            let placement = online.place(article);
            online.add(article, placement.story.unwrap_or(-article.key));
        }
        let placed = memory::processor_seconds()? - started;
        let settled = settled(&online, &fresh)?;
        let bytes = online.bytes() / online.len().max(1);
        let resident = memory::resident_kilobytes()? / 1000;
        println!("{}\t{placed:.2} s\t{settled:.2} s\t{bytes}\t{resident} MB", online.len());
    }
    Ok(())
}

fn settled(online: &Online, fresh: &[Features]) -> anyhow::Result<f64> {
    let changed: BTreeSet<i64> = fresh.iter().map(|article| article.key).collect();
    let started = memory::processor_seconds()?;
    let grouping = online.settle(&changed, &[]);
    let seconds = memory::processor_seconds()? - started;
    if grouping.stories.is_empty() {
        eprintln!("nothing was settled");
    }
    Ok(seconds)
}

/// The event of an article: most articles tell of something recent.
fn event(number: u64) -> u64 {
    let mut dice = Dice(number);
    let recent = dice.below(2_000);
    (number.saturating_sub(recent)) / AN_EVENT
}

fn made_up(number: u64, table: &EmbeddingTable) -> Features {
    let event = event(number);
    let mut dice = Dice(number ^ 0x5bd1_e995);
    let own = |place: u64| word(Dice(event * 31 + place).below(VOCABULARY) + VOCABULARY);
    let mut title = String::new();
    for place in 0..5 {
        title.push_str(&own(place));
        title.push(' ');
    }
    let mut text = String::new();
    for place in 0..220_u64 {
        let next = if place % 9 == 0 { own(dice.below(12)) } else { word(dice.zipf()) };
        text.push_str(&next);
        text.push_str(if place % 17 == 16 { ". " } else { " " });
    }
    let key = i64::try_from(number).unwrap_or_default();
    let published = Some(Timestamp::from_millis(1_700_000_000_000 + key * PACE));
    let source = format!("Publisher {}", dice.below(400));
    let document =
        Document { key, source: &source, published, title: &title, text: &text, language: Some("en") };
    features::of(&document, Some(table))
}

/// A made-up word by its rank: syllables in the order of the rank's digits.
fn word(mut rank: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "re", "mo", "ti", "lu", "sen", "kar", "vo", "ni", "da", "pel", "gor", "wi", "ha", "ju", "fro"];
    let mut made = String::new();
    loop {
        let place = usize::try_from(rank % 16).unwrap_or_default();
        made.push_str(SYLLABLES.get(place).copied().unwrap_or_default());
        rank /= 16;
        if rank == 0 {
            return made;
        }
    }
}

/// A small generator of numbers (`SplitMix64`), so that every run makes the same articles.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A rank up to the vocabulary's size, the first ranks far more often.
    fn zipf(&mut self) -> u64 {
        let part = f64::from(u32::try_from(self.next() >> 32).unwrap_or_default()) / f64::from(u32::MAX);
        let rank = f64::from(u32::try_from(VOCABULARY).unwrap_or(u32::MAX)).powf(part);
        round(rank)
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank is a small positive number"
)]
fn round(rank: f64) -> u64 {
    rank as u64
}
