//! Around: a new article and its nearest ones, grouped among themselves, so that a story is joined by what is there now
//! and not only by the first member that happened to come.

use crate::context::{self, Neighbours};
use crate::judge::Judge;
use crate::number::{index, log_odds, place};
use crate::pair;
use crate::window::{Entry, Window};

use super::NEGLIGIBLE;
use super::bond::Bonds;
use super::link::{self, Edge};
use super::near::{self, PARTS};
use super::online::Arrival;

/// The nearest articles that are grouped with the new one.
const MOST: usize = 16;

/// A pair around a new article, by places in the list of those around, where 0 is the new one.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// The two.
    pub(super) edge: Edge,
    /// What they were judged by.
    pub(super) parts: [f32; PARTS],
}

/// The new article with those around it.
#[derive(Debug)]
pub(super) struct Around {
    /// The places in the window of the nearest ones, then of the others near; the new one is before them and has none.
    pub(super) places: Vec<u32>,
    /// How many of them are grouped with it.
    nearest: usize,
    thresholds: Vec<f32>,
    /// The pairs: each with the new one, and those among the nearest.
    pub(super) judged: Vec<Judged>,
}

/// Judges all pairs of a new article with those near it, and of the nearest with each other.
pub(super) fn judge(window: &Window, neighbours: &[Neighbours], judge: &Judge, arrival: &Arrival) -> Around {
    let mut near: Vec<(u32, f32)> = arrival.near.clone();
    near.sort_by(|left, right| right.1.total_cmp(&left.1).then(right.0.cmp(&left.0)));
    let present = near.iter().filter_map(|(place, score)| Some((*place, *score, window.entry(*place)?)));
    let around: Vec<(u32, f32, &Entry)> = present.collect();
    let new = place(window.entries().len());
    let own = Neighbours::of(&near);
    let lists: Vec<Neighbours> = around
        .iter()
        .map(|(place, score, _)| {
            let mut list = neighbours.get(index(*place)).cloned().unwrap_or_default();
            list.offer(new, *score);
            list
        })
        .collect();
    let mut judged = Vec::new();
    for (at, ((other, score, entry), list)) in (1..).zip(around.iter().zip(&lists)) {
        let context = context::parts((new, &own), (*other, list), *score);
        judged.push(pair_of(judge, (0, at, *score), context, (&arrival.entry, entry)));
    }
    let nearest: Vec<_> = (1..).zip(around.iter().zip(&lists)).take(MOST).collect();
    for (at, ((one, _, entry), list)) in &nearest {
        for (later, ((two, _, other), other_list)) in nearest.iter().filter(|(later, _)| later > at) {
            let score = pair::likeness(entry, other).probability(judge);
            let context = context::parts((*one, list), (*two, other_list), score);
            judged.push(pair_of(judge, (*at, *later, score), context, (entry, other)));
        }
    }
    let entries = std::iter::once(&arrival.entry).chain(around.iter().map(|(.., entry)| *entry));
    Around {
        places: around.iter().map(|(place, ..)| *place).collect(),
        nearest: nearest.len(),
        thresholds: entries.map(|entry| judge.placed_from.of(entry)).collect(),
        judged,
    }
}

fn pair_of(
    judge: &Judge,
    (left, right, score): (u32, u32, f32),
    context: [f32; context::PARTS],
    (one, two): (&Entry, &Entry),
) -> Judged {
    let parts = near::parts(context, &pair::likeness(one, two));
    let counts = score > 0.0 && !(one.digest && two.digest);
    let probability = if counts { judge.placed.probability(&parts) } else { 0.0 };
    Judged { edge: Edge { left, right, probability }, parts }
}

impl Around {
    /// The articles that the new one is grouped with, by their places in the window, each with its probability.
    pub(super) fn joined(&self) -> Vec<(u32, f32)> {
        let thresholds: Vec<f32> = self.thresholds.iter().take(self.nearest + 1).copied().collect();
        let edges = self.judged.iter().map(|judged| judged.edge);
        let among = edges.filter(|edge| index(edge.right) <= self.nearest && edge.probability >= NEGLIGIBLE);
        let clusters = link::clusters(&thresholds, &among.collect::<Vec<_>>(), &Bonds::default());
        let own = clusters.into_iter().find(|members| members.first() == Some(&0)).unwrap_or_default();
        let with =
            |member: &u32| self.judged.iter().map(|judged| judged.edge).find(|edge| edge.right == *member);
        own.iter()
            .skip(1)
            .filter_map(|member| {
                let place = self.places.get(index(*member).checked_sub(1)?)?;
                Some((*place, with(member).map_or(0.0, |edge| edge.probability)))
            })
            .collect()
    }

    /// Those near with the log odds that they report the same event as the new one.
    pub(super) fn evidence(&self) -> Vec<(u32, f32)> {
        let own = self.judged.iter().filter(|judged| judged.edge.left == 0);
        self.places
            .iter()
            .zip(own)
            .map(|(place, judged)| (*place, log_odds(judged.edge.probability)))
            .collect()
    }
}
