//! Settling: all articles of a window grouped at once.

use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::number::place;
use crate::pair::{self, Likeness};
use crate::related::{self, Related};
use crate::window::{Prior, Window};

use super::link::{self, Edge};
use super::{MOST_NEAR, NEGLIGIBLE, SETTLED, Why};

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
    /// The articles, in the order of the input.
    pub articles: Vec<Settled>,
    /// The ids of each story's members, in order of publication.
    pub stories: Vec<Vec<i64>>,
}

/// Groups all articles of a window by average link over the probabilities of their pairs. The order of the input does
/// not matter as long as ids are unique. `table` only tells how frequent words are; vectors are in the features.
#[must_use]
pub fn settle(articles: &[Features], table: Option<&EmbeddingTable>) -> Grouping {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|place| articles.get(*place).map(|article| (article.published, article.key)));
    let sorted: Vec<&Features> = order.iter().filter_map(|place| articles.get(*place)).collect();
    let window = window(&sorted, table);
    let near = near(&window);
    let thresholds: Vec<f32> = window.entries().iter().map(|entry| SETTLED.at(entry.length)).collect();
    let clusters = link::clusters(&thresholds, &edges(&near));

    let mut settled: Vec<Option<Settled>> = vec![None; articles.len()];
    let mut stories = Vec::with_capacity(clusters.len());
    for (story, members) in clusters.iter().enumerate() {
        for member in members {
            let (Some(entry), Some(near)) = (window.entry(*member), near.get(crate::number::index(*member)))
            else {
                continue;
            };
            let others: Vec<u32> = members.iter().copied().filter(|other| other != member).collect();
            let why = if others.is_empty() { Why::alone() } else { Why::of(&window, entry, &others) };
            let related = related::order(&window, near, |other| members.binary_search(&other).is_ok());
            let at = order.get(crate::number::index(*member)).and_then(|place| settled.get_mut(*place));
            if let Some(at) = at {
                *at = Some(Settled { key: entry.key, story, why, related });
            }
        }
        stories
            .push(members.iter().filter_map(|member| window.entry(*member)).map(|entry| entry.key).collect());
    }
    Grouping { articles: settled.into_iter().flatten().collect(), stories }
}

fn window(sorted: &[&Features], table: Option<&EmbeddingTable>) -> Window {
    let mut window = Window::new(Prior::of(table));
    for features in sorted {
        window.count(features);
    }
    for features in sorted {
        let entry = window.weigh(features, sorted.len());
        window.add(entry);
    }
    window
}

/// For each article the others near it with the log odds that both report one event.
fn near(window: &Window) -> Vec<Vec<(u32, f32)>> {
    let evidence = |own: u32, other: u32| {
        let (own, other) = (window.entry(own)?, window.entry(other)?);
        Some(pair::likeness(own, other).evidence())
    };
    let mut found = Vec::with_capacity(window.entries().len());
    for (own, entry) in window.entries().iter().enumerate() {
        let own = place(own);
        let others = window.near(entry, MOST_NEAR + 1).into_iter().filter(|other| *other != own);
        found.push(
            others.filter_map(|other| evidence(own, other).map(|evidence| (other, evidence))).collect(),
        );
    }
    found
}

fn edges(near: &[Vec<(u32, f32)>]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (own, others) in near.iter().enumerate() {
        let own = place(own);
        for (other, evidence) in others {
            let probability = 1.0 / (1.0 + (-evidence).exp());
            if probability >= NEGLIGIBLE {
                edges.push(Edge { left: own.min(*other), right: own.max(*other), probability });
            }
        }
    }
    edges.sort_by_key(|edge| (edge.left, edge.right));
    edges.dedup_by_key(|edge| (edge.left, edge.right));
    edges
}

/// The likeness of all pairs of near articles, each pair once, by ids: what the pair score is fitted on.
#[must_use]
pub fn pairs(articles: &[Features], table: Option<&EmbeddingTable>) -> Vec<(i64, i64, Likeness)> {
    let sorted: Vec<&Features> = articles.iter().collect();
    let window = window(&sorted, table);
    let mut found = Vec::new();
    for entry in window.entries() {
        for other in window.near(entry, MOST_NEAR).into_iter().filter_map(|place| window.entry(place)) {
            if entry.key < other.key {
                found.push((entry.key, other.key, pair::likeness(entry, other)));
            }
        }
    }
    found
}
