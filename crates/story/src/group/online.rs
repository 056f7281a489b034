//! Placing: each article is put into a story the moment it arrives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tidings_model::time::Timestamp;

use crate::context::Neighbours;
use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::judge::Judge;
use crate::number::{index, log_odds, probability, weight};
use crate::pair::Likeness;
use crate::related::{self, Related};
use crate::window::{Entry, Prior, Search, Window};

use super::bond::Bond;
use super::settle::{self, Grouping};
use super::{Why, around, near};

/// Members of a story that count for each one that is near: of a large story only a part can be near.
const REACH: usize = 2;

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
    neighbours: Vec<Neighbours>,
    stories: Vec<i64>,
    members: BTreeMap<i64, Vec<u32>>,
    places: HashMap<i64, u32>,
    search: Search,
    judge: Judge,
    placed: Option<Arrival>,
    expected: HashSet<i64>,
}

/// An article weighed and compared, but not yet in the window.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) entry: Entry,
    pub(super) near: Vec<(u32, f32)>,
    /// What the scores of those near stand on, in the same order.
    pub(super) likenesses: Vec<Likeness>,
}

impl Online {
    /// An empty window. `table` only tells how frequent words are; vectors are in the features.
    #[must_use]
    pub fn new(table: Option<&EmbeddingTable>) -> Self {
        Self::with(table, Judge::carried())
    }

    /// The same with given tables.
    #[must_use]
    pub fn with(table: Option<&EmbeddingTable>, judge: Judge) -> Self {
        Self {
            window: Window::new(Prior::of(table)),
            neighbours: Vec::new(),
            stories: Vec::new(),
            members: BTreeMap::new(),
            places: HashMap::new(),
            search: Search::default(),
            judge,
            placed: None,
            expected: HashSet::new(),
        }
    }

