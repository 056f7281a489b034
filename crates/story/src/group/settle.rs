//! Settling: all articles of a window, or a part of it, grouped at once.

use std::collections::BTreeSet;

use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::judge::Judge;
use crate::number::{index, place};
use crate::related::{self, Related};
use crate::window::{Prior, Window};

use super::bond::{Bond, Bonds};
use super::{Why, link, near};

/// An article after settling.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The article's id.
    pub key: i64,
    /// The story's number, from 0.
    pub story: usize,
    /// Why it belongs there.
    pub why: Why,
    /// Related articles, those of its story first, then the best first.
    pub related: Vec<Related>,
}

/// The articles of a window in their stories.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grouping {
    /// The articles: of `settle` in the order of the input, of a window in the order they came.
    pub articles: Vec<Settled>,
    /// The ids of each story's members, in order of publication.
    pub stories: Vec<Vec<i64>>,
}

/// Groups all articles of a window by average link over the probabilities of their pairs. The order of the input does
/// not matter as long as ids are unique. `table` only tells how frequent words are; vectors are in the features.
#[must_use]
pub fn settle(articles: &[Features], table: Option<&EmbeddingTable>) -> Grouping {
    settle_with(articles, table, &Judge::carried(), &[])
}

/// The same with given tables, and with what editors have decided.
#[must_use]
pub fn settle_with(
    articles: &[Features],
    table: Option<&EmbeddingTable>,
    judge: &Judge,
    bonds: &[Bond],
) -> Grouping {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|at| articles.get(*at).map(|article| (article.published, article.key)));
    let sorted: Vec<&Features> = order.iter().filter_map(|at| articles.get(*at)).collect();
    let window = window(&sorted, table);
    let mut grouping = within(&window, judge, &(0..place(articles.len())).collect(), bonds);
    let mut by_input: Vec<(usize, Settled)> = order.into_iter().zip(grouping.articles).collect();
    by_input.sort_by_key(|(at, _)| *at);
    grouping.articles = by_input.into_iter().map(|(_, settled)| settled).collect();
    grouping
}

/// A window in which every article is weighed by the counts of all.
pub(super) fn window(sorted: &[&Features], table: Option<&EmbeddingTable>) -> Window {
    let mut window = Window::new(Prior::of(table));
    for features in sorted {
        window.count(features);
    }
    for features in sorted {
        let entry = window.weigh(features);
        window.add(entry);
    }
    window
}

/// Groups the articles at the places of `scope`; the others only lend their context.
pub(super) fn within(window: &Window, judge: &Judge, scope: &BTreeSet<u32>, bonds: &[Bond]) -> Grouping {
    let (pairs, neighbours) = near::pairs(window, judge, scope);
    let edges = near::judged(window, &judge.settled, &pairs, &neighbours);
    let places: Vec<u32> = scope.iter().copied().collect();
    let at = |place: u32| places.binary_search(&place).ok().map(crate::number::place);
    let thresholds: Vec<f32> = places
        .iter()
        .filter_map(|place| window.entry(*place))
        .map(|entry| judge.settled_from.of(entry))
        .collect();
    let local = near::weighty(&edges).into_iter().filter_map(|edge| {
        Some(link::Edge { left: at(edge.left)?, right: at(edge.right)?, probability: edge.probability })
    });
    let by_key = bonds_by_place(window, &places, bonds);
    let clusters = link::clusters(&thresholds, &local.collect::<Vec<_>>(), &by_key);
    let clusters = clusters
        .into_iter()
        .map(|members| members.into_iter().filter_map(|member| places.get(index(member)).copied()).collect());
    described(window, &clusters.collect::<Vec<_>>(), &near::by_article(window, &edges))
}

fn bonds_by_place(window: &Window, places: &[u32], bonds: &[Bond]) -> Bonds {
    if bonds.is_empty() {
        return Bonds::default();
    }
    let keys: std::collections::BTreeMap<i64, u32> = (0..)
        .zip(places)
        .filter_map(|(at, place): (u32, &u32)| window.entry(*place).map(|entry| (entry.key, at)))
        .collect();
    Bonds::of(bonds, |key| keys.get(&key).copied())
}

/// Each article with its story, its reason and its related articles.
fn described(window: &Window, clusters: &[Vec<u32>], near: &[Vec<(u32, f32)>]) -> Grouping {
    let mut settled: Vec<(u32, Settled)> = Vec::new();
    let mut stories = Vec::with_capacity(clusters.len());
    for (story, members) in clusters.iter().enumerate() {
        for member in members {
            let (Some(entry), Some(near)) = (window.entry(*member), near.get(index(*member))) else {
                continue;
            };
            let same = |other: u32| members.binary_search(&other).is_ok();
            let why = Why::of(window, entry, members.len().saturating_sub(1), near, same);
            let related = related::order(window, near, same);
            settled.push((*member, Settled { key: entry.key, story, why, related }));
        }
        stories
            .push(members.iter().filter_map(|member| window.entry(*member)).map(|entry| entry.key).collect());
    }
    settled.sort_by_key(|(place, _)| *place);
    Grouping { articles: settled.into_iter().map(|(_, settled)| settled).collect(), stories }
}
