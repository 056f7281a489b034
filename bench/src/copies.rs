//! Copies: pairs made by editing texts, and how well they are told from texts that only report the same event.
//!
//! The texts come from a labelled set, one JSON object a line with `source`, `text` and `story`. Every text is edited in five
//! ways; every pair of two outlets in one story is a pair that is no copy.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use tidings_story::copy;
use tidings_story::document::Document;
use tidings_story::features::{self, Features};

/// A text of the set.
#[derive(Debug, Deserialize)]
struct Line {
    source: String,
    text: String,
    story: String,
}

/// A way of editing a text: its name, and the edit.
type Edit = (&'static str, fn(&str, usize) -> String);

const EDITS: [Edit; 5] = [
    ("light", light),
    ("trimmed to 40 %", trimmed),
    ("house edit", house),
    ("half rewritten", half_rewritten),
    ("in page chrome", in_chrome),
];

/// Words that an editor swaps, both ways round.
const SWAPS: &[(&str, &str)] = &[
    ("said", "told reporters"),
    ("announced", "made known"),
    ("but", "yet"),
    ("also", "as well"),
    ("because", "since"),
    ("about", "around"),
    ("percent", "per cent"),
    ("more", "further"),
    ("government", "administration"),
    ("people", "persons"),
    ("lawmakers", "legislators"),
    ("before", "ahead of"),
];

/// Words of a rewriter who knows nothing of the text.
const FILLER: &str = "according to those who followed the matter closely over several weeks and spoke of it afterwards in \
    their own words the course of events was less plain than it may seem while others saw in it what they had long expected";

/// What a page sets around a text.
const BEFORE: &str = "Skip to content\nHome News Sport Opinion Weather\nSubscribe for full access and support our reporting\n\
    Share this article with your friends\n";
const AFTER: &str = "\nSign up for our morning newsletter and never miss a story\nMost read today\nAll rights reserved\n\
    Contact us about this page\nTerms of use Privacy Cookie settings\n";

/// Makes the pairs from the set at `path` and prints what is found of them.
///
/// # Errors
///
/// The set cannot be read.
pub(crate) fn measure(path: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
    let originals: Vec<Features> = lines.iter().map(|line| article(&line.source, &line.text, 0)).collect();
    let wrong = same_story_hits(&lines, &originals);
    let mut missed = 0;
    let mut made = 0;
    for (name, edit) in EDITS {
        let found = lines.iter().zip(&originals).enumerate().filter(|(place, (line, original))| {
            let edited = article("Edited Paper", &edit(&line.text, *place), 1);
            is_copy(original, &edited)
        });
        let found = found.count();
        println!("{name}\t{found} of {} found", lines.len());
        missed += lines.len() - found;
        made += lines.len();
    }
    let (hits, pairs) = wrong;
    println!("same story, two outlets\t{hits} of {pairs} called a copy\t(asked: 1 in 300 or fewer)");
    println!("F1\t{:.4}\t(asked: 0.99 or more)", f1(made - missed, missed, hits));
    Ok(())
}

fn article(source: &str, text: &str, key: i64) -> Features {
    features::of(&Document { key, source, published: None, title: "", text, language: Some("en") }, None)
}

fn is_copy(left: &Features, right: &Features) -> bool {
    !copy::find(&[left.clone(), right.clone()]).is_empty()
}

/// Pairs of one story that are called copies, and all such pairs.
fn same_story_hits(lines: &[Line], originals: &[Features]) -> (usize, usize) {
    let mut stories: BTreeMap<&str, Vec<(&Line, &Features)>> = BTreeMap::new();
    for pair in lines.iter().zip(originals) {
        stories.entry(&pair.0.story).or_default().push(pair);
    }
    let (mut hits, mut pairs) = (0, 0);
    for members in stories.values() {
        for (place, (line, one)) in members.iter().enumerate() {
            for (_, two) in members.iter().skip(place + 1).filter(|(other, _)| other.source != line.source) {
                pairs += 1;
                hits += usize::from(is_copy(one, two));
            }
        }
    }
    (hits, pairs)
}

fn f1(found: usize, missed: usize, wrong: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    2.0 * count(found) / (2.0 * count(found) + count(missed) + count(wrong))
}

/// Every twelfth word swapped or dropped.
fn light(text: &str, seed: usize) -> String {
    each_word(text, |place, word| match (place + seed) % 12 {
        0 => swapped(word),
        6 if word.len() < 4 => String::new(),
        _ => word.to_owned(),
    })
}

/// The first two fifths of the words.
fn trimmed(text: &str, _: usize) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    words.iter().take(words.len() * 2 / 5).copied().collect()
}

/// A house's own beginning, every second paragraph joined with the one before, words swapped by its style.
fn house(text: &str, seed: usize) -> String {
    let mut edited = String::from("By our own staff, with agency material\n");
    for (place, paragraph) in text.lines().enumerate().filter(|(place, _)| (place + seed) % 7 != 3) {
        edited.push_str(&each_word(paragraph, |_, word| swapped(word)));
        edited.push(if place % 2 == 0 { ' ' } else { '\n' });
    }
    edited
}

/// Sentence by sentence in other words, of which every third is the old one, as long as no more than half of the text's words
/// are rewritten.
fn half_rewritten(text: &str, seed: usize) -> String {
    let filler: Vec<&str> = FILLER.split_whitespace().collect();
    let mut edited = String::new();
    let (mut kept, mut rewritten) = (0, 0);
    for (place, sentence) in text.split_inclusive(['.', '\n']).enumerate() {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        if rewritten + words.len() > kept {
            kept += words.len();
            edited.push_str(sentence);
            continue;
        }
        rewritten += words.len();
        for (at, word) in words.iter().enumerate() {
            let other = filler.get((at * 7 + place * 5 + seed) % filler.len()).copied().unwrap_or_default();
            edited.push_str(if at % 3 == 0 { word } else { other });
            edited.push(' ');
        }
        edited.push_str(". ");
    }
    edited
}

/// The text as a careless reader of pages would give it.
fn in_chrome(text: &str, _: usize) -> String {
    format!("{BEFORE}{text}{AFTER}")
}

fn each_word(text: &str, edit: impl Fn(usize, &str) -> String) -> String {
    let mut edited = String::with_capacity(text.len());
    for (place, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim_end();
        edited.push_str(&edit(place, bare));
        edited.push_str(word.strip_prefix(bare).unwrap_or(" "));
    }
    edited
}

fn swapped(word: &str) -> String {
    let found = SWAPS.iter().find_map(
        |(one, two)| {
            if word == *one { Some(*two) } else { (word == *two).then_some(*one) }
        },
    );
    found.unwrap_or(word).to_owned()
}
