//! Suggestions: names, publishers and words of headlines that begin as the reader types.

use std::collections::{BTreeSet, HashMap};

use tantivy::TantivyError;

use crate::directory::Directory;
use crate::document::Document;
use crate::error::SearchError;
use crate::index::SearchIndex;
use crate::shelf::Shelf;
use crate::token::{Kind, Token, tokens};

/// Between what is compared and what is shown.
const BETWEEN: char = '\u{1f}';
/// Terms that are looked at for one suggestion, so that a short beginning costs no more than a long one.
const MOST_TERMS: usize = 20_000;
/// Letters of a headline's word that is worth a suggestion, and of a name at most.
const SHORTEST_WORD: usize = 4;
const LONGEST_NAME: usize = 60;

/// What an article adds to the suggestions.
pub(crate) struct Suggestions(BTreeSet<String>);

impl Suggestions {
    /// Its names, each from every word of it on, and the words of its headline.
    pub(crate) fn of(document: &Document) -> Self {
        let mut keys = BTreeSet::new();
        for name in document.names.iter().filter(|name| name.len() <= LONGEST_NAME) {
            let words: Vec<String> = tokens(name).iter().map(Token::folded).collect();
            for start in 0..words.len() {
                let rest = words.get(start..).unwrap_or_default().join(" ");
                keys.insert(format!("{rest}{BETWEEN}{name}"));
            }
        }
        for token in tokens(&document.headline) {
            if token.kind == Kind::Word && token.word.chars().count() >= SHORTEST_WORD {
                keys.insert(format!("{}{BETWEEN}{}", token.folded(), token.word));
            }
        }
        Self(keys)
    }

    pub(crate) fn keys(self) -> impl Iterator<Item = String> {
        self.0.into_iter()
    }
}

impl SearchIndex {
    /// What begins with the given letters: publishers first, then names and words by how many articles have them.
    ///
    /// # Errors
    /// When the index fails.
    pub fn suggest(
        &self,
        start: &str,
        directory: &Directory,
        limit: usize,
    ) -> Result<Vec<String>, SearchError> {
        let folded = tokens(start).iter().map(Token::folded).collect::<Vec<_>>().join(" ");
        if folded.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let publishers = directory.find(start).unwrap_or_default();
        let mut suggestions: Vec<String> = publishers
            .into_iter()
            .filter_map(|id| directory.name(id))
            .take(limit / 2)
            .map(str::to_owned)
            .collect();
        let mut counted: Vec<(String, u32)> =
            self.shelf()?.ask(|shelf| shelf.beginning(&folded))?.into_iter().collect();
        counted.sort_unstable_by(|(text, count), (other_text, other)| {
            other.cmp(count).then_with(|| text.cmp(other_text))
        });
        for (text, _) in counted {
            let known = suggestions.iter().any(|known| known.eq_ignore_ascii_case(&text));
            if suggestions.len() < limit && !known {
                suggestions.push(text);
            }
        }
        Ok(suggestions)
    }
}

impl Shelf {
    /// What is shown for each suggestion that begins so, with the number of articles that have it.
    fn beginning(&self, start: &str) -> Result<HashMap<String, u32>, SearchError> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        let end = format!("{start}{}", char::MAX);
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.suggestion)?;
            let range = inverted.terms().range().ge(start.as_bytes()).lt(end.as_bytes());
            let mut terms = range.into_stream().map_err(TantivyError::from)?;
            let mut looked = 0;
            while looked < MOST_TERMS && terms.advance() {
                looked += 1;
                let shown = std::str::from_utf8(terms.key()).ok().and_then(|key| key.split_once(BETWEEN));
                if let Some((_, shown)) = shown {
                    *counts.entry(shown.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
        Ok(counts)
    }
}