    /// Counts the words of an article that will be added, so that those added before it are weighed by all: the articles
    /// of one batch, or of a window that is rebuilt.
    pub fn expect(&mut self, features: &Features) {
        if !self.contains(features.key) && self.expected.insert(features.key) {
            self.window.count(features);
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

    /// Whether an article is in the window.
    #[must_use]
    pub fn contains(&self, key: i64) -> bool {
        self.places.contains_key(&key)
    }

    /// Bytes that the window takes, by what is allocated.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let neighbours: usize =
            self.neighbours.iter().map(|near| size_of::<Neighbours>() + near.bytes()).sum();
        self.window.bytes() + neighbours + self.stories.len() * (size_of::<i64>() + size_of::<u32>() * 2 + 20)
    }

    /// Tells where an article belongs, without adding it.
    #[must_use]
    pub fn place(&mut self, features: &Features) -> Placement {
        let arrival = self.arrive(features);
        let evidence = around::evidence(&self.around(&arrival));
        let story = self.fitting(&evidence, self.judge.placed_from.of(&arrival.entry));
        let same = |other: u32| story.is_some() && self.stories.get(index(other)).copied() == story;
        let others = story.and_then(|story| self.members.get(&story)).map_or(0, Vec::len);
        let why = Why::of(&self.window, &arrival.entry, others, &evidence, same);
        let related = related::order(&self.window, &evidence, same);
        self.placed = Some(arrival);
        Placement { story, why, related }
    }

    /// The story of an article of the window.
    #[must_use]
    pub fn story_of(&self, key: i64) -> Option<i64> {
        let place = self.places.get(&key)?;
        self.stories.get(index(*place)).copied()
    }

    /// The articles of a story, in the order they came.
    #[must_use]
    pub fn members(&self, story: i64) -> Vec<i64> {
        let places = self.members.get(&story).into_iter().flatten();
        places.filter_map(|place| self.key(*place)).collect()
    }

    /// Adds an article to a story, known or new. One that is there already is taken out first: a changed text, a live blog.
    pub fn add(&mut self, features: &Features, story: i64) {
        if self.contains(features.key) {
            self.placed = None;
            self.remove(&BTreeSet::from([features.key]));
        }
        let known = self.placed.take().filter(|arrival| arrival.entry.key == features.key);
        let arrival = known.unwrap_or_else(|| self.arrive(features));
        let key = arrival.entry.key;
        if !self.expected.remove(&key) {
            self.window.count(features);
        }
        let place = self.window.add(arrival.entry);
        for (other, score) in &arrival.near {
            if let Some(neighbours) = self.neighbours.get_mut(index(*other)) {
                neighbours.offer(place, *score);
            }
        }
        self.neighbours.push(Neighbours::of(&arrival.near));
        self.stories.push(story);
        self.members.entry(story).or_default().push(place);
        self.places.insert(key, place);
    }

    /// Takes out what was published before `time`; articles without a time stay.
    pub fn forget_before(&mut self, time: Timestamp) {
        let old = |entry: &&Entry| entry.published.is_some_and(|published| published < time);
        let keys: BTreeSet<i64> = self.window.entries().iter().filter(old).map(|entry| entry.key).collect();
        self.remove(&keys);
    }

    /// Takes articles out: withdrawn ones. It costs a walk over the window, so take out many at once.
    pub fn remove(&mut self, keys: &BTreeSet<i64>) {
        if keys.is_empty() {
            return;
        }
        self.placed = None;
        let new = self.window.retain(|_, entry| !keys.contains(&entry.key));
        let renumbered = |old: u32| new.get(index(old)).copied().flatten();
        let mut kept = new.iter().map(Option::is_some);
        self.neighbours.retain_mut(|neighbours| {
            neighbours.renumber(renumbered);
            kept.next().unwrap_or_default()
        });
        let mut kept = new.iter().map(Option::is_some);
        self.stories.retain(|_| kept.next().unwrap_or_default());
        self.members.clear();
        self.places.clear();
        for ((place, story), entry) in (0..).zip(&self.stories).zip(self.window.entries()) {
            self.members.entry(*story).or_default().push(place);
            self.places.insert(entry.key, place);
        }
    }

    /// Gives an article of the window another story, after settling or an editor's hand.
    pub fn move_to(&mut self, key: i64, story: i64) {
        let Some(place) = self.places.get(&key).copied() else { return };
        let Some(known) = self.stories.get_mut(index(place)) else { return };
        let before = std::mem::replace(known, story);
        if let Some(members) = self.members.get_mut(&before) {
            members.retain(|member| *member != place);
            if members.is_empty() {
                self.members.remove(&before);
            }
        }
        self.members.entry(story).or_default().push(place);
    }

    /// Settles the stories of the articles `changed` and the stories next to them: what arrived since the last time. Give
    /// the stories to `identity::keep`, then tell the window with `move_to`.
    #[must_use]
    pub fn settle(&self, changed: &BTreeSet<i64>, bonds: &[Bond]) -> Grouping {
        let mut stories: BTreeSet<i64> = BTreeSet::new();
        for place in changed.iter().filter_map(|key| self.places.get(key)) {
            let near = self.neighbours.get(index(*place)).into_iter().flat_map(Neighbours::likely);
            stories.extend(near.chain([*place]).filter_map(|place| self.stories.get(index(place))));
        }
        let members = stories.iter().filter_map(|story| self.members.get(story));
        settle::within(&self.window, &self.judge, &members.flatten().copied().collect(), bonds)
    }

    /// The story of each article in the window, by article.
    #[must_use]
    pub fn assignment(&self) -> BTreeMap<i64, i64> {
        self.window.entries().iter().map(|entry| entry.key).zip(self.stories.iter().copied()).collect()
    }

    pub(super) fn arrive(&mut self, features: &Features) -> Arrival {
        let entry = self.window.weigh(features);
        let near = near::near(&self.window, &mut self.search, &self.judge, &entry);
        let likenesses = near.iter().map(|(.., likeness)| *likeness).collect();
        Arrival {
            entry,
            near: near.into_iter().map(|(place, score, _)| (place, score)).collect(),
            likenesses,
        }
    }

    /// An arrival judged with each article near it.
    pub(super) fn around(&self, arrival: &Arrival) -> Vec<around::Judged> {
        around::judge(&self.window, &self.neighbours, &self.judge, arrival)
    }

    /// The id of the article at a place.
    pub(super) fn key(&self, place: u32) -> Option<i64> {
        self.window.entry(place).map(|entry| entry.key)
    }

    /// The story that the article fits best, if it fits one better than standing alone. With a probability for each article
    /// near, the expected overlap of a story with the true one is told by Dice's coefficient: twice what both hold over what
    /// each holds. Probabilities are shifted so that the threshold counts as even odds.
    fn fitting(&self, evidence: &[(u32, f32)], threshold: f32) -> Option<i64> {
        let shift = log_odds(threshold);
        let mut stories: BTreeMap<i64, (f32, usize)> = BTreeMap::new();
        let mut all = 1.0;
        for (place, odds) in evidence {
            let Some(story) = self.stories.get(index(*place)) else { continue };
            let (sum, found) = stories.entry(*story).or_insert((1.0, 0));
            *sum += probability(odds - shift);
            *found += 1;
            all += probability(odds - shift);
        }
        let mut best = (None, 2.0 / (1.0 + all));
        for (story, (shared, found)) in stories {
            let members = self.members.get(&story).map_or(0, Vec::len).min(REACH * found);
            let overlap = 2.0 * shared / (1.0 + weight(members) + all);
            if overlap > best.1 {
                best = (Some(story), overlap);
            }
        }
        best.0
    }
}
