//! Stories: the articles about one event, and why each belongs.

use serde::{Deserialize, Serialize};

use crate::id::{ArticleId, StoryId};
use crate::section::Section;
use crate::time::Timestamp;

/// A story with the figures that lists show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Its id; stays when members come and go.
    pub id: StoryId,
    /// Headline of its most central article.
    pub label: String,
    /// Section of most members.
    pub section: Section,
    /// BCP 47 tag of its articles' language.
    pub language: Option<String>,
    /// The article whose headline and picture stand for it.
    pub lead_article_id: Option<ArticleId>,
    /// How many articles.
    pub articles: i64,
    /// How many publishers.
    pub publishers: i64,
    /// How many independent reports: a text and its copies count once.
    pub independent: i64,
    /// Publication of its first article.
    pub first_at: Timestamp,
    /// Publication of its newest article.
    pub last_at: Timestamp,
    /// What of its rank on the front page no hour changes, higher first; see the story crate's rank.
    pub score: f64,
    /// How it is reported, by which it is ranked: JSON that only the story crate reads.
    pub score_why: String,
    /// What differs between reports.
    pub differences: Vec<Difference>,
    /// The days that its reports tell of, in their order.
    pub days: Vec<ToldDay>,
}

/// A day that a report tells of, with the sentence that tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldDay {
    /// The day, as 2026-11-24.
    pub day: String,
    /// The article.
    pub article: ArticleId,
    /// The sentence, as written.
    pub text: String,
}

/// A quantity on which independent reports of a story differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What is counted, such as "injured".
    pub subject: String,
    /// Each number, in the order in which it was first given.
    pub values: Vec<DifferentValue>,
}

/// One of several numbers for a quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferentValue {
    /// The number with what is counted, as the first report writes it.
    pub value: String,
    /// The articles that give it, the first to do so first.
    pub articles: Vec<ArticleId>,
}

/// Where an article is put, by the grouper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The article.
    pub article_id: ArticleId,
    /// Its story.
    pub story_id: StoryId,
    /// The article of which it is a copy.
    pub copy_of: Option<ArticleId>,
    /// Why it belongs: JSON with the best match and the score's parts.
    pub why: String,
}

/// A change of the grouping, ready to be stored in one transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Regrouping {
    /// New and changed memberships.
    pub memberships: Vec<Membership>,
    /// Stories that were merged into others: old, then new. The old address redirects.
    pub merged: Vec<(StoryId, StoryId)>,
    /// Related articles of the articles that arrived or moved, best first: background, none of the same story.
    pub related: Vec<(ArticleId, Vec<RelatedArticle>)>,
}

/// What the derive stage finds out about a story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryFindings {
    /// See [`Story::label`].
    pub label: String,
    /// See [`Story::section`].
    pub section: Section,
    /// See [`Story::language`].
    pub language: Option<String>,
    /// See [`Story::lead_article_id`].
    pub lead_article_id: Option<ArticleId>,
    /// See [`Story::independent`].
    pub independent: i64,
    /// See [`Story::score`].
    pub score: f64,
    /// See [`Story::score_why`].
    pub score_why: String,
    /// See [`Story::differences`].
    pub differences: Vec<Difference>,
    /// See [`Story::days`].
    pub days: Vec<ToldDay>,
}

/// A related article for background.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedArticle {
    /// The other article.
    pub article_id: ArticleId,
    /// Likeness, 0 to 1.
    pub score: f64,
}
