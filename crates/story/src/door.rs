//! The lines of the door `tidings story group`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tidings_model::time::Timestamp;

use crate::copy;
use crate::document::Document;
use crate::embedding::EmbeddingTable;
use crate::features::{self, Features};
use crate::group::{self, Online, Placement, Why};
use crate::judge::Judge;

/// A line that comes in; further keys are ignored.
#[derive(Debug, Clone, Deserialize)]
pub struct InputLine {
    /// Any id; it is given back as it came.
    pub id: Value,
    /// The publisher.
    #[serde(default)]
    pub source: Option<String>,
    /// When it was published, in RFC 3339; anything else counts as unknown.
    #[serde(default)]
    pub published: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The text.
    #[serde(default)]
    pub text: Option<String>,
    /// A language tag; guessed when missing.
    #[serde(default)]
    pub language: Option<String>,
}

/// A line that goes out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutputLine {
    /// The id of the line that came in.
    pub id: Value,
    /// The story: the id of its first member.
    pub story: Value,
    /// The id of the article this one is a copy of.
    pub copy_of: Option<Value>,
    /// The ids of related articles, best first, at most 50.
    pub related: Vec<Value>,
    /// Why it belongs to its story.
    pub why: WhyLine,
}

/// The reason of a membership with the ids of the lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyLine {
    /// The member that matches best.
    pub best: Option<Value>,
    /// How it matches.
    #[serde(flatten)]
    pub why: BTreeMap<String, Value>,
}

/// Groups documents: all at once, or one at a time in order of publication. Gives lines in the order of the input.
#[must_use]
pub fn group(lines: &[InputLine], table: Option<&EmbeddingTable>, online: bool) -> Vec<OutputLine> {
    group_with(lines, table, &Judge::carried(), online)
}

/// The features of the lines, in their order.
#[must_use]
pub fn features(lines: &[InputLine], table: Option<&EmbeddingTable>) -> Vec<Features> {
    keys(lines).into_iter().zip(lines).map(|(key, line)| read(key, line, table)).collect()
}

/// The same as `group` with given tables.
#[must_use]
pub fn group_with(
    lines: &[InputLine],
    table: Option<&EmbeddingTable>,
    judge: &Judge,
    online: bool,
) -> Vec<OutputLine> {
    let articles = features(lines, table);
    let ids: BTreeMap<i64, &Value> =
        articles.iter().map(|article| article.key).zip(lines.iter().map(|line| &line.id)).collect();
    let copies: BTreeMap<usize, usize> =
        copy::find(&articles).into_iter().map(|copy| (copy.copy, copy.original)).collect();
    let placed =
        if online { one_at_a_time(&articles, table, judge) } else { at_once(&articles, table, judge) };
    let id = |key: &i64| ids.get(key).map(|id| (*id).clone()).unwrap_or_default();
    lines
        .iter()
        .enumerate()
        .zip(placed)
        .map(|((place, line), placement)| OutputLine {
            id: line.id.clone(),
            story: placement.story.as_ref().map(id).unwrap_or_default(),
            copy_of: copies.get(&place).and_then(|original| lines.get(*original)).map(|line| line.id.clone()),
            related: placement.related.iter().map(|related| id(&related.key)).collect(),
            why: why(&placement.why, id),
        })
        .collect()
}

fn read(key: i64, line: &InputLine, table: Option<&EmbeddingTable>) -> Features {
    let document = Document {
        key,
        source: line.source.as_deref().unwrap_or_default(),
        published: line.published.as_deref().and_then(Timestamp::from_rfc3339),
        title: line.title.as_deref().unwrap_or_default(),
        text: line.text.as_deref().unwrap_or_default(),
        language: line.language.as_deref(),
    };
    stored(features::of(&document, table))
}

/// Features as they come back from the database, so that what is measured here is what the program does.
fn stored(features: Features) -> Features {
    let Some(unpacked) = Features::unpack(&features.pack()) else { return features };
    let Features { key, source, published, title, .. } = features;
    Features { key, source, published, title, ..unpacked }
}

/// A number for each line by the order of the ids as text, so that the order of the lines does not matter.
fn keys(lines: &[InputLine]) -> Vec<i64> {
    let mut order: Vec<(String, usize)> =
        lines.iter().enumerate().map(|(place, line)| (line.id.to_string(), place)).collect();
    order.sort();
    let mut keys = vec![0; lines.len()];
    for (rank, (_, place)) in order.into_iter().enumerate() {
        if let Some(key) = keys.get_mut(place) {
            *key = i64::try_from(rank).unwrap_or(i64::MAX);
        }
    }
    keys
}

/// Settles all; each placement's story is the key of the story's first member.
fn at_once(articles: &[Features], table: Option<&EmbeddingTable>, judge: &Judge) -> Vec<Placement> {
    let grouping = group::settle_with(articles, table, judge, &[]);
    let first = |story: usize| grouping.stories.get(story).and_then(|members| members.first()).copied();
    let settled = grouping.articles.iter();
    settled
        .map(|one| Placement { story: first(one.story), why: one.why.clone(), related: one.related.clone() })
        .collect()
}

/// The places of articles in the order they are placed: dated ones by time, undated ones after them in input order.
#[must_use]
pub fn order(articles: &[Features]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let time = |place: usize| articles.get(place).and_then(|article| article.published);
    order.sort_by_key(|place| (time(*place).unwrap_or(Timestamp::from_millis(i64::MAX)), *place));
    order
}

fn one_at_a_time(articles: &[Features], table: Option<&EmbeddingTable>, judge: &Judge) -> Vec<Placement> {
    let mut online = Online::with(table, judge.clone());
    let mut placed: BTreeMap<usize, Placement> = BTreeMap::new();
    for place in order(articles) {
        let Some(article) = articles.get(place) else { continue };
        let placement = online.place(article);
        let story = placement.story.unwrap_or(article.key);
        online.add(article, story);
        placed.insert(place, Placement { story: Some(story), ..placement });
    }
    placed.into_values().collect()
}

fn why(why: &Why, id: impl Fn(&i64) -> Value) -> WhyLine {
    let mut parts = BTreeMap::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(why) {
        parts.extend(fields.into_iter().filter(|(name, _)| name != "best"));
    }
    WhyLine { best: why.best.as_ref().map(id), why: parts }
}
