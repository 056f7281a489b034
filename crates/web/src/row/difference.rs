//! What differs between reports, with the articles that say so.

use tidings_model::story::{Difference as Found, DifferentValue as FoundValue};
use tidings_store::card::ArticleCard;

use crate::budget::{escaped, within};
use crate::link::Link;
use crate::page::story::{Difference, DifferentValue};
use crate::visitor::Visitor;
use crate::when::When;

/// Articles named for one value.
const PLACES: usize = 12;
/// Bytes of markup that all differences take at most, and those around a value or a place.
const LIST_BYTES: usize = 30_000;
const AROUND: usize = 100;

/// The differences of a story. A value that only articles elsewhere give is left out.
pub(crate) fn differences(found: &[Found], cards: &[&ArticleCard], visitor: &Visitor) -> Vec<Difference> {
    let differences = found.iter().map(|difference| {
        let values = difference.values.iter().filter_map(|value| different_value(value, cards, visitor));
        Difference { subject: difference.subject.clone(), values: values.collect() }
    });
    let shown = differences.filter(|difference| difference.values.len() > 1).collect();
    within(shown, LIST_BYTES, weight).0
}

/// The bytes of a difference as it is printed.
fn weight(difference: &Difference) -> usize {
    let place = |(publisher, _): &(String, Link)| AROUND + escaped(publisher);
    let value = |value: &DifferentValue| {
        AROUND + escaped(&value.value) + value.places.iter().map(place).sum::<usize>()
    };
    AROUND + escaped(&difference.subject) + difference.values.iter().map(value).sum::<usize>()
}

fn different_value(value: &FoundValue, cards: &[&ArticleCard], visitor: &Visitor) -> Option<DifferentValue> {
    let tellers: Vec<&&ArticleCard> = cards.iter().filter(|card| value.articles.contains(&card.id)).collect();
    let newest = tellers.iter().map(|card| card.shown_at).max()?;
    Some(DifferentValue {
        value: value.value.clone(),
        places: tellers
            .iter()
            .take(PLACES)
            .map(|card| (card.publisher.name.clone(), Link::Article(card.id)))
            .collect(),
        when: Some(When::new(newest, visitor.now())),
    })
}
