//! Word pieces: `WordPiece` tokens of a lower-cased text without accents (Devlin and others, BERT, 2019).

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are unknown.
const LONGEST_WORD: usize = 100;
/// The first whole words of the vocabulary stand in the order of their frequency from about here.
const FIRST_WORD: usize = 1_996;

/// A vocabulary of word pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    places: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct File {
    model: Model,
}

#[derive(Deserialize)]
struct Model {
    vocab: BTreeMap<String, usize>,
}

impl Pieces {
    /// Reads a tokenizer.json.
    pub(super) fn read(file: &[u8]) -> Result<Self, serde_json::Error> {
        let file: File = serde_json::from_slice(file)?;
        Ok(Self { places: file.model.vocab.into_iter().collect() })
    }

    /// The pieces of a text, at most `most`; unknown words are left out.
    pub(super) fn of(&self, text: &str, most: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let plain = text
            .chars()
            .take(most * 12)
            .flat_map(char::to_lowercase)
            .nfd()
            .filter(|letter| !is_combining_mark(*letter));
        let mut word = String::new();
        for letter in plain.chain([' ']) {
            if letter.is_alphanumeric() {
                word.push(letter);
                continue;
            }
            self.word(&word, &mut found);
            word.clear();
            if !letter.is_whitespace() {
                self.word(letter.encode_utf8(&mut [0; 4]), &mut found);
            }
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found
    }

    /// Cuts a word into its longest known pieces from the left; all of it or nothing.
    fn word(&self, word: &str, found: &mut Vec<usize>) {
        if word.is_empty() || word.len() > LONGEST_WORD {
            return;
        }
        let before = found.len();
        let mut rest = word;
        while !rest.is_empty() {
            let Some((place, length)) = self.longest(rest, rest.len() < word.len()) else {
                found.truncate(before);
                return;
            };
            found.push(place);
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    fn longest(&self, rest: &str, inside: bool) -> Option<(usize, usize)> {
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| {
            let head = rest.get(..end)?;
            let place = if inside { self.places.get(&format!("##{head}")) } else { self.places.get(head) };
            place.map(|place| (*place, end))
        })
    }

    /// The rank by frequency of the piece at a place, from 1; `None` for signs and single letters.
    pub(super) fn rank(place: usize) -> Option<usize> {
        place.checked_sub(FIRST_WORD).map(|rank| rank + 1)
    }

    /// The whole words with their rank by frequency, from 1, in no order.
    pub(super) fn ranks(&self) -> impl Iterator<Item = (&str, usize)> {
        self.places.iter().filter_map(|(word, place)| {
            let rank = Self::rank(*place)?;
            word.chars().all(char::is_alphanumeric).then_some((word.as_str(), rank))
        })
    }
}
