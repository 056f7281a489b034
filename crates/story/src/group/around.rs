//! Around: a new article judged with each article near it, in the context of what else is near the two.

use crate::context::{self, Neighbours};
use crate::judge::Judge;
use crate::number::{index, log_odds, place};
use crate::window::{Entry, Window};

use super::near::{self, PARTS};
use super::online::Arrival;

/// An article near the new one.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// Its place in the window.
    pub(super) place: u32,
    /// How probable it is that both report one event, 0 to 1.
    pub(super) probability: f32,
    /// What the two were judged by.
    pub(super) parts: [f32; PARTS],
}

/// Judges a new article with each of those near it.
pub(super) fn judge(
    window: &Window,
    neighbours: &[Neighbours],
    judge: &Judge,
    arrival: &Arrival,
) -> Vec<Judged> {
    let new = place(window.entries().len());
    let is_other =
        |one: &Entry, place: u32| window.entry(place).is_some_and(|other| !one.is_of_one_house(other));
    let own = Neighbours::of(&arrival.near).only(|place| is_other(&arrival.entry, place));
    let mut judged = Vec::with_capacity(arrival.near.len());
    for ((other, score), likeness) in arrival.near.iter().zip(&arrival.likenesses) {
        let Some(entry) = window.entry(*other) else { continue };
        let list = neighbours.get(index(*other)).cloned().unwrap_or_default();
        let mut list = list.only(|place| is_other(entry, place));
        if !entry.is_of_one_house(&arrival.entry) {
            list.offer(new, *score);
        }
        let context = context::parts((new, &own), (*other, &list), *score);
        let parts = near::parts(context, likeness);
        let probability = near::verdict(&judge.placed, *score, &parts, (&arrival.entry, entry));
        judged.push(Judged { place: *other, probability, parts });
    }
    judged
}

/// The articles near with the log odds that they report the same event as the new one.
pub(super) fn evidence(judged: &[Judged]) -> Vec<(u32, f32)> {
    judged.iter().map(|judged| (judged.place, log_odds(judged.probability))).collect()
}
