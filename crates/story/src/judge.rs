//! The judge: fitted tables that turn likeness into probabilities. `fit/fit.py` fits them; `judge/fitted.json` holds them.

use serde::Deserialize;

use crate::number::probability;
use crate::window::Entry;

/// The tables that the program carries.
const CARRIED: &str = include_str!("judge/fitted.json");

/// The fitted tables.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Judge {
    /// How probable it is that two articles report one event, by themselves.
    pub(crate) pair: Line,
    /// The same with what else is near them, when a whole window is settled.
    pub(crate) settled: Forest,
    /// The same when one of the two has just arrived.
    pub(crate) placed: Forest,
    /// From where two groups are one story, when a whole window is settled.
    pub(crate) settled_from: Threshold,
    /// From where they are one around a new article.
    pub(crate) placed_from: Threshold,
}

/// A mean probability from which articles belong together, by the length of their texts: stories of bare headlines are
/// wide and hold many pairs that share no word.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(crate) struct Threshold {
    headline: f32,
    text: f32,
}

/// What a live blog or a briefing needs at least: it joins what it is about as a whole, and nothing for one line of many.
const DIGEST: f32 = 0.8;
/// The length from which a text counts as one, on the scale of `pair::scale`.
const TEXT: f32 = 0.5;

impl Threshold {
    /// The threshold for an article, by the length of its text.
    pub(crate) fn of(self, entry: &Entry) -> f32 {
        let plain = self.headline + (self.text - self.headline) * (entry.length / TEXT).min(1.0);
        if entry.digest { plain.max(DIGEST) } else { plain }
    }
}

/// A logistic regression.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Line {
    coefficients: Vec<f32>,
    constant: f32,
}

/// Boosted trees (Friedman 2001): their leaves add up to log odds.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Forest {
    trees: Vec<Tree>,
}

/// A tree as parallel lists, one item a split. A branch of 0 or more is the next split; one below is the leaf -1 - branch.
#[derive(Debug, Clone, Default, Deserialize)]
struct Tree {
    parts: Vec<usize>,
    limits: Vec<f32>,
    below: Vec<i32>,
    above: Vec<i32>,
    leaves: Vec<f32>,
}

impl Judge {
    /// The tables that the program carries; a test rules out that they are broken.
    #[must_use]
    pub fn carried() -> Self {
        Self::read(CARRIED).unwrap_or_default()
    }

    /// Reads tables from JSON of the form of `judge/fitted.json`.
    ///
    /// # Errors
    /// When the text is not of that form.
    pub fn read(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }
}

impl Line {
    /// The log odds of parts.
    pub(crate) fn log_odds(&self, parts: &[f32]) -> f32 {
        self.constant + parts.iter().zip(&self.coefficients).map(|(part, worth)| part * worth).sum::<f32>()
    }
}

impl Forest {
    /// The probability of parts, 0 to 1.
    pub(crate) fn probability(&self, parts: &[f32]) -> f32 {
        probability(self.trees.iter().map(|tree| tree.leaf(parts)).sum())
    }
}

impl Tree {
    /// The leaf that parts fall to; 0 where the tree is broken. A tree has fewer steps than splits, so it always ends.
    fn leaf(&self, parts: &[f32]) -> f32 {
        let mut at = if self.parts.is_empty() { -1 } else { 0 };
        for _ in 0..=self.parts.len() {
            let Ok(split) = usize::try_from(at) else { break };
            let Some((part, limit)) = self.parts.get(split).zip(self.limits.get(split)) else { return 0.0 };
            let low = parts.get(*part).is_some_and(|value| value <= limit);
            let branches = if low { &self.below } else { &self.above };
            at = branches.get(split).copied().unwrap_or(-1);
        }
        let leaf = usize::try_from(-1 - i64::from(at)).ok();
        leaf.and_then(|leaf| self.leaves.get(leaf)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carried_tables_are_whole() {
        let judge = Judge::read(CARRIED).unwrap();
        assert_eq!(judge.pair.coefficients.len(), crate::pair::PARTS);
        for threshold in [judge.settled_from, judge.placed_from] {
            assert!(threshold.headline > 0.0 && threshold.headline < threshold.text && threshold.text < 1.0);
        }
        for forest in [&judge.settled, &judge.placed] {
            assert!(forest.trees.len() > 10);
            assert!(forest.trees.iter().all(|tree| tree.leaves.len() == tree.parts.len() + 1));
        }
    }

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let json =
            r#"{"parts":[0,1],"limits":[0.5,2.0],"below":[1,-1],"above":[-3,-2],"leaves":[0.1,0.2,0.3]}"#;
        let tree: Tree = serde_json::from_str(json).unwrap();
        for (parts, leaf) in [([0.2, 1.0], 0.1), ([0.2, 3.0], 0.2), ([0.9, 0.0], 0.3)] {
            assert!((tree.leaf(&parts) - leaf).abs() < 1e-6);
        }
    }
}
