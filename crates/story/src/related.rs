//! Related articles: the same story first, then what is nearest.

use crate::number::index;
use crate::window::Window;

/// Related articles that are given.
const MOST: usize = 50;

/// An article near another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Related {
    /// The article's id.
    pub key: i64,
    /// The log odds that both report one event.
    pub odds: f32,
}

/// The articles near one, those of its story first, each part by evidence.
pub(crate) fn order(window: &Window, near: &[(u32, f32)], same_story: impl Fn(u32) -> bool) -> Vec<Related> {
    let mut ranked: Vec<(bool, f32, i64)> = near
        .iter()
        .filter_map(|(place, evidence)| {
            window.entries().get(index(*place)).map(|entry| (same_story(*place), *evidence, entry.key))
        })
        .collect();
    ranked.sort_by(|left, right| {
        right.0.cmp(&left.0).then(right.1.total_cmp(&left.1)).then(left.2.cmp(&right.2))
    });
    ranked.into_iter().take(MOST).map(|(_, odds, key)| Related { key, odds }).collect()
}
