//! The story page out of rows.

use std::collections::HashMap;

use jiff::civil::Date;
use tidings_model::id::ArticleId;
use tidings_model::publisher::DisplayPolicy;
use tidings_model::quote::{NewPoint, NewQuote, Sourcing};
use tidings_model::story::ToldDay;
use tidings_store::card::ArticleCard;
use tidings_store::story::StoryRows;
use tidings_story::voice::{self, Said};

use super::coverage::count;
use super::difference::differences;
use super::place;
use super::rank;
use super::report::{weight, with_copies};
use crate::budget::{escaped, within};
use crate::link::Link;
use crate::page::figure::FigureView;
use crate::page::quote::QuoteView;
use crate::page::story::{DayView, KnownPoint, Moment, QuotedSpeaker, StoryPage};
use crate::visitor::Visitor;
use crate::when::When;

/// Points shown of each article.
const POINTS_OF_ONE: usize = 2;
/// Speakers shown.
const SPEAKERS: usize = 12;

/// Articles named for one statement, number or day.
const PLACES: usize = 12;
/// Bytes of markup that each list of the page takes at most, and those around one of its items.
const REPORTS_BYTES: usize = 120_000;
const MOMENTS_BYTES: usize = 50_000;
const KNOWN_BYTES: usize = 24_000;
const DAYS_BYTES: usize = 30_000;
const SPEAKERS_BYTES: usize = 40_000;
const AROUND: usize = 300;

/// Points of some of a story's articles.
pub(crate) type PointsOf = Vec<(ArticleId, Vec<NewPoint>)>;

/// The story page for a visitor.
pub(crate) fn page(
    rows: &StoryRows,
    points: &PointsOf,
    picture: Option<FigureView>,
    (visitor, from): (&Visitor, usize),
) -> StoryPage {
    let story = &rows.story;
    let cards: Vec<&ArticleCard> = rows.members.iter().map(|member| &member.card).collect();
    let machine_made = visitor.wants_ai();
    let moments = cards.iter().map(|card| moment(card, visitor)).collect();
    let (moments, moments_left_out) = within(moments, MOMENTS_BYTES, |moment: &Moment| {
        AROUND + escaped(&moment.headline) + escaped(&moment.publisher)
    });
    let mut reports = with_copies(&cards, None, visitor);
    let from = from.min(reports.len().saturating_sub(1));
    reports.drain(..from);
    let (reports, reports_left_out) = within(reports, REPORTS_BYTES, weight);
    StoryPage {
        frame: visitor.frame(story.label.clone()).within(story.section).with_feed(Link::StoryFeed(story.id)),
        label: story.label.clone(),
        language: story.language.clone(),
        section: story.section,
        count: count(Some(story)),
        why: rank::why(story, visitor.now()),
        first: When::new(story.first_at, visitor.now()),
        last: When::new(story.last_at, visitor.now()),
        picture,
        known: if machine_made { known(points, &cards) } else { Vec::new() },
        differences: if machine_made { differences(&story.differences, &cards, visitor) } else { Vec::new() },
        days: if machine_made { days(&story.days, &cards, visitor) } else { Vec::new() },
        moments,
        moments_left_out,
        before: (from > 0).then_some(Link::StoryFrom(story.id, 0)),
        after: (reports_left_out > 0).then(|| Link::StoryFrom(story.id, from + reports.len())),
        reports,
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
    let bytes = |point: &KnownPoint| AROUND + escaped(&point.text) + escaped(&point.publisher);
    within(known, KNOWN_BYTES, bytes).0
}

/// The bytes of a list of articles.
fn places_bytes(places: &[(String, Link)]) -> usize {
    places.iter().map(|(publisher, _)| AROUND + escaped(publisher)).sum()
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

/// The days that reports tell of whose text the visitor may see: each with the sentence of its first report.
fn days(told: &[ToldDay], cards: &[&ArticleCard], visitor: &Visitor) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    for one in told {
        let shown = cards.iter().find(|card| card.id == one.article && is_shown(card, visitor));
        let (Some(card), Ok(date)) = (shown, one.day.parse::<Date>()) else { continue };
        let place = (card.publisher.name.clone(), Link::Article(card.id));
        match days.last_mut().filter(|day| day.iso == one.day) {
            Some(day) if day.places.len() >= PLACES || day.places.contains(&place) => {}
            Some(day) => day.places.push(place),
            None => days.push(DayView {
                iso: one.day.clone(),
                day: date.strftime("%A %-d %B %Y").to_string(),
                text: one.text.clone(),
                language: card.language.clone(),
                places: vec![place],
            }),
        }
    }
    within(days, DAYS_BYTES, |day| AROUND + escaped(&day.text) + places_bytes(&day.places)).0
}

/// Whether what stands in an article's text may be shown: an original that the visitor sees in full.
fn is_shown(card: &ArticleCard, visitor: &Visitor) -> bool {
    visitor.sees(card.publisher.policy) == DisplayPolicy::Full && card.copy_of.is_none()
}

/// A quotation that may be shown, with its place.
struct Shown<'a> {
    card: &'a ArticleCard,
    quote: &'a NewQuote,
    speaker: &'a str,
    link: Link,
}

