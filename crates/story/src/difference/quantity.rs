//! Quantities: a number, who or what is counted, and what happened to them, within a few words.

use unicode_segmentation::UnicodeSegmentation;

/// A number of something in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// What happened to those counted.
    pub(super) kind: &'static str,
    /// How many.
    pub(super) number: u64,
    /// Where the number begins, in bytes.
    pub(super) start: usize,
    /// Where the telling word ends.
    pub(super) end: usize,
}

/// What happens to people and houses, and the words that tell it.
const KINDS: &[(&str, &[&str])] = &[
    (
        "killed",
        &[
            "killed",
            "dead",
            "died",
            "deaths",
            "fatalities",
            "getötet",
            "tot",
            "tote",
            "toten",
            "gestorben",
            "starben",
        ],
    ),
    ("injured", &["injured", "hurt", "wounded", "injuries", "verletzt", "verletzte", "verletzten"]),
    ("missing", &["missing", "vermisst", "vermisste"]),
    ("arrested", &["arrested", "detained", "arrests", "festgenommen", "verhaftet", "festnahmen"]),
    ("evacuated", &["evacuated", "displaced", "evakuiert"]),
    ("destroyed", &["destroyed", "zerstört"]),
];

/// Those who may stand between the number and what happened to them.
const COUNTED: &[&str] = &[
    "people",
    "persons",
    "passengers",
    "residents",
    "men",
    "women",
    "children",
    "workers",
    "soldiers",
    "civilians",
    "officers",
    "protesters",
    "demonstrators",
    "others",
    "homes",
    "houses",
    "buildings",
    "students",
    "pupils",
    "crew",
    "members",
    "firefighters",
    "menschen",
    "personen",
    "passagiere",
    "bewohner",
    "kinder",
    "männer",
    "frauen",
    "arbeiter",
    "soldaten",
    "häuser",
    "gebäude",
    "demonstranten",
    "einsatzkräfte",
    "schüler",
    "fahrgäste",
];
/// Small words between them.
const BETWEEN: &[&str] = &[
    "were",
    "was",
    "have",
    "had",
    "been",
    "are",
    "is",
    "being",
    "more",
    "reported",
    "left",
    "still",
    "sind",
    "waren",
    "wurden",
    "worden",
    "sein",
    "seien",
    "as",
    "confirmed",
    "feared",
    "seriously",
    "slightly",
    "badly",
    "critically",
    "schwer",
    "leicht",
];
/// The most words from the number to the telling word.
const REACH: usize = 6;
/// Quantities read from one text.
const MOST: usize = 200;

const NUMBERS: &[(&str, u64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwölf", 12),
];

/// The quantities of a text, in order.
pub(super) fn read(text: &str) -> Vec<Quantity> {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let found = words.iter().enumerate().filter_map(|(place, (start, word))| {
        let number = number(word)?;
        let (kind, end) = telling(text, *start, words.get(place + 1..)?)?;
        Some(Quantity { kind, number, start: *start, end })
    });
    found.take(MOST).collect()
}

fn number(word: &str) -> Option<u64> {
    let lower = word.to_lowercase();
    if let Some((_, number)) = NUMBERS.iter().find(|(name, _)| *name == lower) {
        return Some(*number);
    }
    let grouped =
        word.rsplit([',', '.']).next().is_some_and(|last| last.len() == 3 || last.len() == word.len());
    let digits: String = word.chars().filter(|letter| !matches!(letter, ',' | '.')).collect();
    digits.parse().ok().filter(|_| grouped)
}

/// What happened, if only those counted and small words stand before the telling word, in the same sentence.
fn telling(text: &str, start: usize, following: &[(usize, &str)]) -> Option<(&'static str, usize)> {
    for (at, word) in following.iter().take(REACH) {
        if text.get(start..*at)?.contains(['.', ';', ':', '!', '?', '\n']) {
            return None;
        }
        let lower = word.to_lowercase();
        if let Some((kind, _)) = KINDS.iter().find(|(_, words)| words.contains(&lower.as_str())) {
            return Some((*kind, at + word.len()));
        }
        if !COUNTED.contains(&lower.as_str()) && !BETWEEN.contains(&lower.as_str()) {
            return None;
        }
    }
    None
}
