//! Terms: the stems of an article's words, with where they stand and whether they are names.

use std::collections::{BTreeMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A term of an article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Term {
    /// The folded stem.
    pub word: String,
    /// How often it stands in the headline.
    pub title: u8,
    /// How often it stands in the text that is looked at.
    pub text: u8,
    /// Whether it is written as a name.
    pub name: bool,
}

/// Words of the text that are looked at: an event is told at the beginning, and a live blog's length does not count.
pub(crate) const MOST_WORDS: usize = 400;
/// Terms kept of one article.
const MOST_TERMS: usize = 64;

/// Words that tell nothing of an event, in the languages most read; rarity takes care of the rest.
const FUNCTION_WORDS: &str = "a about after again all also an and any are as at be because been before being between both but by \
    can could did do does down during each few for from further had has have having he her here hers him his how i if in into is it \
    its just me more most my new no nor not now of off on once one only or other our out over own said same say says she should so \
    some such than that the their them then there these they this those through to too two under until up very was we were what when \
    where which while who whom why will with would you your us mr mrs ms told according \
    aber als am an auch auf aus bei bis da das dass dem den der des die dies doch durch ein eine einem einen einer eines er es für \
    gegen hat haben ich ihr im in ist ja kann man mehr mit nach nicht noch nun nur ob oder sagte sei sein seit sich sie sind so über \
    um und uns unter vom von vor war waren was wegen wenn werden wie wieder will wird wir wo wurde wurden zu zum zur \
    au aux avec ce ces dans de des du elle en est et il ils je la le les leur mais ne nous on ou par pas plus pour qu que qui sa se \
    ses son sont sur un une vous";

/// Reads terms by the rules of one language.
pub(crate) struct Terms {
    stemmer: Option<Stemmer>,
    nouns_are_capital: bool,
    function_words: HashSet<&'static str>,
}

impl Terms {
    /// The rules of a two-letter language code.
    pub(crate) fn new(language: &str) -> Self {
        Self {
            stemmer: algorithm(language).map(Stemmer::create),
            nouns_are_capital: language == "de",
            function_words: FUNCTION_WORDS.split_ascii_whitespace().collect(),
        }
    }

    /// The terms of a headline and a text, the most frequent ones, in the order of their words.
    pub(crate) fn read(&self, title: &str, text: &str) -> (Vec<Term>, usize) {
        let mut found: BTreeMap<String, Term> = BTreeMap::new();
        let shouted = is_title_case(title);
        for word in title.unicode_words() {
            self.count(&mut found, word, shouted, |term| term.title = term.title.saturating_add(1));
        }
        let mut words = 0;
        for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
            for (place, word) in sentence.unicode_words().enumerate() {
                self.count(&mut found, word, place == 0, |term| term.text = term.text.saturating_add(1));
                words += 1;
            }
            if words >= MOST_WORDS {
                break;
            }
        }
        (most_frequent(found), words)
    }

    fn count(
        &self,
        found: &mut BTreeMap<String, Term>,
        word: &str,
        opening: bool,
        add: impl FnOnce(&mut Term),
    ) {
        let Some(stem) = self.stem(word) else { return };
        let name = !opening && !self.nouns_are_capital && word.starts_with(char::is_uppercase);
        let term = found.entry(stem).or_insert_with_key(|stem| Term {
            word: stem.clone(),
            title: 0,
            text: 0,
            name: false,
        });
        term.name |= name;
        add(term);
    }

    /// The folded stem; `None` for words that tell nothing.
    pub(crate) fn stem(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase().replace('\u{2019}', "'");
        let bare = lower.strip_suffix("'s").unwrap_or(&lower);
        if self.function_words.contains(bare) || (bare.len() == 1 && bare.is_ascii()) {
            return None;
        }
        let stem =
            self.stemmer.as_ref().map_or_else(|| bare.to_owned(), |stemmer| stemmer.stem(bare).into_owned());
        Some(fold(&stem))
    }
}

/// Without accents, `ß` as `ss`.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.replace('ß', "ss").nfkd().filter(|letter| !is_combining_mark(*letter)).collect()
}

/// Whether nearly every word of a headline has a capital, so that capitals tell no names.
fn is_title_case(title: &str) -> bool {
    let words: Vec<&str> = title.unicode_words().filter(|word| word.len() > 3).collect();
    let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    capital * 4 > words.len() * 3
}

fn most_frequent(found: BTreeMap<String, Term>) -> Vec<Term> {
    let mut terms: Vec<Term> = found.into_values().collect();
    if terms.len() > MOST_TERMS {
        let worth = |term: &Term| u32::from(term.title) * 3 + u32::from(term.text) * 2 + u32::from(term.name);
        terms.sort_by(|left, right| worth(right).cmp(&worth(left)).then_with(|| left.word.cmp(&right.word)));
        terms.truncate(MOST_TERMS);
        terms.sort_by(|left, right| left.word.cmp(&right.word));
    }
    terms
}

fn algorithm(language: &str) -> Option<Algorithm> {
    let algorithm = match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(algorithm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_meet_and_function_words_go() {
        let (terms, words) = Terms::new("en").read("Bridges of Bram", "The bridge’s piers in Bram cracked.");
        let bridge = terms.iter().find(|term| term.word == "bridg").unwrap();
        assert_eq!((bridge.title, bridge.text), (1, 1));
        assert!(terms.iter().all(|term| term.word != "the" && term.word != "of"));
        assert!(terms.iter().find(|term| term.word == "bram").unwrap().name);
        assert_eq!(words, 6);
    }

    #[test]
    fn a_very_long_text_is_cut() {
        let text = "word ".repeat(100_000);
        let (terms, words) = Terms::new("en").read("", &text);
        assert_eq!(terms.len(), 1);
        assert!(words >= MOST_WORDS);
    }
}
