//! Study: what pairs are judged by, given out so that the tables can be fitted (`fit/fit.py`).

use crate::context;
use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::judge::Judge;
use crate::number::{index, place};
use crate::pair;

use super::{Online, near, settle};

/// A pair of articles, by their ids, and the numbers it is judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The one.
    pub left: i64,
    /// The other.
    pub right: i64,
    /// The numbers: the pair's context first, then its likeness.
    pub parts: Vec<f32>,
}

/// All pairs of near articles as settling judges them.
#[must_use]
pub fn settled(articles: &[Features], table: Option<&EmbeddingTable>, judge: &Judge) -> Vec<Judged> {
    let window = settle::window(&articles.iter().collect::<Vec<_>>(), table);
    let (pairs, neighbours) = near::pairs(&window, judge, &(0..place(articles.len())).collect());
    let judged = pairs.into_iter().filter_map(|pair| {
        let (left, right) = (window.entry(pair.left)?, window.entry(pair.right)?);
        let own = (pair.left, neighbours.get(index(pair.left))?);
        let context = context::parts(own, (pair.right, neighbours.get(index(pair.right))?), pair.probability);
        let parts = near::parts(context, &pair::likeness(left, right)).to_vec();
        Some(Judged { left: left.key, right: right.key, parts })
    });
    judged.collect()
}

/// The pairs that are judged when articles arrive in this order: each article with those near it that came before.
#[must_use]
pub fn placed(articles: &[Features], table: Option<&EmbeddingTable>, judge: &Judge) -> Vec<Judged> {
    let mut online = Online::with(table, judge.clone());
    let mut pairs = Vec::new();
    for article in articles {
        let arrival = online.arrive(article);
        let around = online.around(&arrival).into_iter();
        pairs.extend(around.filter_map(|judged| {
            let right = online.key(judged.place)?;
            Some(Judged { left: article.key, right, parts: judged.parts.to_vec() })
        }));
        online.add(article, article.key);
    }
    pairs
}
