//! The analysis of a page: what was extracted, completed by what the feed said, with points, quotes and features.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use tidings_model::article::{AnalysedPage, ArticleHead, TextSource};
use tidings_model::bound::{BODY_BYTES, Bounded};
use tidings_model::entry::EntryText;
use tidings_model::figure::NewFigure;
use tidings_model::name::{NameKind, NewName};
use tidings_model::quote::{NewPoint, NewQuote, Sourcing, TextSpan};
use tidings_model::section::Section;
use tidings_model::time::Timestamp;
use tidings_parse::article::{ArticleImage, Extracted, PageDate};
use tidings_parse::date::{self, ParsedDate};
use tidings_parse::sanitize::{SafeHtml, annotate, clean, pages};
use tidings_store::page::PageWork;
use tidings_story::document::Document;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features;
use tidings_text::brief;
use tidings_text::name;
use tidings_text::quote::{self, Kind};
use tidings_text::span::Span;

use crate::headline;
use crate::origin::{Known, Origin};

/// Characters of the excerpt in lists; the bound leaves room for what an entry says without a page.
const EXCERPT: usize = 240;

/// What sentences end with, in the scripts most read.
const SENTENCE_ENDS: [char; 14] = ['.', '!', '?', '…', '"', '”', '’', '\'', '»', '“', ')', '。', '！', '।'];

/// SHA-256 of a text, in hexadecimal digits.
pub(crate) fn sha256_hex(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        for digit in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    hex
}

/// Analyses a page that was read.
pub(crate) fn of_page(
    (extracted, from): (Extracted, Origin),
    (embeddings, now): (Option<&EmbeddingTable>, Timestamp),
) -> AnalysedPage {
    let head = head_of_page(&from.known, &extracted, now);
    let canonical_url = from.canonical(extracted.canonical.as_deref());
    let figures =
        extracted.images.iter().map(|image| figure(image, extracted.lead_image.as_deref())).collect();
    let page = Read { head, html: extracted.html, source: TextSource::Page, problem: None };
    AnalysedPage { canonical_url, figures, read_from: Some(from.publisher), ..analysed(page, embeddings) }
        .bounded()
}

/// Analyses what the feed said, for an article whose page could not be read.
pub(crate) fn of_entry(
    work: &PageWork,
    problem: Option<&str>,
    embeddings: Option<&EmbeddingTable>,
) -> AnalysedPage {
    let entry = work.entry.clone().unwrap_or_default();
    let markup = if entry.content_html.is_empty() { &entry.summary_html } else { &entry.content_html };
    let html = clean(markup, Some(&work.article.url));
    let picture = entry.picture_url.iter().map(|url| NewFigure {
        url: url.clone(),
        lead: true,
        ..NewFigure::default()
    });
    let figures = picture.collect();
    let head = work.article.head.clone();
    let page = Read { head, html, source: TextSource::Feed, problem: problem.map(str::to_owned) };
    let page =
        AnalysedPage { canonical_url: work.article.url.clone(), figures, ..analysed(page, embeddings) }
            .bounded();
    if work.article.link_site.is_none() {
        return page;
    }
    // What a feed says of a page at another site is neither that publisher's word nor a report of the feed's own.
    AnalysedPage { points: Vec::new(), quotes: Vec::new(), ..page }
}

/// A text with its head, before the analysis.
struct Read {
    head: ArticleHead,
    html: SafeHtml,
    source: TextSource,
    problem: Option<String>,
}

fn analysed(read: Read, embeddings: Option<&EmbeddingTable>) -> AnalysedPage {
    // What is kept is what is analysed: places in the text are counted in it.
    let (html, _) = pages::beginning(&read.html, BODY_BYTES);
    let text = annotate::plain(&html);
    let language = read.head.language.clone();
    let told = with_standfirst(read.head.standfirst.as_deref(), &text);
    let document = Document {
        key: 0,
        source: "",
        published: read.head.published_at,
        title: &read.head.title,
        text: &told,
        language: language.as_deref(),
    };
    let features = features::of(&document, embeddings);
    AnalysedPage {
        canonical_url: String::new(),
        read_from: None,
        points: points(&read.head.title, &text, language.as_deref()),
        quotes: quotes(&text, language.as_deref()),
        names: names(&text, language.as_deref()),
        features: features.pack(),
        text_hash: sha256_hex(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
        excerpt: excerpt(&text),
        words: i64::try_from(text.split_whitespace().count()).unwrap_or(i64::MAX),
        html: html.to_stored(),
        text_source: read.source,
        page_problem: read.problem,
        figures: Vec::new(),
        head: read.head,
    }
}

/// What an article says, its standfirst included: the kept text leaves that out, and two reports often share just its words.
fn with_standfirst<'a>(standfirst: Option<&str>, text: &'a str) -> Cow<'a, str> {
    match standfirst {
        Some(standfirst) if !text.contains(standfirst) => Cow::Owned(format!("{standfirst}\n{text}")),
        _ => Cow::Borrowed(text),
    }
}

