//! The prior: how frequent words are in print, for windows too small to tell.

use std::collections::HashMap;

use crate::embedding::EmbeddingTable;
use crate::number::weight;
use crate::term::Terms;

/// How many articles the prior counts for.
const PSEUDO_ARTICLES: f32 = 500.0;
/// The part of all words that the most frequent one has (Zipf's law for English print).
const FIRST: f32 = 0.08;
/// The part of a word that no vocabulary knows.
const UNKNOWN: f32 = 0.000_000_8;

/// Expected frequencies of English stems; empty without a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prior {
    parts: HashMap<String, f32>,
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
        Self { parts }
    }

    /// How many articles the prior counts for, and in how many of them, each of `mean` words, the term is expected.
    pub(crate) fn expected(&self, term: &str, mean: usize) -> (f32, f32) {
        if self.parts.is_empty() || !term.starts_with("en:") {
            return (0.0, 0.0);
        }
        let part = self.parts.get(term).copied().unwrap_or(UNKNOWN);
        (PSEUDO_ARTICLES, PSEUDO_ARTICLES * (part * weight(mean)).min(1.0))
    }
}
