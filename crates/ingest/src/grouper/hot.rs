//! The hot window: the articles in which new ones are placed, with where each is stored.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::time::Timestamp;
use tidings_store::grouping::{FeaturesPlace, StoredFeatures};
use tidings_store::rule::GroupingRule;
use tidings_story::features::Features;
use tidings_story::group::bond::Bond;
use tidings_story::group::{Online, identity};
use tracing::info;

use super::outcome::Outcome;
use crate::error::IngestError;
use crate::features::features_of;
use crate::pipeline::Pipeline;

/// Articles read from the database at once.
const PAGE: i64 = 1_000;
/// A window of at most so many articles is settled as a whole, and weighed anew whenever articles have come: in it a few
/// more of a story change much of how rare its words are.
const SMALL: usize = 500;
/// So few new articles never make a window outgrown.
const FEW: usize = 8;
/// How often old articles are taken out; each time costs a walk over the window.
const FORGETTING: Duration = Duration::from_hours(1);

/// Where an article is, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its story; below 0 until it has an id.
    pub(super) story: i64,
    /// The article of which it is a copy.
    pub(super) copy_of: Option<ArticleId>,
}

/// The articles of the last days.
#[derive(Debug)]
pub(super) struct Hot {
    /// The articles, weighed and indexed, each in its story.
    pub(super) online: Online,
    /// Where each article is stored.
    pub(super) places: BTreeMap<i64, Place>,
    /// Articles around which stories have not been settled since they came.
    pub(super) unsettled: BTreeSet<i64>,
    publishers: BTreeMap<i64, PublisherId>,
    names: BTreeMap<PublisherId, String>,
    /// Articles that came since all were weighed.
    came: usize,
    forgotten: Timestamp,
}

/// What editors decided, as the story crate takes it.
pub(super) fn bonds(rules: &[GroupingRule]) -> Vec<Bond> {
    let bond = |rule: &GroupingRule| {
        let (first, second) = (rule.first.get(), rule.second.get());
        if rule.together { Bond::Together(first, second) } else { Bond::Apart(first, second) }
    };
    rules.iter().map(bond).collect()
}

impl Hot {
    /// The window out of the database. It is read twice: rare words are known only when all are counted.
    pub(super) async fn rebuilt(pipeline: &Pipeline) -> Result<Self, IngestError> {
        let now = pipeline.clock.now();
        let mut hot = Self {
            online: Online::new(pipeline.embeddings.as_deref()),
            places: BTreeMap::new(),
            unsettled: BTreeSet::new(),
            publishers: BTreeMap::new(),
            names: BTreeMap::new(),
            came: 0,
            forgotten: now.minus(pipeline.settings.hot_window),
        };
        for is_counting in [true, false] {
            let mut after = FeaturesPlace::from(now.minus(pipeline.settings.hot_window));
            loop {
                let rows = pipeline.store.stored_features(after, PAGE).await?;
                let Some(last) = rows.last() else { break };
                after = last.place();
                hot = tokio::task::spawn_blocking(move || hot.with(rows, is_counting)).await?;
            }
        }
        if hot.online.len() <= SMALL {
            hot.unsettled = hot.places.keys().copied().collect();
        }
        info!(articles = hot.online.len(), "the grouper has its window");
        Ok(hot)
    }

    fn with(mut self, rows: Vec<StoredFeatures>, is_counting: bool) -> Self {
        for row in rows {
            let Some(story) = row.story_id else { continue };
            let copy_of = row.copy_of;
            let Some(features) = self.read(row) else { continue };
            if is_counting {
                self.online.expect(&features);
            } else {
                self.online.add(&features, story.get());
                self.places.insert(features.key, Place { story: story.get(), copy_of });
            }
        }
        self
    }

    /// An article's features with what the database knows of it; `None` when they cannot be read.
    fn read(&mut self, row: StoredFeatures) -> Option<Features> {
        let features = features_of(&row)?;
        self.publishers.insert(features.key, row.publisher_id);
        self.names.entry(row.publisher_id).or_insert(row.publisher_name);
        Some(features)
    }

    /// Whether words should be weighed anew: when so much has come that they must be, and in a small window when anything
    /// has come and there is leisure, so that its stories do not depend on the order of arrival.
    pub(super) fn is_outgrown(&self, at_leisure: bool) -> bool {
        let weighed = self.online.len().saturating_sub(self.came);
        self.came > weighed / 2 + FEW || at_leisure && self.came > 0 && self.online.len() <= SMALL
    }

