//! Search results out of rows.

use tidings_model::publisher::DisplayPolicy;
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_search::excerpt::{Excerpt, excerpt, marked};
use tidings_search::query::{Filter, FilterKind, Query};
use tidings_search::{Facets, language_name};
use tidings_store::card::ArticleCard;

use super::report::report;
use crate::handler::search::engine::SearchRows;
use crate::page::search::{FacetView, HitView, MarkedText, ResultsView};
use crate::search_link::SearchLink;
use crate::visitor::Visitor;

/// Characters of an excerpt.
const LINES: usize = 260;
/// Ways to narrow by one thing.
const WAYS: usize = 8;

/// What was found, for a visitor. Where the list goes on is the handler's.
pub(crate) fn results(rows: &SearchRows, visitor: &Visitor, newest: bool) -> ResultsView {
    let query = &rows.query;
    let mut filters: Vec<(String, SearchLink)> = Vec::new();
    for filter in query.filters().take(WAYS) {
        let without = SearchLink::to(&query.without(filter.kind()), newest);
        filters.push((format!("{}: {}", filter.kind().as_str(), shown(filter)), without));
    }
    ResultsView {
        sentence: sentence(rows.found.total, query),
        instead: rows.typed.as_ref().map(|typed| (typed.to_string(), query.to_string())),
        hits: rows.cards.iter().map(|card| hit(card, rows, visitor)).collect(),
        filters,
        facets: facets(&rows.found.facets, rows, newest),
        ..ResultsView::default()
    }
}

fn sentence(total: usize, query: &Query) -> String {
    match total {
        0 => format!("Nothing here fits {query}"),
        1 => "1 article".to_owned(),
        total => format!("{} articles", grouped(total)),
    }
}

/// A number with its thousands apart: `12,345`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A filter's value as a reader says it.
fn shown(filter: &Filter) -> String {
    match filter {
        Filter::Section(section) => section.title().to_owned(),
        Filter::Language(code) => language_name(code).to_owned(),
        other => other.value(),
    }
}

fn hit(card: &ArticleCard, rows: &SearchRows, visitor: &Visitor) -> HitView {
    let language = card.language.as_deref();
    let report = report(card, visitor);
    let text = match visitor.sees(card.publisher.policy) {
        DisplayPolicy::Full => rows
            .texts
            .get(&card.id)
            .map(|html| annotate::plain(&SafeHtml::from_stored(html)))
            .or_else(|| report.lines.clone()),
        DisplayPolicy::Excerpt => report.lines.clone(),
        DisplayPolicy::Headline => None,
    };
    HitView {
        link: report.link,
        publisher_link: report.publisher_link,
        publisher: report.publisher,
        mark: report.mark,
        headline: pieces(&marked(&rows.query, &card.headline, language)),
        language: report.language,
        lines: text
            .filter(|text| !text.is_empty())
            .map(|text| pieces(&excerpt(&rows.query, &text, language, LINES))),
        when: report.when,
        notes: report.notes,
    }
}

fn pieces(excerpt: &Excerpt) -> MarkedText {
    MarkedText {
        pieces: excerpt.pieces().iter().map(|piece| (piece.text.to_owned(), piece.marked)).collect(),
    }
}

/// Ways to narrow: those that a search is not narrowed by already, where there is more than one.
fn facets(facets: &Facets, rows: &SearchRows, newest: bool) -> Vec<FacetView> {
    let publishers = facets.publishers.iter().filter_map(|(id, count)| {
        let name = rows.directory.name(*id)?;
        Some((name.to_owned(), *count, Filter::Publisher(name.to_owned())))
    });
    let sections = facets
        .sections
        .iter()
        .map(|(section, count)| (section.title().to_owned(), *count, Filter::Section(*section)));
    let languages = facets
        .languages
        .iter()
        .filter(|(code, _)| code != "und")
        .map(|(code, count)| (language_name(code).to_owned(), *count, Filter::Language(code.clone())));
    let groups = [
        facet(FilterKind::Publisher, "Publisher", publishers.collect(), (&rows.query, newest)),
        facet(FilterKind::Section, "Section", sections.collect(), (&rows.query, newest)),
        facet(FilterKind::Language, "Language", languages.collect(), (&rows.query, newest)),
    ];
    groups.into_iter().flatten().collect()
}

fn facet(
    kind: FilterKind,
    title: &'static str,
    ways: Vec<(String, usize, Filter)>,
    (query, newest): (&Query, bool),
) -> Option<FacetView> {
    if ways.len() < 2 || query.filters().any(|filter| filter.kind() == kind) {
        return None;
    }
    let link = |filter: Filter| SearchLink::to(&query.with(filter), newest);
    let ways = ways.into_iter().take(WAYS).map(|(name, count, filter)| (name, count, link(filter)));
    Some(FacetView { title, ways: ways.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(12_345), "12,345");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
