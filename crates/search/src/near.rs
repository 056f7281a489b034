//! Near words: when a query finds nothing and a word of it stands in no article, the word of the index that is nearest to it.

use strsim::osa_distance;
use tantivy::{TantivyError, Term};

use crate::error::SearchError;
use crate::find::{Found, Search};
use crate::index::SearchIndex;
use crate::language::Stems;
use crate::query::{Clause, Query, Seek};
use crate::shelf::Shelf;
use crate::token::{Kind, Token, sought};

/// Letters of a word that is too short to have a neighbour: every word of two letters is near to every other.
const SHORTEST: usize = 3;
/// Letters from which on two slips are forgiven.
const LONG: usize = 8;
/// Terms of the index that are compared at most, so that a slip never costs more than a moment.
const MOST_TERMS: usize = 2_000_000;

impl SearchIndex {
    /// Finds articles as [`Self::find`] does. When nothing fits and words of the query stand in no article, what their
    /// neighbours find (the words of the index at the smallest distance of slips, Damerau 1964; of equal ones the most
    /// frequent), with the query that was asked in its place.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn find_or_near(&self, search: Search<'_>) -> Result<(Found, Option<Query>), SearchError> {
        let found = self.find(search)?;
        if found.total > 0 {
            return Ok((found, None));
        }
        let Some(near) = self.shelf()?.ask(|shelf| near_query(shelf, search.query))? else {
            return Ok((found, None));
        };
        let other = self.find(Search { query: &near, ..search })?;
        Ok(if other.total > 0 { (other, Some(near)) } else { (found, None) })
    }
}

/// The query with each word that is nowhere replaced by its neighbour; `None` when no word has one.
fn near_query(shelf: &Shelf, query: &Query) -> Result<Option<Query>, SearchError> {
    let mut has_other = false;
    let mut clauses = Vec::new();
    for clause in query.clauses() {
        let other = if clause.excluded { None } else { near_seek(shelf, &clause.seek)? };
        has_other |= other.is_some();
        let seek = other.unwrap_or_else(|| clause.seek.clone());
        clauses.push(Clause { excluded: clause.excluded, seek });
    }
    Ok(has_other.then(|| Query::of(clauses)))
}

fn near_seek(shelf: &Shelf, seek: &Seek) -> Result<Option<Seek>, SearchError> {
    Ok(match seek {
        Seek::Word(words) => near_words(shelf, words)?.map(Seek::Word),
        Seek::Phrase(words) => near_words(shelf, words)?.map(Seek::Phrase),
        Seek::Any(ways) => {
            let mut others = Vec::new();
            let mut has_other = false;
            for way in ways {
                let other = near_seek(shelf, way)?;
                has_other |= other.is_some();
                others.push(other.unwrap_or_else(|| way.clone()));
            }
            has_other.then_some(Seek::Any(others))
        }
        Seek::Prefix(_) | Seek::Filter(_) => None,
    })
}

/// The words with each one that is nowhere replaced.
fn near_words(shelf: &Shelf, words: &str) -> Result<Option<String>, SearchError> {
    let mut replaced = words.to_owned();
    let mut has_other = false;
    for token in sought(words).iter().rev().filter(|token| token.kind == Kind::Word) {
        if shelf.has(token)? {
            continue;
        }
        if let Some(near) = shelf.nearest(&token.folded())? {
            replaced.replace_range(token.span.clone(), &near);
            has_other = true;
        }
    }
    Ok(has_other.then_some(replaced))
}

impl Shelf {
    /// Whether a word stands in any article, in any of its forms.
    fn has(&self, token: &Token) -> Result<bool, SearchError> {
        let searcher = self.searcher();
        let languages = self.languages(&searcher)?;
        for code in languages.iter().map(String::as_str).chain([""]) {
            let stem = Stems::of(code).stem(token);
            if searcher.doc_freq(&Term::from_field_text(self.fields.text, &stem))? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The word of the index that is nearest to a folded word, when one is near enough.
    fn nearest(&self, word: &str) -> Result<Option<String>, SearchError> {
        let length = word.chars().count();
        if length < SHORTEST {
            return Ok(None);
        }
        let slips = if length >= LONG { 2 } else { 1 };
        let mut best: Option<(usize, u32, String)> = None;
        let mut looked = 0;
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.word)?;
            let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
            while looked < MOST_TERMS && terms.advance() {
                looked += 1;
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                // A byte is part of a letter, so lengths in bytes rule out most words before letters are counted.
                if term.len().abs_diff(word.len()) > slips * 4
                    || term.chars().count().abs_diff(length) > slips
                {
                    continue;
                }
                let distance = osa_distance(term, word);
                let holders = terms.value().doc_freq;
                let is_better =
                    best.as_ref().is_none_or(|(least, most, _)| (distance, *most) < (*least, holders));
                if distance <= slips && is_better {
                    best = Some((distance, holders, term.to_owned()));
                }
            }
        }
        Ok(best.map(|(_, _, term)| term))
    }
}