    /// Whether nothing is left to do until an article comes.
    pub(super) fn is_at_rest(&self) -> bool {
        self.unsettled.is_empty() && !self.is_outgrown(true)
    }

    /// Takes out what was published before a time, once an hour.
    pub(super) fn forget_before(&mut self, time: Timestamp) {
        if time.since(self.forgotten) < FORGETTING {
            return;
        }
        self.forgotten = time;
        self.online.forget_before(time);
        let online = &self.online;
        self.places.retain(|key, _| online.contains(*key));
        self.publishers.retain(|key, _| online.contains(*key));
        self.unsettled.retain(|key| online.contains(*key));
    }

    /// Who published an article.
    pub(super) fn source(&self, key: i64) -> &str {
        let publisher = self.publishers.get(&key);
        publisher.and_then(|publisher| self.names.get(publisher)).map_or("", String::as_str)
    }

    /// Places articles as they come; one that is there already is placed anew. What was in a story before this window
    /// stays there, unless an editor decided on it.
    pub(super) fn place(&mut self, rows: Vec<StoredFeatures>, bonds: &[Bond]) -> Outcome {
        let mut articles: Vec<Features> = Vec::with_capacity(rows.len());
        for row in rows {
            let (key, story, copy_of) = (row.article_id.get(), row.story_id, row.copy_of);
            let is_past = row.shown_at < self.forgotten && !self.online.contains(key);
            if is_past && story.is_some() && !bonds.iter().any(|bond| bond.is_about(key)) {
                continue;
            }
            if let Some(story) = story {
                self.places.entry(key).or_insert(Place { story: story.get(), copy_of });
            }
            articles.extend(self.read(row));
        }
        articles.sort_by_key(|article| (article.published, article.key));
        self.online.remove(&articles.iter().map(|article| article.key).collect());
        for article in &articles {
            self.online.expect(article);
        }
        self.came += articles.len();
        let mut outcome = Outcome::default();
        for article in articles {
            let placement = self.online.place(&article);
            let story = placement.story.unwrap_or_else(|| self.own_story(article.key));
            self.online.add(&article, story);
            self.unsettled.insert(article.key);
            outcome.arrived(article.key, &placement);
        }
        outcome
    }

    /// The story of an article that matches nothing: the one that only it was in, or a new one.
    fn own_story(&self, key: i64) -> i64 {
        let known = self.places.get(&key).map(|place| place.story);
        known.filter(|story| self.online.members(*story).is_empty()).unwrap_or(-key)
    }

    /// The articles around which stories are to be settled now: all of a small window, else those that came last, unless
    /// so many came at once that they are only placed.
    pub(super) fn due(&mut self, arrived: usize, slice: usize) -> BTreeSet<i64> {
        if arrived > slice {
            return BTreeSet::new();
        }
        let due: BTreeSet<i64> = self.unsettled.iter().rev().take(slice).copied().collect();
        self.unsettled.retain(|key| !due.contains(key));
        if due.is_empty() || self.online.len() > SMALL {
            return due;
        }
        self.unsettled.clear();
        self.online.assignment().into_keys().collect()
    }

    /// Settles the stories around the articles that are due.
    pub(super) fn settle(&mut self, due: &BTreeSet<i64>, bonds: &[Bond], outcome: &mut Outcome) {
        let grouping = self.online.settle(due, bonds);
        let before: BTreeMap<i64, i64> = grouping
            .articles
            .iter()
            .filter_map(|article| Some((article.key, self.places.get(&article.key)?.story)))
            .collect();
        let identities = identity::keep(&grouping.stories, &before);
        for (members, id) in grouping.stories.iter().zip(&identities.ids) {
            let story = id.or_else(|| members.first().map(|first| -first)).unwrap_or_default();
            for key in members {
                self.online.move_to(*key, story);
            }
        }
        outcome.settled(due, grouping, &identities.redirects);
    }

    /// Gives a new story its id.
    pub(super) fn name_story(&mut self, unnamed: i64, id: StoryId) {
        for key in self.online.members(unnamed) {
            self.online.move_to(key, id.get());
        }
    }
}
