//! The prior: how frequent words are in print, for windows too small to tell.

use std::collections::HashMap;
use std::sync::Arc;

use crate::embedding::EmbeddingTable;
use crate::number::{index, weight};
use crate::term::Terms;

/// How many articles the prior counts for. A window of a thousand articles says little about how rare a word is in print,
/// and what one large story says a hundred times must not look common.
const PSEUDO_ARTICLES: f32 = 10_000.0;
/// Words of an article of the prior.
const WORDS: f32 = 60.0;
/// The part of all words that the most frequent one has (Zipf's law for English print).
const FIRST: f32 = 0.08;
/// The part of a word that no vocabulary knows.
const UNKNOWN: f32 = 0.000_000_8;
/// The least that a term counts.
const LEAST: f32 = 0.05;

/// Expected frequencies of English stems; empty without a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prior {
    parts: Arc<HashMap<String, f32>>,
}

impl Prior {
    /// Reads the frequencies from the order of a table's vocabulary.
    pub(crate) fn of(table: Option<&EmbeddingTable>) -> Self {
        let terms = Terms::new("en");
        let mut ranks: Vec<(&str, usize)> = table.into_iter().flat_map(EmbeddingTable::ranks).collect();
        ranks.sort_unstable_by_key(|(_, rank)| *rank);
        let mut parts = HashMap::new();
        for (word, rank) in ranks {
            if let Some(stem) = terms.stem(word) {
                *parts.entry(format!("en:{stem}")).or_insert(0.0) += FIRST / weight(rank);
            }
        }
        Self { parts: Arc::new(parts) }
    }

    /// The inverse document frequency of a term (its language, a colon, its stem) that stands in `frequency` of
    /// `articles`, smoothed by how frequent it is in print.
    pub(crate) fn rarity(&self, term: &str, frequency: u32, articles: usize) -> f32 {
        let (pseudo, expected) = self.expected(term);
        let all = weight(articles) + pseudo + 1.0;
        (all / (weight(index(frequency)) + expected + 0.5)).ln().max(LEAST)
    }

    /// How many articles the prior counts for, and in how many of them the term is expected.
    fn expected(&self, term: &str) -> (f32, f32) {
        if self.parts.is_empty() || !term.starts_with("en:") {
            return (0.0, 0.0);
        }
        let part = self.parts.get(term).copied().unwrap_or(UNKNOWN);
        (PSEUDO_ARTICLES, PSEUDO_ARTICLES * (part * WORDS).min(1.0))
    }
}
