//! Articles in lists, out of rows.

use std::collections::HashMap;

use tidings_model::id::{ArticleId, PublisherId};
use tidings_store::card::ArticleCard;

use super::card::lines;
use crate::budget::{printed, within};
use crate::link::Link;
use crate::page::coverage::{Report, ReportWithCopies};
use crate::page::mark::Mark;
use crate::visitor::Visitor;
use crate::when::When;

/// Related articles shown, and how many of them may come from one publisher.
const RELATED: usize = 6;
const RELATED_OF_ONE: usize = 2;

/// An article in a list.
pub(crate) fn report(card: &ArticleCard, visitor: &Visitor) -> Report {
    let flags = [
        (card.live, "live"),
        (card.paywalled, "behind a paywall"),
        (card.gone_at.is_some(), "taken down by the publisher"),
    ];
    let mut notes: Vec<String> =
        flags.iter().filter(|(set, _)| *set).map(|(_, words)| (*words).to_owned()).collect();
    notes.extend(card.link_site.as_deref().map(link_note));
    Report {
        notes,
        link: Link::Article(card.id),
        publisher_link: Link::Publisher(card.publisher.id),
        publisher: card.publisher.name.clone(),
        mark: Mark::new(&card.publisher.name),
        headline: card.headline.clone(),
        language: card.language.clone(),
        lines: lines(card, visitor),
        when: When::new(card.shown_at, visitor.now()),
    }
}

/// What a list says of a feed's words about a page at another site.
pub(crate) fn link_note(site: &str) -> String {
    format!("a link to {site}")
}

/// Articles with copies below the text they carry, in the order of the first of each. `own` is the article whose page
/// this is: its copies stand for themselves and say so.
pub(crate) fn with_copies(
    cards: &[&ArticleCard],
    own: Option<ArticleId>,
    visitor: &Visitor,
) -> Vec<ReportWithCopies> {
    let mut copies: HashMap<ArticleId, Vec<Report>> = HashMap::new();
    let is_here = |id: ArticleId| cards.iter().any(|card| card.id == id);
    let mut originals = Vec::new();
    for card in cards {
        let mut report = report(card, visitor);
        match card.copy_of {
            Some(original) if is_here(original) && original != card.id => {
                let name = cards.iter().find(|other| other.id == original).map(|other| &other.publisher.name);
                report.notes.extend(name.map(|name| format!("copy of {name}")));
                copies.entry(original).or_default().push(report);
            }
            Some(original) if own == Some(original) => {
                report.notes.push("copy of this text".to_owned());
                originals.push((card.id, report));
            }
            _ => originals.push((card.id, report)),
        }
    }
    originals
        .into_iter()
        .map(|(id, report)| {
            let (copies, unlisted) = within(copies.remove(&id).unwrap_or_default(), COPIES_BYTES, printed);
            ReportWithCopies { report, copies, unlisted }
        })
        .collect()
}

/// Bytes of markup that the copies of one text take at most.
const COPIES_BYTES: usize = 15_000;
/// Bytes around a list of copies.
const COPIES_AROUND: usize = 120;

/// The bytes of a report with its copies, as they are printed.
pub(crate) fn weight(entry: &ReportWithCopies) -> usize {
    let copies: usize = entry.copies.iter().map(printed).sum();
    COPIES_AROUND + printed(&entry.report) + copies
}

/// Background: no copies, nothing of the same story, not all from one publisher.
pub(crate) fn related(cards: &[ArticleCard], own: &[ArticleId], visitor: &Visitor) -> Vec<Report> {
    let mut of_publisher: HashMap<PublisherId, usize> = HashMap::new();
    let mut related = Vec::new();
    for card in cards.iter().filter(|card| card.copy_of.is_none() && !own.contains(&card.id)) {
        let count = of_publisher.entry(card.publisher.id).or_default();
        if *count < RELATED_OF_ONE && related.len() < RELATED {
            *count += 1;
            related.push(report(card, visitor));
        }
    }
    related
}