/// Who is quoted across the coverage, those quoted by most publishers first.
fn speakers(
    quotes: &[(ArticleId, NewQuote)],
    cards: &[&ArticleCard],
    visitor: &Visitor,
) -> Vec<QuotedSpeaker> {
    let shown = shown(quotes, cards, visitor);
    let said: Vec<Said<'_>> = shown
        .iter()
        .map(|one| Said {
            key: one.card.id.get(),
            source: &one.card.publisher.name,
            speaker: one.speaker,
            text: &one.quote.text,
            copy: false,
        })
        .collect();
    let voices = voice::voices(&said).into_iter().take(SPEAKERS);
    let speakers = voices.filter_map(|voice| speaker(&voice, &shown)).collect();
    let bytes = |speaker: &QuotedSpeaker| {
        AROUND + escaped(&speaker.name) + escaped(&speaker.words) + places_bytes(&speaker.places)
    };
    within(speakers, SPEAKERS_BYTES, bytes).0
}

fn shown<'a>(
    quotes: &'a [(ArticleId, NewQuote)],
    cards: &[&'a ArticleCard],
    visitor: &Visitor,
) -> Vec<Shown<'a>> {
    let mut numbers: HashMap<ArticleId, usize> = HashMap::new();
    let mut shown = Vec::new();
    for (id, quote) in quotes {
        let number = numbers.entry(*id).and_modify(|number| *number += 1).or_insert(1);
        let card = cards.iter().copied().find(|card| card.id == *id).filter(|card| is_shown(card, visitor));
        let speaker = quote.speaker.as_deref().filter(|_| quote.sourcing != Sourcing::Publisher);
        if let (Some(card), Some(speaker)) = (card, speaker) {
            shown.push(Shown {
                card,
                quote,
                speaker,
                link: Link::ArticlePlace(*id, place::of_quote(*number)),
            });
        }
    }
    shown
}

/// A speaker with one of their statements, and a place in the articles of each publisher that quotes them.
fn speaker(voice: &voice::Voice, shown: &[Shown<'_>]) -> Option<QuotedSpeaker> {
    let mut places: Vec<(String, Link)> = Vec::new();
    let quotations = || voice.quotations.iter().filter_map(|place| shown.get(*place));
    for one in quotations() {
        let publisher = &one.card.publisher.name;
        if places.len() < PLACES && places.iter().all(|(known, _)| known != publisher) {
            places.push((publisher.clone(), one.link.clone()));
        }
    }
    let first = quotations().next()?;
    let view = QuoteView::new(first.quote, first.link.clone());
    Some(QuotedSpeaker { name: voice.name.clone(), sourcing: view.sourcing_word(), words: view.text, places })
}
