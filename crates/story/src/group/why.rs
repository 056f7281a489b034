//! Why an article belongs to its story.

use serde::{Deserialize, Serialize};

use crate::number::{part, probability, weight};
use crate::pair::{self, Likeness};
use crate::window::{Entry, Window};

/// The reason of a membership: the member that matches best, how, and the terms they share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The article's id that matches best; `None` for an article alone.
    pub best: Option<i64>,
    /// How probable it is that both report one event, 0 to 1.
    pub score: f32,
    /// The mean of that over the whole story.
    pub mean: f32,
    /// The parts of the likeness to the best match.
    pub likeness: Likeness,
    /// The terms that they share, the weightiest first.
    pub shared: Vec<String>,
}

/// Shared terms that are told.
const MOST_SHARED: usize = 6;

impl Why {
    /// An article that matches nothing.
    pub(super) fn alone() -> Self {
        Self { best: None, score: 0.0, mean: 0.0, likeness: Likeness::default(), shared: Vec::new() }
    }

    /// The reason by which `entry` belongs to a story with `others` more members; `near` has log odds.
    pub(super) fn of(
        window: &Window,
        entry: &Entry,
        others: usize,
        near: &[(u32, f32)],
        same_story: impl Fn(u32) -> bool,
    ) -> Self {
        let mut members = near.iter().filter(|(place, _)| same_story(*place));
        let sum: f32 = members.clone().map(|(_, evidence)| probability(*evidence)).sum();
        let Some(first) = members.next() else { return Self::alone() };
        let best = members.fold(first, |best, other| if other.1 > best.1 { other } else { best });
        let Some(member) = window.entry(best.0) else { return Self::alone() };
        Self {
            best: Some(member.key),
            score: probability(best.1),
            mean: sum / weight(others.max(1)),
            likeness: pair::likeness(entry, member),
            shared: shared(window, entry, member),
        }
    }
}

fn shared(window: &Window, left: &Entry, right: &Entry) -> Vec<String> {
    let mut found: Vec<(f32, &str)> = Vec::new();
    for own in &left.weights {
        if let Ok(place) = right.weights.binary_search_by_key(&own.term, |weight| weight.term) {
            let other = right.weights.get(place).map_or(0.0, |weight| part(weight.all));
            found.push((part(own.all) * other, window.term(own.term)));
        }
    }
    found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
    found.into_iter().take(MOST_SHARED).map(|(_, word)| word.to_owned()).collect()
}
