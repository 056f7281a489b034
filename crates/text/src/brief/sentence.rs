//! Which sentences of a text could stand alone as a point.

use crate::mark;
use crate::sentence;
use crate::span::{Span, paragraphs};
use crate::token;

/// A sentence that could be a point.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Where it stands, without a dateline.
    pub(super) span: Span,
    /// Its place among all sentences of the text, from 0.
    pub(super) rank: usize,
    /// Whether it leans on the sentence before it: it begins with a pronoun or a connecting word.
    pub(super) leans: bool,
}

const FEWEST_WORDS: usize = 7;
const MOST_WORDS: usize = 70;
/// Candidates that are looked at: the end of a very long text holds no point that its beginning lacks.
const MOST_CANDIDATES: usize = 200;
/// How far into a paragraph a dateline may reach, in bytes.
const LONGEST_DATELINE: usize = 60;

/// Words with which a publisher turns to the reader.
const CALLS: &[&str] = &[
    "newsletter",
    "subscribe",
    "subscribers",
    "sign up",
    "click here",
    "read more",
    "follow us",
    "cookies",
    "your inbox",
    "get in touch",
    "email us",
    "share this",
    "advertisement",
    "all rights reserved",
    "this article was",
    "have you",
    "abonnieren",
    "newsletter",
    "lesen sie",
    "mehr zum thema",
    "anmelden",
    "folgen sie",
    "alle rechte vorbehalten",
    "abonnez-vous",
    "inscrivez-vous",
    "lire aussi",
];

/// First words that lean on what was said before.
const LEANING: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "so",
    "however",
    "meanwhile",
    "also",
    "then",
    "er",
    "sie",
    "es",
    "dies",
    "diese",
    "dieser",
    "das",
    "aber",
    "doch",
    "und",
    "auch",
    "dabei",
    "dazu",
    "damit",
    "il",
    "elle",
    "mais",
    "cela",
    "ce",
];

/// The sentences of `text` that could be points, in order.
pub(super) fn candidates(text: &str, language: &str) -> Vec<Candidate> {
    let quotations: Vec<Span> = mark::quotations(text).into_iter().map(|found| found.outer).collect();
    let starts: Vec<usize> = paragraphs(text).into_iter().map(|span| span.start).collect();
    let mut found = Vec::new();
    for (rank, span) in sentence::split(text, Some(language)).into_iter().enumerate() {
        let first = starts.binary_search(&span.start).is_ok();
        let span = if first { without_dateline(span, text) } else { span };
        if can_stand(span.of(text), language) && !is_mostly_quoted(span, &quotations) {
            found.push(Candidate { span, rank, leans: leans(span.of(text)) });
        }
        if found.len() >= MOST_CANDIDATES {
            break;
        }
    }
    found
}

fn can_stand(sentence: &str, language: &str) -> bool {
    let count = if crate::language::is_unspaced(language) {
        sentence.chars().count() / 2
    } else {
        token::words(sentence).len()
    };
    let ends = sentence.trim_end_matches(['"', '”', '“', '»', '«', '’', ')']);
    let whole = ends.ends_with(['.', '!', '。', '！']) && !ends.ends_with("...");
    let opened = sentence.chars().filter(|letter| matches!(letter, '“' | '„' | '"')).count();
    let closed = sentence.chars().filter(|letter| matches!(letter, '”' | '“' | '"')).count();
    (FEWEST_WORDS..=MOST_WORDS).contains(&count) && whole && opened.abs_diff(closed) == 0 && !calls(sentence)
}

fn calls(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    CALLS.iter().any(|call| lower.contains(call)) || is_byline(&lower)
}

fn is_byline(lower: &str) -> bool {
    let short = lower.split_whitespace().count() <= 10;
    short
        && (lower.starts_with("by ") || lower.starts_with("von ") || lower.starts_with("par "))
        && !lower.contains(',')
}

fn leans(sentence: &str) -> bool {
    let first = token::words(sentence).first().map(|word| token::fold(word.text));
    first.is_some_and(|word| LEANING.contains(&word.as_str()))
}

/// Whether more than half of the sentence is somebody's words.
fn is_mostly_quoted(span: Span, quotations: &[Span]) -> bool {
    let from = quotations.partition_point(|quotation| quotation.end <= span.start);
    let inside = quotations.iter().skip(from).take_while(|quotation| quotation.start < span.end);
    let quoted: usize =
        inside.map(|quotation| quotation.end.min(span.end) - quotation.start.max(span.start)).sum();
    quoted * 2 > span.len()
}

/// The sentence without a leading `BRAM, March 3 (Marenwire) —`.
fn without_dateline(span: Span, text: &str) -> Span {
    let sentence = span.of(text);
    for dash in [" — ", " – ", " - ", "— ", ") -- "] {
        let Some(at) = sentence.find(dash) else { continue };
        let head = sentence.get(..at).unwrap_or_default();
        if at <= LONGEST_DATELINE && is_dateline(head) {
            return Span::new(span.start + at + dash.len(), span.end).trim(text);
        }
    }
    span
}

/// A place in capitals, or a place with an agency in brackets.
fn is_dateline(head: &str) -> bool {
    let first = head.split([' ', ',', '/', '.']).next().unwrap_or_default();
    let shouted =
        first.chars().count() > 1 && first.chars().all(|letter| letter.is_uppercase() || letter == '-');
    let agency = head.ends_with(')') && head.contains('(');
    (shouted || agency) && head.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_cut_off() {
        let text = "Bram (Marenwire) - Der Stadtrat hat am Dienstag die alte Hafenbrücke sperren lassen.";
        let found = candidates(text, "de");
        assert_eq!(
            found[0].span.of(text),
            "Der Stadtrat hat am Dienstag die alte Hafenbrücke sperren lassen."
        );
    }

    #[test]
    fn a_dash_in_a_sentence_is_no_dateline() {
        let text = "The bridge — closed since March — will open again in the first week of May.";
        assert_eq!(candidates(text, "en")[0].span.of(text), text);
    }

    #[test]
    fn leaning_sentences_are_known() {
        let text = "It will open again in the first week of May, the council said.";
        assert!(candidates(text, "en")[0].leans);
    }
}
