//! The article page out of rows.

use tidings_model::article::{Article, TextSource};
use tidings_model::id::ArticleId;
use tidings_model::publisher::{DisplayPolicy, Publisher};
use tidings_model::time::Timestamp;
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_store::article::ArticleRows;
use tidings_store::card::ArticleCard;

use super::coverage::count;
use super::part::Parts;
use super::place;
use super::report::{related, report, weight, with_copies};
use crate::budget::{escaped, within};
use crate::link::Link;
use crate::page::article::{ArticleHeadView, ArticlePage, CommentsView, OriginalLink, PointView, TextView};
use crate::page::body::parts;
use crate::page::figure::FigureView;
use crate::page::mark::Mark;
use crate::page::quote::QuoteView;
use crate::visitor::Visitor;
use crate::when::{When, relative};

/// Words that a reader takes in a minute (Brysbaert 2019, <https://doi.org/10.1016/j.jml.2019.104047>: 238).
const WORDS_A_MINUTE: i64 = 238;

/// Bytes of markup that the reports of others take at most, and statements with their speakers.
const COVERAGE_BYTES: usize = 40_000;
const QUOTE_BYTES: usize = 40_000;
/// Bytes around a statement.
const QUOTE_AROUND: usize = 350;

/// The article page for a visitor: a part of its text, counted from 1, where it is too long for one page.
pub(crate) fn page(
    rows: &ArticleRows,
    comments: CommentsView,
    visitor: &Visitor,
    part: usize,
) -> ArticlePage {
    let article = &rows.article;
    let sees_all = visitor.sees(rows.publisher.policy) == DisplayPolicy::Full;
    let html = rows.version.as_ref().map(|version| SafeHtml::from_stored(&version.html));
    let html = html.map(|html| place::anchored(&html, &rows.points, &rows.quotes)).unwrap_or_default();
    let parts = Parts::of(article.id, &html, part);
    let mut figures = stored_figures(rows, sees_all);
    let lead = figures.iter().position(|figure| figure.lead).map(|at| figures.remove(at));
    let mut figures = parts.figures(figures);
    let text = text(rows, &parts.shown(), visitor, lead.as_ref(), &mut figures);
    let others: Vec<&ArticleCard> = rows.coverage.iter().collect();
    let own: Vec<ArticleId> = others.iter().map(|card| card.id).chain([article.id]).collect();
    let original = rows.coverage.iter().find(|card| Some(card.id) == article.copy_of);
    let is_full = matches!(text, TextView::Full(_));
    let (coverage, coverage_left_out) =
        within(with_copies(&others, Some(article.id), visitor), COVERAGE_BYTES, weight);
    let (quotes, quotes_left_out) = if is_full { quotes(rows, &parts) } else { (Vec::new(), 0) };
    ArticlePage {
        frame: visitor.frame(article.head.title.clone()).within(article.head.section),
        head: ArticleHeadView {
            standfirst: standfirst(rows, visitor)
                .filter(|standfirst| !(is_full && begins(&html, standfirst))),
            ..head(rows, visitor)
        },
        link: Link::Article(article.id),
        lead: lead.filter(|_| parts.is_first()),
        text,
        part: parts.view().filter(|_| is_full),
        gallery: figures,
        machine_made: visitor.wants_ai() && sees_all && article.link_site.is_none(),
        points: if is_full { points(rows, &parts) } else { Vec::new() },
        quotes,
        quotes_left_out,
        story: article.story_id.filter(|_| !others.is_empty()).map(Link::Story),
        count: count(rows.story.as_ref()),
        coverage,
        coverage_left_out,
        copy_of: original.map(|card| report(card, visitor)),
        related: related(&rows.related, &own, visitor),
        comments,
    }
}

fn stored_figures(rows: &ArticleRows, sees_all: bool) -> Vec<FigureView> {
    if sees_all { rows.figures.iter().filter_map(FigureView::of).collect() } else { Vec::new() }
}

fn text(
    rows: &ArticleRows,
    html: &SafeHtml,
    visitor: &Visitor,
    lead: Option<&FigureView>,
    figures: &mut Vec<FigureView>,
) -> TextView {
    match visitor.sees(rows.publisher.policy) {
        DisplayPolicy::Full if html.is_empty() => TextView::Missing,
        DisplayPolicy::Full => TextView::Full(parts(html, lead, figures)),
        DisplayPolicy::Excerpt if !rows.article.excerpt.is_empty() => {
            TextView::Excerpt(rows.article.excerpt.clone())
        }
        DisplayPolicy::Excerpt | DisplayPolicy::Headline => TextView::HeadlineOnly,
    }
}

/// The standfirst, unless the visitor may see the headline only.
fn standfirst(rows: &ArticleRows, visitor: &Visitor) -> Option<String> {
    let hides_all = visitor.sees(rows.publisher.policy) == DisplayPolicy::Headline;
    rows.article.head.standfirst.clone().filter(|_| !hides_all)
}

