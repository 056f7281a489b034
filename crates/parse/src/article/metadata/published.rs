//! When the article was published and last changed.

use jiff::SignedDuration;
use jiff::tz::Offset;

use super::date::PageDate;
use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use crate::article::block::Block;
use crate::article::hints::Hints;
use crate::markup::{NodeId, Tree};

const PUBLISHED: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "publisheddate",
    "published",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "og:pubdate",
    "datecreated",
];
const MODIFIED: [&str; 7] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dateupdated",
    "last-modified",
    "dcterms.modified",
    "lastmod",
];

/// When the article was published: JSON-LD, meta tags, marked elements, the line by the headline, the address.
pub(crate) fn published(
    tree: &Tree,
    json_ld: &JsonLd,
    meta: &Meta,
    blocks: &[Block],
    first_text: usize,
) -> Option<PageDate> {
    let described = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|name| json_ld.text(name));
    let described =
        described.or_else(|| json_ld.of_type("WebPage").find_map(|page| text_in(page, "datePublished")));
    described
        .and_then(|text| PageDate::read(&text))
        .or_else(|| tagged(meta, &PUBLISHED))
        .or_else(|| marked(tree, "datePublished"))
        .or_else(|| timed(tree, blocks, first_text))
        .or_else(|| beside_headline(blocks, first_text))
}

/// A time in UTC put into the page's own zone, where the lines by the headline show the day before or after: the zone
/// of the page's other time if that gives the day shown, else the smallest shift that does. The moment stays the same.
pub(crate) fn in_own_zone(
    date: PageDate,
    other: Option<PageDate>,
    blocks: &[Block],
    first_text: usize,
) -> PageDate {
    if date.offset != Some(Offset::UTC) {
        return date;
    }
    let shown: Vec<PageDate> =
        around(blocks, first_text).filter_map(|block| PageDate::read(&block.text)).collect();
    let is_shown = |date: &PageDate| shown.iter().any(|shown| shown.local.date() == date.local.date());
    if shown.is_empty() || is_shown(&date) {
        return date;
    }
    let others = other.and_then(|other| other.offset).map(Offset::seconds);
    let shifts = (1..=14).flat_map(|hours| [-hours * 3_600, hours * 3_600]);
    let moved = |seconds: i32| {
        let offset = Offset::from_seconds(seconds).ok()?;
        let local = date.local.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok()?;
        Some(PageDate { local, offset: Some(offset) }).filter(is_shown)
    };
    others.into_iter().chain(shifts).find_map(moved).unwrap_or(date)
}

/// When the article was last changed, where the page says so.
pub(crate) fn modified(tree: &Tree, json_ld: &JsonLd, meta: &Meta) -> Option<PageDate> {
    let described = json_ld.text("dateModified").and_then(|text| PageDate::read(&text));
    described.or_else(|| tagged(meta, &MODIFIED)).or_else(|| marked(tree, "dateModified"))
}

/// The day in an address such as `/2024/05/03/`.
pub(crate) fn in_address(url: &url::Url) -> Option<PageDate> {
    let parts: Vec<&str> = url.path().split(['/', '-']).collect();
    parts.windows(3).find_map(|window| match window {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            PageDate::read(&format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    })
}

fn tagged(meta: &Meta, names: &[&str]) -> Option<PageDate> {
    names.iter().flat_map(|name| meta.all(name)).find_map(|value| PageDate::read(value))
}

/// Elements with microdata.
fn marked(tree: &Tree, property: &str) -> Option<PageDate> {
    let is_marked = |id: &NodeId| {
        tree.attribute(*id, "itemprop")
            .is_some_and(|found| found.split_whitespace().any(|word| word == property))
    };
    tree.descendants(NodeId::ROOT).filter(is_marked).find_map(|id| read_element(tree, id))
}

fn read_element(tree: &Tree, id: NodeId) -> Option<PageDate> {
    let attribute =
        ["datetime", "content", "data-datetime", "title"].iter().find_map(|name| tree.attribute(id, name));
    attribute.and_then(PageDate::read).or_else(|| PageDate::read(&tree.characters(id)))
}

/// The first `time` element that is not inside another piece's teaser.
fn timed(tree: &Tree, blocks: &[Block], first_text: usize) -> Option<PageDate> {
    let top = blocks.get(first_text).map(|block| block.node);
    let other = Hints::RELATED
        .with(Hints::COMMENT)
        .with(Hints::SIDEBAR)
        .with(Hints::FOOTER)
        .with(Hints::POPULAR)
        .with(Hints::PROMOTION)
        .with(Hints::CARD);
    let is_other = |id: NodeId| {
        tree.ancestors(id).take(10).any(|up| {
            let name = tree.name(up);
            !matches!(name, "body" | "html")
                && (matches!(name, "aside" | "footer" | "nav" | "li")
                    || tree.element(up).is_some_and(|element| Hints::of(element).has(other)))
        })
    };
    let is_before = |id: &NodeId| top.is_none_or(|top| id.position() <= top.position().saturating_add(400));
    let times = || tree.descendants(NodeId::ROOT).filter(|id| tree.name(*id) == "time").filter(is_before);
    times().filter(|id| !is_other(*id)).find_map(|id| read_element(tree, id))
}

/// A date in the short lines around the headline and the first paragraph, those marked as dates first.
fn beside_headline(blocks: &[Block], first_text: usize) -> Option<PageDate> {
    let around = || around(blocks, first_text);
    let marked =
        around().filter(|block| block.all.has(Hints::DATE)).find_map(|block| PageDate::read(&block.text));
    marked.or_else(|| {
        around().filter(|block| block.count.words <= 14).find_map(|block| PageDate::read(&block.text))
    })
}

/// The short lines around the headline and the first paragraph.
fn around(blocks: &[Block], first_text: usize) -> impl Iterator<Item = &Block> {
    let start = first_text.saturating_sub(12);
    blocks.iter().skip(start).take(first_text - start + 3).filter(|block| block.count.words <= 25)
}
