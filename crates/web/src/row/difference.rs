//! What differs between reports: the derived JSON of a story, read with care.

use serde::Deserialize;
use tidings_model::id::ArticleId;
use tidings_store::card::ArticleCard;

use crate::link::Link;
use crate::page::story::{Difference, DifferentValue};
use crate::visitor::Visitor;
use crate::when::When;

#[derive(Debug, Deserialize)]
struct StoredDifference {
    subject: String,
    values: Vec<StoredValue>,
}

#[derive(Debug, Deserialize)]
struct StoredValue {
    value: String,
    articles: Vec<ArticleId>,
}

/// The differences of a story. What cannot be read, or names no article of the story, is left out.
pub(crate) fn differences(json: &str, cards: &[&ArticleCard], visitor: &Visitor) -> Vec<Difference> {
    let stored: Vec<StoredDifference> = serde_json::from_str(json).unwrap_or_default();
    let differences = stored.into_iter().map(|difference| {
        let values = difference.values.into_iter().filter_map(|value| different_value(value, cards, visitor));
        Difference { subject: difference.subject, values: values.collect() }
    });
    differences.filter(|difference| difference.values.len() > 1).collect()
}

fn different_value(value: StoredValue, cards: &[&ArticleCard], visitor: &Visitor) -> Option<DifferentValue> {
    let tellers: Vec<&&ArticleCard> = cards.iter().filter(|card| value.articles.contains(&card.id)).collect();
    let newest = tellers.iter().map(|card| card.shown_at).max()?;
    Some(DifferentValue {
        value: value.value,
        places: tellers.iter().map(|card| (card.publisher.name.clone(), Link::Article(card.id))).collect(),
        when: Some(When::new(newest, visitor.now())),
    })
}
