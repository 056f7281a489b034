//! Average link: clusters from the probabilities of pairs, the nearest two merged first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::bond::Bonds;
use crate::number::{index, weight};

/// Two articles by their places, and how probable it is that they belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The one, always smaller.
    pub(super) left: u32,
    /// The other.
    pub(super) right: u32,
    /// 0 to 1.
    pub(super) probability: f32,
}

/// How much the looseness of two clusters speaks for merging them: 0 is plain average link, 1 the cosine of their sums.
const LOOSENESS: f32 = 0.4;

/// Clusters of articles, each with the threshold from which it joins others: the two clusters with the highest link are
/// merged while that link is at least their mean threshold. The link is the mean over their pairs, where a pair without
/// an edge counts as 0, over the mean within them, so that wide stories are held to less than narrow ones. Each cluster is
/// a sorted list; clusters come in the order of their first member. Equal links go by the clusters' places, so the same
/// edges give the same clusters. What an editor has decided stands before any link.
pub(super) fn clusters(thresholds: &[f32], edges: &[Edge], bonds: &Bonds) -> Vec<Vec<u32>> {
    let mut linkage = Linkage::new(thresholds, edges, bonds);
    for group in &bonds.together {
        for other in group.iter().skip(1) {
            linkage.merge(group.first().copied().unwrap_or(*other), *other);
        }
    }
    while let Some(candidate) = linkage.heap.pop() {
        if linkage.is_current(&candidate) {
            linkage.merge(candidate.left, candidate.right);
        }
    }
    linkage.clusters()
}

#[derive(Debug, Default)]
struct Cluster {
    members: Vec<u32>,
    /// The sum of the probabilities over all pairs within, each article with itself included.
    within: f32,
    /// The sum of the members' thresholds.
    thresholds: f32,
    /// The sum of the probabilities to each other cluster.
    sums: BTreeMap<u32, f32>,
}

impl Cluster {
    fn size(&self) -> f32 {
        weight(self.members.len())
    }

    /// The mean probability within, 1 for a single article.
    fn tightness(&self) -> f32 {
        self.within / (self.size() * self.size())
    }
}

/// Two clusters and their link, in units of their threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    link: f32,
    left: u32,
    right: u32,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = |candidate: &Self| (candidate.left, candidate.right);
        self.link.total_cmp(&other.link).then_with(|| places(other).cmp(&places(self)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

struct Linkage<'a> {
    clusters: Vec<Option<Cluster>>,
    heap: BinaryHeap<Candidate>,
    bonds: &'a Bonds,
}

impl<'a> Linkage<'a> {
    fn new(thresholds: &[f32], edges: &[Edge], bonds: &'a Bonds) -> Self {
        let single = |(place, threshold): (u32, &f32)| {
            Some(Cluster { members: vec![place], within: 1.0, thresholds: *threshold, sums: BTreeMap::new() })
        };
        let clusters: Vec<Option<Cluster>> = (0..).zip(thresholds).map(single).collect();
        let mut linkage = Self { clusters, heap: BinaryHeap::new(), bonds };
        for edge in edges {
            for (own, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
                if let Some(Some(cluster)) = linkage.clusters.get_mut(index(own)) {
                    cluster.sums.insert(other, edge.probability);
                }
            }
        }
        for edge in edges {
            linkage.propose(edge.left.min(edge.right), edge.left.max(edge.right));
        }
        linkage
    }

    fn cluster(&self, place: u32) -> Option<&Cluster> {
        self.clusters.get(index(place)).and_then(Option::as_ref)
    }

    /// The link of two clusters over their mean threshold; they may be merged from 1.
    fn link(&self, left: u32, right: u32) -> Option<f32> {
        let (own, other) = (self.cluster(left)?, self.cluster(right)?);
        let mean = own.sums.get(&right)? / (own.size() * other.size());
        let within = (own.tightness() * other.tightness()).powf(LOOSENESS / 2.0);
        let threshold = (own.thresholds + other.thresholds) / (own.size() + other.size());
        Some(mean / within / threshold)
    }

    /// Whether an editor wants members of the two apart.
    fn forbidden(&self, left: u32, right: u32) -> bool {
        if self.bonds.apart.is_empty() {
            return false;
        }
        let members =
            |place: u32| self.cluster(place).map(|cluster| cluster.members.as_slice()).unwrap_or_default();
        members(left).iter().any(|one| members(right).iter().any(|two| self.bonds.forbids(*one, *two)))
    }

    fn is_current(&self, candidate: &Candidate) -> bool {
        self.link(candidate.left, candidate.right).is_some_and(|link| link.total_cmp(&candidate.link).is_eq())
    }

    fn propose(&mut self, left: u32, right: u32) {
        let link = self.link(left, right).filter(|link| *link >= 1.0);
        if let Some(link) = link.filter(|_| !self.forbidden(left, right)) {
            self.heap.push(Candidate { link, left, right });
        }
    }

    /// Merges two clusters into the one with the smaller place.
    fn merge(&mut self, left: u32, right: u32) {
        let Some(gone) = self.clusters.get_mut(index(right)).and_then(Option::take) else { return };
        let Some(Some(kept)) = self.clusters.get_mut(index(left)) else { return };
        kept.members.extend(gone.members);
        kept.thresholds += gone.thresholds;
        kept.within += gone.within + 2.0 * kept.sums.remove(&right).unwrap_or(0.0);
        for (other, sum) in gone.sums.iter().filter(|(other, _)| **other != left) {
            *kept.sums.entry(*other).or_insert(0.0) += sum;
        }
        let neighbours: Vec<(u32, f32)> = kept.sums.iter().map(|(other, sum)| (*other, *sum)).collect();
        for (other, sum) in neighbours {
            if let Some(Some(cluster)) = self.clusters.get_mut(index(other)) {
                cluster.sums.remove(&right);
                cluster.sums.insert(left, sum);
            }
            self.propose(left.min(other), left.max(other));
        }
    }

    fn clusters(self) -> Vec<Vec<u32>> {
        let mut found: Vec<Vec<u32>> =
            self.clusters.into_iter().flatten().map(|cluster| cluster.members).collect();
        for members in &mut found {
            members.sort_unstable();
        }
        found.sort();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(left: u32, right: u32, probability: f32) -> Edge {
        Edge { left, right, probability }
    }

    #[test]
    fn a_chain_is_cut_where_the_mean_falls() {
        let edges = [edge(0, 1, 0.9), edge(1, 2, 0.5), edge(2, 3, 0.9)];
        assert_eq!(clusters(&[0.5; 4], &edges, &Bonds::default()), [vec![0, 1], vec![2, 3]]);
        assert_eq!(clusters(&[0.1; 4], &edges, &Bonds::default()), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn singles_stay_single() {
        assert_eq!(clusters(&[0.4; 2], &[edge(0, 1, 0.2)], &Bonds::default()), [vec![0], vec![1]]);
    }

    #[test]
    fn what_an_editor_decides_stands() {
        let edges = [edge(0, 1, 0.9), edge(1, 2, 0.9), edge(0, 2, 0.9)];
        let bonds = Bonds { together: vec![vec![0, 3]], apart: [(1, 2), (2, 1)].into() };
        assert_eq!(clusters(&[0.3; 4], &edges, &bonds), [vec![0, 1, 3], vec![2]]);
    }
}
