//! What a step of the grouper found out, and the change of the stored grouping that follows from it.

use std::collections::{BTreeMap, BTreeSet};

use tidings_model::id::{ArticleId, StoryId};
use tidings_model::story::{Membership, Regrouping, RelatedArticle};
use tidings_store::grouping::StoredFeatures;
use tidings_story::copy;
use tidings_story::features::Features;
use tidings_story::group::{Grouping, Placement, Why};
use tidings_story::related::{self, Candidate, Related};

use super::hot::{Hot, Place};
use crate::error::IngestError;
use crate::features::features_of;
use crate::pipeline::Pipeline;

/// Background articles that are stored of one article.
const MOST_RELATED: usize = 12;

/// What is known of the articles that came or were settled.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    articles: BTreeMap<i64, Known>,
    /// Articles that came, or around which stories were settled.
    fresh: BTreeSet<i64>,
    /// Stories that lost all members, each with the one that has most of them.
    heirs: BTreeSet<(i64, i64)>,
    /// Originals by copy, of the stories that may have changed.
    originals: BTreeMap<i64, ArticleId>,
    /// The members of those stories.
    compared: BTreeSet<i64>,
}

/// Why an article is where it is, and what is near it.
#[derive(Debug)]
struct Known {
    why: Why,
    related: Vec<Related>,
}

impl Outcome {
    /// Notes an article that was placed.
    pub(super) fn arrived(&mut self, key: i64, placement: &Placement) {
        let known = Known { why: placement.why.clone(), related: placement.related.clone() };
        self.articles.insert(key, known);
        self.fresh.insert(key);
    }

    /// How many articles it is about.
    pub(super) fn len(&self) -> usize {
        self.fresh.len()
    }

    /// Notes what was settled.
    pub(super) fn settled(&mut self, due: &BTreeSet<i64>, grouping: Grouping, redirects: &[(i64, i64)]) {
        for article in grouping.articles {
            self.articles.insert(article.key, Known { why: article.why, related: article.related });
        }
        self.fresh.extend(due);
        self.heirs.extend(redirects);
    }

    /// Gives every new story an id.
    pub(super) async fn name_stories(&self, pipeline: &Pipeline, hot: &mut Hot) -> Result<(), IngestError> {
        let stories = self.articles.keys().filter_map(|key| hot.online.story_of(*key));
        let unnamed: BTreeSet<i64> = stories.filter(|story| *story < 0).collect();
        for story in unnamed {
            hot.name_story(story, pipeline.store.new_story_id().await?);
        }
        Ok(())
    }

    /// Finds the copies in the stories that may have changed; their members' texts are read from the database.
    pub(super) async fn find_copies(&mut self, pipeline: &Pipeline, hot: &Hot) -> Result<(), IngestError> {
        let mut stories: BTreeSet<i64> = BTreeSet::new();
        for key in self.articles.keys() {
            let (now, before) = (hot.online.story_of(*key), hot.places.get(key).map(|place| place.story));
            if now != before || self.fresh.contains(key) {
                stories.extend(now.into_iter().chain(before));
            }
        }
        for story in stories {
            let members = hot.online.members(story);
            self.compared.extend(&members);
            if members.len() > 1 {
                let ids: Vec<ArticleId> = members.into_iter().map(ArticleId::new).collect();
                let rows = pipeline.store.features_of(&ids).await?;
                self.originals.extend(tokio::task::spawn_blocking(move || originals(&rows)).await?);
            }
        }
        Ok(())
    }

    /// What is to be stored; the window's places are brought up to date.
    pub(super) fn regrouping(&self, hot: &mut Hot) -> Regrouping {
        let mut changed: Vec<(bool, Membership)> = Vec::new();
        for (key, known) in &self.articles {
            let Some(story) = hot.online.story_of(*key) else { continue };
            let before = hot.places.get(key).copied();
            let copy_of = if self.compared.contains(key) {
                self.originals.get(key).copied()
            } else {
                before.and_then(|place| place.copy_of)
            };
            let place = Place { story, copy_of };
            if before != Some(place) {
                hot.places.insert(*key, place);
                let goes_to_heir = before.is_some_and(|before| self.heirs.contains(&(before.story, story)));
                changed.push((goes_to_heir, membership(*key, place, &known.why)));
            }
        }
        // An emptied story leads to where its last member goes.
        changed.sort_by_key(|(goes_to_heir, _)| *goes_to_heir);
        let memberships = changed.into_iter().map(|(_, membership)| membership).collect();
        let mut regrouping = Regrouping { memberships, ..Regrouping::default() };
        let moved = regrouping.memberships.iter().map(|membership| membership.article_id.get());
        let wanted: BTreeSet<i64> = moved.chain(self.fresh.iter().copied()).collect();
        let near =
            |key: i64| Some((ArticleId::new(key), background(hot, key, &self.articles.get(&key)?.related)));
        regrouping.related = wanted.into_iter().filter_map(near).collect();
        regrouping
    }
}

fn membership(key: i64, place: Place, why: &Why) -> Membership {
    Membership {
        article_id: ArticleId::new(key),
        story_id: StoryId::new(place.story),
        copy_of: place.copy_of,
        why: serde_json::to_string(why).unwrap_or_else(|_| "{}".to_owned()),
    }
}

/// The copies among a story's members, each with its original. What a feed says of another's page is neither.
fn originals(rows: &[StoredFeatures]) -> Vec<(i64, ArticleId)> {
    let articles: Vec<Features> = rows.iter().filter(|row| !row.is_link).filter_map(features_of).collect();
    let key_of = |place: usize| articles.get(place).map(|article| article.key);
    let copies = copy::find(&articles).into_iter();
    copies.filter_map(|copy| Some((key_of(copy.copy)?, ArticleId::new(key_of(copy.original)?)))).collect()
}

/// The background of an article as the page shows it.
fn background(hot: &Hot, key: i64, near: &[Related]) -> Vec<RelatedArticle> {
    let original_of = |key: i64| {
        let copy_of = hot.places.get(&key).and_then(|place| place.copy_of);
        copy_of.map_or(key, ArticleId::get)
    };
    let story = hot.online.story_of(key);
    let candidate = |related: &Related| Candidate {
        key: related.key,
        odds: related.odds,
        source: hot.source(related.key),
        original: original_of(related.key),
        same_story: hot.online.story_of(related.key) == story,
    };
    let candidates: Vec<Candidate<'_>> = near.iter().map(candidate).collect();
    let shown = related::background(&candidates, original_of(key), MOST_RELATED);
    related::stored(&shown)
        .map(|(key, score)| RelatedArticle { article_id: ArticleId::new(key), score })
        .collect()
}
