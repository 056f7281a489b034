//! The story page out of rows.

use std::collections::HashMap;

use tidings_model::id::ArticleId;
use tidings_model::publisher::DisplayPolicy;
use tidings_model::quote::{NewPoint, NewQuote, Sourcing};
use tidings_store::card::ArticleCard;
use tidings_store::story::StoryRows;

use super::coverage::count;
use super::difference::differences;
use super::place;
use super::report::with_copies;
use crate::link::Link;
use crate::page::figure::FigureView;
use crate::page::quote::QuoteView;
use crate::page::story::{KnownPoint, Moment, QuotedSpeaker, StoryPage};
use crate::visitor::Visitor;
use crate::when::When;

/// Points shown of each article.
const POINTS_OF_ONE: usize = 2;
/// Speakers shown.
const SPEAKERS: usize = 12;

/// Points of some of a story's articles.
pub(crate) type PointsOf = Vec<(ArticleId, Vec<NewPoint>)>;

/// The story page for a visitor.
pub(crate) fn page(
    rows: &StoryRows,
    points: &PointsOf,
    picture: Option<FigureView>,
    visitor: &Visitor,
) -> StoryPage {
    let story = &rows.story;
    let cards: Vec<&ArticleCard> = rows.members.iter().map(|member| &member.card).collect();
    let machine_made = visitor.wants_ai();
    StoryPage {
        frame: visitor.frame(story.label.clone()).within(story.section).with_feed(Link::StoryFeed(story.id)),
        label: story.label.clone(),
        language: story.language.clone(),
        section: story.section,
        count: count(Some(story)),
        first: When::new(story.first_at, visitor.now()),
        last: When::new(story.last_at, visitor.now()),
        picture,
        known: if machine_made { known(points, &cards) } else { Vec::new() },
        differences: if machine_made { differences(&story.differences, &cards, visitor) } else { Vec::new() },
        moments: cards.iter().map(|card| moment(card, visitor)).collect(),
        reports: with_copies(&cards, None, visitor),
        speakers: if machine_made { speakers(&rows.quotes, &cards, visitor) } else { Vec::new() },
    }
}

/// The articles whose points are shown: the lead first, then other independent reports, whose text the visitor may see.
pub(crate) fn tellers(rows: &StoryRows, most: usize, visitor: &Visitor) -> Vec<ArticleId> {
    let is_lead = |card: &&ArticleCard| Some(card.id) == rows.story.lead_article_id;
    let cards = || {
        let cards = rows.members.iter().map(|member| &member.card).filter(|card| card.copy_of.is_none());
        cards.filter(|card| visitor.sees(card.publisher.policy) == DisplayPolicy::Full)
    };
    let others = cards().filter(|card| !is_lead(card));
    cards().filter(is_lead).chain(others).take(most).map(|card| card.id).collect()
}

fn known(points: &PointsOf, cards: &[&ArticleCard]) -> Vec<KnownPoint> {
    let mut known: Vec<KnownPoint> = Vec::new();
    for (id, points) in points {
        let Some(card) = cards.iter().find(|card| card.id == *id) else { continue };
        for (point, number) in points.iter().zip(1..).take(POINTS_OF_ONE) {
            if known.iter().all(|other| other.text != point.text) {
                known.push(KnownPoint {
                    text: point.text.clone(),
                    language: card.language.clone(),
                    publisher: card.publisher.name.clone(),
                    place: Link::ArticlePlace(*id, place::of_point(number, 1)),
                });
            }
        }
    }
    known
}

fn moment(card: &ArticleCard, visitor: &Visitor) -> Moment {
    Moment {
        when: When::new(card.shown_at, visitor.now()),
        publisher: card.publisher.name.clone(),
        link: Link::Article(card.id),
        headline: card.headline.clone(),
        language: card.language.clone(),
    }
}

/// Speakers across the coverage, those quoted by most articles first.
fn speakers(
    quotes: &[(ArticleId, NewQuote)],
    cards: &[&ArticleCard],
    visitor: &Visitor,
) -> Vec<QuotedSpeaker> {
    let mut speakers: Vec<QuotedSpeaker> = Vec::new();
    let mut numbers: HashMap<ArticleId, usize> = HashMap::new();
    for (id, quote) in quotes {
        let number = numbers.entry(*id).and_modify(|number| *number += 1).or_insert(1);
        let Some(card) = cards.iter().find(|card| card.id == *id) else { continue };
        let is_shown = visitor.sees(card.publisher.policy) == DisplayPolicy::Full && card.copy_of.is_none();
        let Some(name) = quote.speaker.as_ref().filter(|_| is_shown && quote.sourcing != Sourcing::Publisher)
        else {
            continue;
        };
        let link = Link::ArticlePlace(*id, place::of_quote(*number));
        let seen = speakers.iter_mut().find(|speaker| speaker.name.to_lowercase() == name.to_lowercase());
        match seen {
            Some(speaker)
                if speaker.places.iter().any(|(publisher, _)| *publisher == card.publisher.name) => {}
            Some(speaker) => speaker.places.push((card.publisher.name.clone(), link)),
            None => speakers.push(speaker(name, quote, (card.publisher.name.clone(), link))),
        }
    }
    speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.places.len()));
    speakers.truncate(SPEAKERS);
    speakers
}

fn speaker(name: &str, quote: &NewQuote, place: (String, Link)) -> QuotedSpeaker {
    let view = QuoteView::new(quote, place.1.clone());
    QuotedSpeaker {
        name: name.to_owned(),
        sourcing: view.sourcing_word(),
        words: view.text,
        places: vec![place],
    }
}
