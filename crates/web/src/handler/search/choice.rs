//! Choices of the form as parts of a query, and a query completed by a suggestion.

use tidings_search::Query;
use tidings_search::query::{Filter, FilterKind, Moment};

use crate::page::search::TimeChoice;

/// What the form offers for `after:`.
const TIMES: [(&str, &str); 6] = [
    ("", "at any time"),
    ("24h", "in the last day"),
    ("7d", "in the last week"),
    ("30d", "in the last month"),
    ("365d", "in the last year"),
    ("asked", "as the query says"),
];

/// The times to choose from; a query with a time of its own keeps it.
pub(super) fn times(query: Option<&Query>) -> Vec<TimeChoice> {
    let own: Option<String> = query.and_then(|query| {
        query.filters().find(|filter| filter.kind() == FilterKind::After).map(Filter::value)
    });
    let known = own.as_deref().is_none_or(|own| TIMES.iter().any(|(value, _)| *value == own));
    let chosen = if known { own.as_deref().unwrap_or_default() } else { "asked" };
    let offered = TIMES.iter().filter(|(value, _)| *value != "asked" || !known);
    offered.map(|&(value, name)| TimeChoice { value, name, chosen: value == chosen }).collect()
}

/// A query with the chosen time.
pub(super) fn since(query: &Query, value: &str) -> Query {
    match Moment::from_word(value) {
        Some(moment) => query.with(Filter::After(moment)),
        None if value.is_empty() => query.without(FilterKind::After),
        None => query.clone(),
    }
}

/// What is typed, cut before its last two words, which may begin a name, and before its last.
pub(super) fn endings(typed: &str) -> Vec<(&str, &str)> {
    let (before, last) = last_word(typed);
    let two = before.strip_suffix(' ').map(|before| last_word(before).0);
    let whole = two.and_then(|start| Some((start, typed.get(start.len()..)?)));
    whole.into_iter().chain([(before, last)]).collect()
}

/// What is typed, cut before the last word: behind a space that stands in no phrase, or behind the colon of a filter.
pub(super) fn last_word(typed: &str) -> (&str, &str) {
    let mut start = 0;
    let mut in_phrase = false;
    for (place, letter) in typed.char_indices() {
        if letter == '"' {
            in_phrase = !in_phrase;
        }
        let begins = match letter {
            '"' => in_phrase,
            ' ' | ':' => !in_phrase,
            '-' => place == start,
            _ => false,
        };
        if begins {
            start = place + letter.len_utf8();
        }
    }
    typed.split_at_checked(start).unwrap_or(("", typed))
}

/// What is typed with its last word completed.
pub(super) fn completed(before: &str, word: &str) -> String {
    let opened = before.strip_suffix('"');
    let is_plain = opened.is_none() && word.chars().all(char::is_alphanumeric);
    let before = opened.unwrap_or(before);
    if is_plain { format!("{before}{word}") } else { format!("{before}\"{}\"", word.replace('"', "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(typed: &str, word: &str) -> String {
        completed(last_word(typed).0, word)
    }

    #[test]
    fn the_last_word_is_completed() {
        assert_eq!(last_word("ferry ven"), ("ferry ", "ven"));
        assert_eq!(complete("ferry ven", "Orla Venn"), "ferry \"Orla Venn\"");
        assert_eq!(endings("fire orla ve"), [("fire ", "orla ve"), ("fire orla ", "ve")]);
        assert_eq!(endings("orl"), [("", "orl")]);
        assert_eq!(complete("person:orl", "Orla Venn"), "person:\"Orla Venn\"");
        assert_eq!(complete("person:\"orla v", "Orla Venn"), "person:\"Orla Venn\"");
        assert_eq!(complete("-fer", "ferry"), "-ferry");
        assert_eq!(complete("aver", "averil"), "averil");
        assert_eq!(last_word("\"engine fire\" ha"), ("\"engine fire\" ", "ha"));
    }

    #[test]
    fn a_chosen_time_takes_the_place_of_the_querys_own() {
        let query = Query::parse("ferry after:2026-11-01").unwrap();
        assert_eq!(since(&query, "7d").to_string(), "ferry after:7d");
        assert_eq!(since(&query, "").to_string(), "ferry");
        assert_eq!(since(&query, "asked").to_string(), query.to_string());
        let chosen = |query: &str| {
            let query = Query::parse(query).unwrap();
            times(Some(&query)).into_iter().find(|time| time.chosen).unwrap().value
        };
        assert_eq!(
            (chosen("ferry"), chosen("ferry after:7d"), chosen("ferry after:2026")),
            ("", "7d", "asked")
        );
    }
}