fn head_of_page(known: &Known, extracted: &Extracted, now: Timestamp) -> ArticleHead {
    let Known { head: known, entry } = known;
    let published = extracted.published.as_ref().and_then(instant);
    let modified = extracted.modified.as_ref().and_then(instant);
    let label = extracted.section.clone().or_else(|| entry.labels.first().cloned());
    let (title, title_made) = title(known, extracted);
    ArticleHead {
        title,
        title_made,
        standfirst: extracted.standfirst.clone().or_else(|| known.standfirst.clone()),
        authors: if extracted.authors.is_empty() { entry.authors.clone() } else { extracted.authors.clone() },
        section: section(label.as_deref(), entry),
        section_label: label,
        language: extracted.language.clone().or_else(|| known.language.clone()),
        published_at: better(published, known.published_at, now),
        published_offset: published.and_then(|date| date.offset).or(known.published_offset),
        modified_at: better(modified, known.modified_at, now),
        paywalled: extracted.paywalled,
        live: extracted.live,
    }
    .bounded()
}

/// The page's headline, or what its publisher's feed gave, or one made from the text.
fn title(known: &ArticleHead, extracted: &Extracted) -> (String, bool) {
    if let Some(title) = extracted.title.clone().filter(|title| !title.trim().is_empty()) {
        return (title, false);
    }
    if !known.title.is_empty() {
        return (known.title.clone(), known.title_made);
    }
    let made = headline::of_text(&extracted.text, extracted.language.as_deref());
    (made.unwrap_or_else(|| headline::of_nothing(!extracted.images.is_empty(), None)), true)
}

/// A page's date as a point in time.
fn instant(date: &PageDate) -> Option<ParsedDate> {
    let parsed = date::parse(&date.to_rfc3339())?;
    Some(ParsedDate { offset: parsed.offset.filter(|_| date.has_zone()), ..parsed })
}

/// The page's date, held at `now`; the feed's when the page's has no zone and so is only nearly known.
fn better(page: Option<ParsedDate>, feed: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let exact = page.filter(|date| date.offset.is_some()).map(|date| date.timestamp);
    exact.or(feed).or(page.map(|date| date.timestamp)).map(|time| time.min(now))
}

fn section(label: Option<&str>, entry: &EntryText) -> Section {
    Section::from_labels(label.into_iter().chain(entry.labels.iter().map(String::as_str)))
}

fn figure(image: &ArticleImage, lead: Option<&str>) -> NewFigure {
    NewFigure {
        url: image.url.clone(),
        alt: image.alt.clone(),
        caption: image.caption.clone(),
        credit: image.credit.clone(),
        width: image.width.map(i64::from),
        height: image.height.map(i64::from),
        lead: lead == Some(image.url.as_str()),
    }
}

fn points(title: &str, text: &str, language: Option<&str>) -> Vec<NewPoint> {
    let points = brief::points(title, text, language).into_iter();
    points
        .map(|point| NewPoint { text: point.text, spans: point.spans.into_iter().map(span).collect() })
        .collect()
}

fn quotes(text: &str, language: Option<&str>) -> Vec<NewQuote> {
    // What is told in the publisher's words and on nobody's word is the publisher's own report.
    let found = quote::find(text, language).into_iter();
    let attributed = found.filter(|quote| quote.kind == Kind::Direct || quote.speaker.is_some());
    attributed
        .map(|quote| NewQuote {
            text: quote.text,
            span: span(quote.span),
            direct: quote.kind == Kind::Direct,
            speaker: quote.speaker,
            sourcing: sourcing(quote.sourcing),
        })
        .collect()
}

fn names(text: &str, language: Option<&str>) -> Vec<NewName> {
    let found = name::find(text, language).into_iter();
    found
        .map(|name| NewName {
            text: name.text,
            kind: name.is_person.then_some(NameKind::Person),
            span: span(name.span),
            mentions: i64::try_from(name.mentions).unwrap_or(i64::MAX),
        })
        .collect()
}

fn span(span: Span) -> TextSpan {
    TextSpan { start: span.start, end: span.end }
}

fn sourcing(sourcing: quote::Sourcing) -> Sourcing {
    match sourcing {
        quote::Sourcing::Named => Sourcing::Named,
        quote::Sourcing::Unnamed => Sourcing::Unnamed,
        quote::Sourcing::Document => Sourcing::Document,
        quote::Sourcing::Publisher => Sourcing::Publisher,
    }
}

/// The first sentences, cut at a word. Lines that are no sentences, such as subheadings, would run into the next one.
fn excerpt(text: &str) -> String {
    let is_sentence =
        |line: &&str| line.trim_end().ends_with(SENTENCE_ENDS) && line.split_whitespace().count() > 6;
    let mut lines: Vec<&str> = text.lines().filter(is_sentence).collect();
    if lines.is_empty() {
        lines = text.lines().collect();
    }
    let line = lines.join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let mut excerpt = String::new();
    for word in line.split_whitespace() {
        if excerpt.chars().count() + word.chars().count() + 1 > EXCERPT {
            break;
        }
        if !excerpt.is_empty() {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
    }
    excerpt.push('…');
    excerpt
}
