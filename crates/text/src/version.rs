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
    fn a_number_in_a_sentence_is_a_change() {
        assert!(!same_text("The quake hurt 10 people.", "The quake hurt 12 people."));
        assert!(!same_text("The bridge is shut.", "The bridge is open."));
    }
}
