//! Nearness: how probable each pair of near articles is, first by the two alone, then with what else is near them.

use std::collections::BTreeSet;

use crate::context::{self, Neighbours};
use crate::judge::{Forest, Judge};
use crate::number::{index, log_odds};
use crate::pair::{self, Likeness};
use crate::window::{Entry, Search, Window};

use super::link::Edge;
use super::{MOST_NEAR, NEGLIGIBLE};

/// Two articles less probable by themselves are not judged by their context: in a small window something unrelated is
/// always the nearest.
const LEAST: f32 = 0.02;
/// How many numbers a pair in its context is judged by.
pub(super) const PARTS: usize = context::PARTS + 9;

/// The articles near one article that is in the window or about to come, with their pair scores and what these stand on.
pub(super) fn near(
    window: &Window,
    search: &mut Search,
    judge: &Judge,
    entry: &Entry,
) -> Vec<(u32, f32, Likeness)> {
    let others = search.near(window, entry, MOST_NEAR + 1).into_iter();
    let others = others.filter_map(|place| window.entry(place).map(|other| (place, other)));
    let others = others.filter(|(_, other)| other.key != entry.key && other.language == entry.language);
    others
        .take(MOST_NEAR)
        .map(|(place, other)| {
            let likeness = pair::likeness(entry, other);
            (place, likeness.probability(judge), likeness)
        })
        .collect()
}

/// The pairs of near articles among `scope`, each with its score, and the neighbours of every article of the window by
/// other publishers (of those outside the scope none).
pub(super) fn pairs(window: &Window, judge: &Judge, scope: &BTreeSet<u32>) -> (Vec<Edge>, Vec<Neighbours>) {
    let mut search = Search::default();
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); window.entries().len()];
    let mut edges = Vec::new();
    for own in scope {
        let Some(entry) = window.entry(*own) else { continue };
        for (other, probability, _) in near(window, &mut search, judge, entry) {
            if scope.contains(&other) {
                edges.push(Edge { left: *own.min(&other), right: *own.max(&other), probability });
            } else if let Some(list) = lists.get_mut(index(*own)) {
                list.push((other, probability));
            }
        }
    }
    edges.sort_by_key(|edge| (edge.left, edge.right));
    edges.dedup_by_key(|edge| (edge.left, edge.right));
    for edge in &edges {
        for (own, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
            if let Some(list) = lists.get_mut(index(own)) {
                list.push((other, edge.probability));
            }
        }
    }
    let neighbours = (0..).zip(&lists).map(|(own, list)| Neighbours::of(&of_others(window, own, list)));
    (edges, neighbours.collect())
}

/// What is near an article without what is of its own house.
fn of_others(window: &Window, own: u32, near: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let Some(entry) = window.entry(own) else { return Vec::new() };
    let is_other = |place: u32| window.entry(place).is_some_and(|other| !entry.is_of_one_house(other));
    near.iter().copied().filter(|(place, _)| is_other(*place)).collect()
}

/// A pair's likeness with its context, as the forests take it.
pub(super) fn parts(context: [f32; context::PARTS], likeness: &Likeness) -> [f32; PARTS] {
    let mut parts = [0.0; PARTS];
    let numbers = context.into_iter().chain(likeness.plain());
    parts.iter_mut().zip(numbers).for_each(|(part, number)| *part = number);
    parts
}

/// How probable it is that two articles report one event, by a forest. Two that have nothing in common by themselves stay
/// at their own score whatever their context, and two live blogs tell nothing of each other.
pub(super) fn verdict(
    forest: &Forest,
    score: f32,
    parts: &[f32; PARTS],
    (left, right): (&Entry, &Entry),
) -> f32 {
    match score {
        _ if left.digest && right.digest => 0.0,
        score if score < LEAST => score,
        _ => forest.probability(parts),
    }
}

/// The probabilities of pairs in their context.
pub(super) fn judged(
    window: &Window,
    forest: &Forest,
    pairs: &[Edge],
    neighbours: &[Neighbours],
) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (Some(left), Some(right)) = (window.entry(pair.left), window.entry(pair.right)) else { continue };
        let near = |place: u32| neighbours.get(index(place)).map(|near| (place, near));
        let (Some(own), Some(other)) = (near(pair.left), near(pair.right)) else { continue };
        let context = context::parts(own, other, pair.probability);
        let parts = parts(context, &pair::likeness(left, right));
        let probability = verdict(forest, pair.probability, &parts, (left, right));
        edges.push(Edge { probability, ..*pair });
    }
    edges
}

/// For each article of the window the others with the log odds that both report one event.
pub(super) fn by_article(window: &Window, edges: &[Edge]) -> Vec<Vec<(u32, f32)>> {
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); window.entries().len()];
    for edge in edges {
        for (own, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
            if let Some(list) = lists.get_mut(index(own)) {
                list.push((other, log_odds(edge.probability)));
            }
        }
    }
    lists
}

/// The edges that count.
pub(super) fn weighty(edges: &[Edge]) -> Vec<Edge> {
    edges.iter().copied().filter(|edge| edge.probability >= NEGLIGIBLE).collect()
}
