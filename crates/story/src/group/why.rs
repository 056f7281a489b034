//! Why an article belongs to its story.

use serde::{Deserialize, Serialize};

use crate::number::part;
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

    /// The reason by which `entry` belongs to a story with the other `members`.
    pub(super) fn of(window: &Window, entry: &Entry, members: &[u32]) -> Self {
        let mut found = Self::alone();
        let mut best: Option<&Entry> = None;
        let mut sum = 0.0;
        for member in members.iter().filter_map(|member| window.entry(*member)) {
            let likeness = pair::likeness(entry, member);
            let score = likeness.probability();
            sum += score;
            if best.is_none() || score > found.score {
                best = Some(member);
                found = Self { best: Some(member.key), score, likeness, ..found };
            }
        }
        found.mean = sum / crate::number::weight(members.len().max(1));
        found.shared = best.map(|best| shared(window, entry, best)).unwrap_or_default();
        found
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