/// Whether a text begins with its standfirst, which then need not stand above it too.
fn begins(html: &SafeHtml, standfirst: &str) -> bool {
    annotate::plain(html).trim_start().starts_with(standfirst.trim())
}

fn head(rows: &ArticleRows, visitor: &Visitor) -> ArticleHeadView {
    let (article, publisher) = (&rows.article, &rows.publisher);
    ArticleHeadView {
        publisher: publisher.name.clone(),
        publisher_link: Link::Publisher(publisher.id),
        mark: Mark::new(&publisher.name),
        section: article.head.section,
        headline: article.head.title.clone(),
        standfirst: None,
        language: article.head.language.clone(),
        byline: byline(&article.head.authors, &publisher.name),
        published: When::with_offset(article.shown_at(), visitor.now(), article.head.published_offset),
        dated: article.head.published_at.is_some(),
        changed: changed_at(article)
            .map(|time| When::with_offset(time, visitor.now(), article.head.published_offset)),
        reading_minutes: (article.words.max(0) + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE,
        original: OriginalLink::new(&article.url),
        original_at: article.link_site.clone().unwrap_or_else(|| publisher.name.clone()),
        notes: notes(rows, publisher, visitor.now()),
    }
}

/// When the publisher or we last saw another text, if that is after the publication.
fn changed_at(article: &Article) -> Option<Timestamp> {
    let minute = std::time::Duration::from_mins(1);
    let changed = article.head.modified_at.max(article.changed_at)?;
    (changed > article.shown_at().plus(minute)).then_some(changed)
}

/// The authors in a line; not the publisher alone, whose name stands above already.
fn byline(authors: &[String], publisher: &str) -> Option<String> {
    let (last, others) = authors.split_last()?;
    if others.is_empty() && last.to_lowercase() == publisher.to_lowercase() {
        return None;
    }
    if others.is_empty() {
        return Some(last.clone());
    }
    Some(format!("{} and {last}", others.join(", ")))
}

fn notes(rows: &ArticleRows, publisher: &Publisher, now: Timestamp) -> Vec<String> {
    let article = &rows.article;
    let mut notes = Vec::new();
    if let Some(site) = &article.link_site {
        notes.push(link_note(&publisher.name, site, article));
    } else if article.text_source == TextSource::Feed
        && let Some(problem) = &article.page_problem
    {
        notes.push(format!("The page could not be read: showing the feed\u{2019}s text. {problem}"));
    } else if !article.has_page {
        notes.push("This item has no page of its own: this is the feed\u{2019}s text.".to_owned());
    } else if article.text_source == TextSource::Feed && rows.version.is_some() {
        notes.push(
            "The publisher\u{2019}s page has not been read yet: this is the feed\u{2019}s text.".to_owned(),
        );
    }
    if article.head.title_made {
        notes.push(
            "The headline was made from the first words of the text; the publisher gives none.".to_owned(),
        );
    }
    if article.head.paywalled {
        notes.push(format!("{} shows the rest of this text to its subscribers only.", publisher.name));
    }
    if article.head.live {
        notes.push("A live report: it grows through the day and is read again.".to_owned());
    }
    if let Some(gone) = article.gone_at {
        let when = relative(gone, now);
        notes.push(format!(
            "{} took this article down ({when}). This is the text as it was read before.",
            publisher.name
        ));
    }
    if rows.version_count > 1 {
        notes.push(format!(
            "{} texts of this article have been read; the newest is shown.",
            rows.version_count
        ));
    }
    notes
}

/// What a reader has to know of a feed's words about a page at another site.
fn link_note(feed: &str, site: &str, article: &Article) -> String {
    let why = match &article.page_problem {
        Some(problem) => format!(", whose page could not be read: {problem}"),
        None if article.has_page => ", whose page has not been read yet.".to_owned(),
        None => ".".to_owned(),
    };
    format!("A link by {feed} to {site}. Headline and text are the words of {feed}, not of {site}{why}")
}

fn points(rows: &ArticleRows, parts: &Parts) -> Vec<PointView> {
    rows.points
        .iter()
        .zip(1..)
        .map(|(point, number)| {
            let anchors = (1..=point.spans.len()).map(|sentence| place::of_point(number, sentence));
            PointView { text: point.text.clone(), places: anchors.map(|anchor| parts.link(anchor)).collect() }
        })
        .collect()
}

/// The statements that have room, and how many have none.
fn quotes(rows: &ArticleRows, parts: &Parts) -> (Vec<QuoteView>, usize) {
    let place = |number| parts.link(place::of_quote(number));
    let quotes = rows.quotes.iter().zip(1..).map(|(quote, number)| QuoteView::new(quote, place(number)));
    within(quotes.collect(), QUOTE_BYTES, |quote: &QuoteView| {
        QUOTE_AROUND + escaped(&quote.text) + escaped(quote.who())
    })
}
