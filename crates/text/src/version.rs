//! Versions: whether two texts of an article are the same to a reader.

use crate::token;

/// Words beside a bare number that make a line a counter: `12 comments`, `3 min read`, `Aktualisiert vor 5 Minuten`.
const COUNTER_WORDS: &[&str] = &[
    "comment",
    "comments",
    "share",
    "shares",
    "view",
    "views",
    "like",
    "likes",
    "read",
    "reads",
    "min",
    "mins",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "ago",
    "updated",
    "reader",
    "readers",
    "reaction",
    "reactions",
    "reply",
    "replies",
    "kommentar",
    "kommentare",
    "mal",
    "geteilt",
    "gelesen",
    "aufrufe",
    "vor",
    "minuten",
    "stunde",
    "stunden",
    "lesezeit",
    "aktualisiert",
    "tagen",
    "commentaire",
    "commentaires",
    "partages",
    "lecture",
    "minutos",
    "comentarios",
];

/// Whether `old` and `new` say the same: white space, and lines that only count (comments, shares, minutes), are
/// passed over. A changed number inside a sentence is a change.
#[must_use]
pub fn same_text(old: &str, new: &str) -> bool {
    old == new || substance(old).eq(substance(new))
}

/// A text without the lines that only count, its white space folded.
#[must_use]
pub fn without_counting_lines(text: &str) -> String {
    substance(text).collect::<Vec<_>>().join(" ")
}

/// A headline without its counters: `A strip about rain (12 comments)` is `A strip about rain`.
#[must_use]
pub fn without_counters(headline: &str) -> String {
    let parts = headline.split(['(', ')', '[', ']', '|', '·', '–', '—']).filter(|part| !is_counter(part));
    let words = parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    if words.is_empty() { headline.split_whitespace().collect::<Vec<_>>().join(" ") } else { words }
}

fn substance(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !is_counter(line)).flat_map(str::split_whitespace)
}

fn is_counter(line: &str) -> bool {
    let words = token::words(line);
    let counted = words.iter().any(|word| word.text.starts_with(|letter: char| letter.is_ascii_digit()));
    counted && words.len() <= 6 && words.iter().all(|word| is_number(word.text) || is_counter_word(word.text))
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_numeric() || matches!(letter, '.' | ',' | 'k' | 'K'))
}

fn is_counter_word(word: &str) -> bool {
    COUNTER_WORDS.contains(&token::fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_spaces_are_no_change() {
        assert!(same_text("The bridge is shut.\n12 comments", "The bridge  is shut.\n\n340 comments\n"));
        assert!(same_text("3 min read\nThe bridge is shut.", "4 min read\nThe bridge is shut."));
    }

    #[test]
    fn a_headline_loses_its_counters_only() {
        assert_eq!(without_counters("A strip about rain (12 comments)"), "A strip about rain");
        assert_eq!(without_counters("3 min read | The bridge is shut"), "The bridge is shut");
        assert_eq!(without_counters("Budget (2026)"), without_counters("Budget (2026)"));
        assert_ne!(without_counters("Version 16.1"), without_counters("Version 16.2"));
        assert_ne!(without_counters("12"), without_counters("13"));
        assert_eq!(without_counting_lines("It holds.\n12 comments"), "It holds.");
    }

    #[test]
    fn a_number_in_a_sentence_is_a_change() {
        assert!(!same_text("The quake hurt 10 people.", "The quake hurt 12 people."));
        assert!(!same_text("The bridge is shut.", "The bridge is open."));
    }
}
