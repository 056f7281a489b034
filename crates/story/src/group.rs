//! Grouping: which articles report one event.

pub mod identity;
mod link;
mod online;
mod settle;
mod why;

pub use online::{Online, Placement};
pub use settle::{Grouping, Settled, pairs, settle};
pub use why::Why;

/// Pairs less probable than this do not count.
const NEGLIGIBLE: f32 = 0.01;
/// Articles that one article is compared with in full.
const MOST_NEAR: usize = 400;

/// A mean probability from which articles belong together, by the length of their texts: stories of bare headlines are
/// wide and hold many pairs that share no word.
#[derive(Debug, Clone, Copy)]
struct Threshold {
    headline: f32,
    text: f32,
}

/// From where two groups are one story, when a whole window is settled.
const SETTLED: Threshold = Threshold { headline: 0.1, text: 0.85 };
/// From where a new article joins a story.
const PLACED: Threshold = Threshold { headline: 0.3, text: 0.7 };
/// The length from which a text counts as one, on the scale of `pair::scale`.
const TEXT: f32 = 0.5;

impl Threshold {
    /// The threshold for a text of this length.
    fn at(self, length: f32) -> f32 {
        self.headline + (self.text - self.headline) * (length / TEXT).min(1.0)
    }
}

#[cfg(test)]
mod tests;
