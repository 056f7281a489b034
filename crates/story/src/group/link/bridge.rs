//! Bridges: two clusters that one article holds together.
//!
//! Reports of one event days apart are often judged apart, though a third between them surely belongs with both. Being of one
//! event carries over: when an article is of one event with two others with probability `p` each, these two are with `2p - 1` at
//! least (by Boole's inequality), whatever the two look like by themselves. A mean over pairs misses that.

use std::collections::{BTreeMap, BinaryHeap};

use super::{Candidate, Cluster, Edge, Linkage};
use crate::number::weight;

/// How surely an article must belong with each of two clusters, as its mean probability with their members, to hold them
/// together.
const SURE: f32 = 0.95;
/// The least link of two clusters that are held together: one article of a large story draws nothing into it by itself.
const LEAST: f32 = 0.5;

/// The probabilities of pairs, from each article on.
type Near = BTreeMap<u32, BTreeMap<u32, f32>>;

/// Merges clusters that one article holds together, the surest first.
pub(super) fn merge(linkage: &mut Linkage<'_>, edges: &[Edge]) {
    let mut near = Near::new();
    for edge in edges {
        near.entry(edge.left).or_default().insert(edge.right, edge.probability);
        near.entry(edge.right).or_default().insert(edge.left, edge.probability);
    }
    let mut heap = BinaryHeap::new();
    for edge in edges {
        heap.extend(candidate(linkage, &near, (edge.left, edge.right)));
    }
    for left in (0..).take(linkage.clusters.len()) {
        heap.extend(around(linkage, &near, left));
    }
    while let Some(next) = heap.pop() {
        if candidate(linkage, &near, (next.left, next.right)) == Some(next) {
            linkage.merge(next.left, next.right);
            heap.extend(around(linkage, &near, next.left));
        }
    }
}

/// What may be merged with a cluster.
fn around(linkage: &Linkage<'_>, near: &Near, own: u32) -> Vec<Candidate> {
    let others = linkage.cluster(own).into_iter().flat_map(|cluster| cluster.sums.keys());
    others.filter_map(|other| candidate(linkage, near, (own.min(*other), own.max(*other)))).collect()
}

/// Two clusters with how surely an article holds them together; `None` when none does, or an editor wants them apart.
fn candidate(linkage: &Linkage<'_>, near: &Near, (left, right): (u32, u32)) -> Option<Candidate> {
    linkage.link(left, right).filter(|link| *link >= LEAST)?;
    let (own, other) = (linkage.cluster(left)?, linkage.cluster(right)?);
    let members = own.members.iter().chain(&other.members);
    let surest =
        members.map(|place| fit(near, *place, own).min(fit(near, *place, other))).fold(0.0, f32::max);
    let holds = surest >= SURE && !linkage.forbidden(left, right);
    holds.then_some(Candidate { link: surest, left, right })
}

/// The mean probability of an article with the other members of a cluster; 1 for the only member.
fn fit(near: &Near, place: u32, cluster: &Cluster) -> f32 {
    let known = near.get(&place);
    let others = cluster.members.iter().filter(|member| **member != place);
    let (sum, count) = others.fold((0.0, 0), |(sum, count), member| {
        (sum + known.and_then(|known| known.get(member)).copied().unwrap_or_default(), count + 1)
    });
    if count == 0 { 1.0 } else { sum / weight(count) }
}
