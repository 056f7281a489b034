//! Like: the articles that share most of a text's telling words, for background out of the whole archive.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use crate::error::SearchError;
use crate::find::{Hit, hit};
use crate::index::SearchIndex;
use crate::language::{Stems, language_code, number};
use crate::plan::Asked;
use crate::schema::Fields;
use crate::token::tokens;

/// Terms that are looked for: more cost time and find nothing else.
const TERMS: usize = 16;
/// Characters of a text that are looked at.
const LOOKED_AT: usize = 4_000;
/// A term in more than one article of so many tells nothing.
const COMMON: u64 = 20;
/// Articles of an index so small that no term in it is common.
const SMALL: u64 = 200;
/// How often a word of the headline counts.
const HEADLINE_COUNT: f32 = 3.0;

/// A text whose like is sought.
#[derive(Debug, Clone, Copy)]
pub struct Like<'a> {
    /// Its language tag (BCP 47); only articles of the same language are found.
    pub language: Option<&'a str>,
    /// Its headline.
    pub headline: &'a str,
    /// The text.
    pub text: &'a str,
    /// Articles at most.
    pub limit: usize,
}

impl SearchIndex {
    /// The articles that share most of a text's telling words, whenever they appeared, the most alike first (BM25 over the
    /// words of highest tf-idf). The text's own article is among them when it is in the index. It takes milliseconds of
    /// processor time and may read from disk: not for an async thread.
    ///
    /// # Errors
    /// When there is no index, or it fails.
    pub fn like(&self, like: Like<'_>) -> Result<Vec<Hit>, SearchError> {
        self.shelf()?.ask(|shelf| {
            let searcher = shelf.searcher();
            let Some(asked) = asked(&searcher, &shelf.fields, like)? else { return Ok(Vec::new()) };
            let tops = searcher.search(&asked, &TopDocs::with_limit(like.limit.max(1)).order_by_score())?;
            tops.into_iter().map(|(score, place)| hit(&searcher, place, score)).collect()
        })
    }
}

/// The query; `None` when the text has no telling word.
fn asked(searcher: &Searcher, fields: &Fields, like: Like<'_>) -> Result<Option<Asked>, SearchError> {
    let code = language_code(like.language);
    let mut weighed: Vec<(f32, Term)> = Vec::new();
    let articles = searcher.num_docs();
    for (stem, count) in counted(&Stems::of(&code), like) {
        let term = Term::from_field_text(fields.text, &stem);
        let holders = searcher.doc_freq(&term)?;
        if holders > 1 && (articles < SMALL || holders * COMMON <= articles) {
            weighed.push(((1.0 + count.ln()) * rarity(holders, articles), term));
        }
    }
    weighed.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    weighed.truncate(TERMS);
    if weighed.is_empty() {
        return Ok(None);
    }
    let way = |(weight, term)| -> Asked {
        let one = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        Box::new(BoostQuery::new(one, weight))
    };
    let ways = weighed.into_iter().map(way);
    let language =
        TermQuery::new(Term::from_field_u64(fields.language, number(&code)), IndexRecordOption::Basic);
    Ok(Some(Box::new(BooleanQuery::new(vec![
        (Occur::Must, Box::new(BooleanQuery::union(ways.collect()))),
        (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(language), 0.0))),
    ]))))
}

/// How often each stem stands in headline and text.
fn counted(stems: &Stems, like: Like<'_>) -> BTreeMap<String, f32> {
    let end = like.text.char_indices().nth(LOOKED_AT).map_or(like.text.len(), |(at, _)| at);
    let opening = like.text.get(..end).unwrap_or_default();
    let mut counts = BTreeMap::new();
    for (part, count) in [(like.headline, HEADLINE_COUNT), (opening, 1.0)] {
        for token in tokens(part) {
            *counts.entry(stems.stem(&token)).or_insert(0.0) += count;
        }
    }
    counts
}

/// The inverse document frequency (Spärck Jones 1972).
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a rarity needs no exactness")]
fn rarity(holders: u64, articles: u64) -> f32 {
    ((articles as f32 + 1.0) / (holders as f32 + 0.5)).ln().max(0.0)
}
