//! Placing: each article is put into a story the moment it arrives.

use std::collections::BTreeMap;

use tidings_model::time::Timestamp;

use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::number::{index, weight};
use crate::pair;
use crate::related::{self, Related};
use crate::window::{Entry, Prior, Window};

use super::{MOST_NEAR, PLACED, Why};

/// Where a new article belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The story it joins; `None` when it begins one.
    pub story: Option<i64>,
    /// Why.
    pub why: Why,
    /// Related articles, those of its story first, then the best first.
    pub related: Vec<Related>,
}

/// The hot window: it takes articles one at a time and is rebuilt by adding their stored features again.
#[derive(Debug)]
pub struct Online {
    window: Window,
    stories: Vec<i64>,
    members: BTreeMap<i64, Vec<u32>>,
    prior: Prior,
    kept: Vec<Features>,
}

/// Members of a story that a new article is compared with: the nearest.
const MOST_MEMBERS: usize = 12;

impl Online {
    /// An empty window. `table` only tells how frequent words are; vectors are in the features.
    #[must_use]
    pub fn new(table: Option<&EmbeddingTable>) -> Self {
        let prior = Prior::of(table);
        Self {
            window: Window::new(prior.clone()),
            stories: Vec::new(),
            members: BTreeMap::new(),
            prior,
            kept: Vec::new(),
        }
    }

    /// How many articles are in the window.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether the window is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// Tells where an article belongs, without adding it.
    #[must_use]
    pub fn place(&mut self, features: &Features) -> Placement {
        let entry = self.window.weigh(features, self.len());
        let near = self.near(&entry);
        let story = self.best(&near, PLACED.at(entry.length));
        let others = story.and_then(|story| self.members.get(&story)).cloned().unwrap_or_default();
        let why = if others.is_empty() { Why::alone() } else { Why::of(&self.window, &entry, &others) };
        let same = |other: u32| story.is_some() && self.stories.get(index(other)).copied() == story;
        let related = related::order(&self.window, &near, same);
        Placement { story, why, related }
    }

    /// Adds an article to a story, known or new.
    pub fn add(&mut self, features: Features, story: i64) {
        self.window.count(&features);
        let entry = self.window.weigh(&features, self.len() + 1);
        let place = self.window.add(entry);
        self.stories.push(story);
        self.members.entry(story).or_default().push(place);
        self.kept.push(features);
    }

    /// Takes out what was published before `time`; articles without a time stay.
    pub fn forget_before(&mut self, time: Timestamp) {
        let kept = std::mem::take(&mut self.kept);
        let stories = std::mem::take(&mut self.stories);
        self.window = Window::new(self.prior.clone());
        self.members.clear();
        for (features, story) in kept.into_iter().zip(stories) {
            if features.published.is_none_or(|published| published >= time) {
                self.add(features, story);
            }
        }
    }

    /// Gives an article of the window another story, after settling or an editor's hand.
    pub fn move_to(&mut self, key: i64, story: i64) {
        let Some(place) = self.window.entries().iter().position(|entry| entry.key == key) else { return };
        let Some(known) = self.stories.get_mut(place) else { return };
        let place = crate::number::place(place);
        let before = std::mem::replace(known, story);
        if let Some(members) = self.members.get_mut(&before) {
            members.retain(|member| *member != place);
        }
        self.members.entry(story).or_default().push(place);
    }

    /// The features in the window, for settling.
    #[must_use]
    pub fn features(&self) -> &[Features] {
        &self.kept
    }

    /// The story of each article in the window, by article.
    #[must_use]
    pub fn assignment(&self) -> BTreeMap<i64, i64> {
        self.window.entries().iter().map(|entry| entry.key).zip(self.stories.iter().copied()).collect()
    }

    fn near(&self, entry: &Entry) -> Vec<(u32, f32)> {
        let others = self.window.near(entry, MOST_NEAR).into_iter();
        others
            .filter_map(|place| {
                self.window.entry(place).map(|other| (place, pair::likeness(entry, other).evidence()))
            })
            .collect()
    }

    /// The story whose nearest members are most probable to report the same event, if they are probable enough.
    fn best(&self, near: &[(u32, f32)], threshold: f32) -> Option<i64> {
        let mut found: BTreeMap<i64, Vec<f32>> = BTreeMap::new();
        for (place, evidence) in near {
            if let Some(story) = self.stories.get(index(*place)) {
                found.entry(*story).or_default().push(1.0 / (1.0 + (-evidence).exp()));
            }
        }
        let mean = |story: &i64, mut scores: Vec<f32>| {
            scores.sort_by(|left, right| right.total_cmp(left));
            let members = self.members.get(story).map_or(1, Vec::len).min(MOST_MEMBERS);
            scores.into_iter().take(members).sum::<f32>() / weight(members.max(1))
        };
        let scored = found.into_iter().map(|(story, scores)| (story, mean(&story, scores)));
        let best = scored.max_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)))?;
        (best.1 >= threshold).then_some(best.0)
    }
}
