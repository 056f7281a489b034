//! When the article was published and last changed.

use jiff::SignedDuration;
use jiff::tz::Offset;

use super::date::PageDate;
use super::date_line;
use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use super::place::Place;
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

/// When the article was published: JSON-LD, meta tags, marked elements, the line by the headline.
pub(crate) fn published(place: &Place<'_>, json_ld: &JsonLd, meta: &Meta) -> Option<PageDate> {
    let described = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|name| json_ld.text(name));
    let described =
        described.or_else(|| json_ld.of_type("WebPage").find_map(|page| text_in(page, "datePublished")));
    described
        .and_then(|text| PageDate::read(&text))
        .or_else(|| tagged(meta, &PUBLISHED))
        .or_else(|| meta.named(says_published).find_map(PageDate::read))
        .or_else(|| marked(place.tree, "datePublished"))
        .or_else(|| timed(place))
        .or_else(|| announced(place))
}

/// The day shown behind the headline where it is earlier than the time that the head of the page claims and that is
/// not shown: pages that moved to another system claim the day of their move.
pub(crate) fn as_shown(date: PageDate, place: &Place<'_>) -> PageDate {
    let claimed = date.local.date();
    let is_claimed = |shown: &PageDate| shown.local.date() == claimed;
    if lines(place).filter_map(|block| PageDate::read(&block.text)).any(|shown| is_claimed(&shown)) {
        return date;
    }
    let day_before = claimed.yesterday().unwrap_or(claimed);
    let shown = place.behind_headline().filter(|block| block.count.words <= 6);
    shown
        .filter_map(|block| PageDate::read(&block.text))
        .find(|shown| shown.local.date() < day_before)
        .unwrap_or(date)
}

/// First words of a line that says when the piece was published, in lower case.
#[rustfmt::skip]
const ANNOUNCED: &[&str] = &[
    "published", "posted", "first published", "veröffentlicht", "erschienen", "publié", "publicado", "publicada",
    "pubblicato", "gepubliceerd", "geplaatst", "publicerad", "publisert", "udgivet", "julkaistu", "opublikowano",
    "yayınlanma", "yayın tarihi", "опубликовано", "опубліковано", "发布", "發布", "公開", "게시", "입력", "نشر", "प्रकाशित",
    "diterbitkan", "đăng", "δημοσιεύτηκε", "publicat",
];

/// A date behind a word such as "Published", wherever on the page that line stands, other pieces' teasers left out.
fn announced(place: &Place<'_>) -> Option<PageDate> {
    let other =
        Hints::RELATED.with(Hints::COMMENT).with(Hints::POPULAR).with(Hints::CARD).with(Hints::PROMOTION);
    let short = place.blocks.iter().filter(|block| block.count.words <= 12 && !block.all.has(other));
    let mut said = short.filter(|block| {
        let lower = block.text.to_lowercase();
        ANNOUNCED.iter().any(|word| lower.starts_with(word))
    });
    said.find_map(|block| PageDate::read(&block.text))
}

/// Whether a tag's name speaks of the date of publication: `w-published-date`, `date-pub`.
fn says_published(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphabetic()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    has(&["date", "time"]) && has(&["pub", "publish", "published", "publication", "issued"])
}

/// A time in UTC put into the page's own zone, where the lines by the headline show the day before or after: the zone
/// of the page's other time if that gives the day shown, else the smallest shift that does. The moment stays the same.
pub(crate) fn in_own_zone(date: PageDate, other: Option<PageDate>, place: &Place<'_>) -> PageDate {
    if date.offset != Some(Offset::UTC) {
        return date;
    }
    let shown: Vec<PageDate> = lines(place).filter_map(|block| PageDate::read(&block.text)).collect();
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
pub(crate) fn modified(place: &Place<'_>, json_ld: &JsonLd, meta: &Meta) -> Option<PageDate> {
    let described = json_ld.text("dateModified").and_then(|text| PageDate::read(&text));
    let said = || lines(place).find_map(|block| date_line::read(&block.text).changed);
    described.or_else(|| tagged(meta, &MODIFIED)).or_else(|| marked(place.tree, "dateModified")).or_else(said)
}

/// A date without a zone put into the zone of the page's other time: both are the same clock's.
pub(crate) fn in_zone_of(date: PageDate, other: Option<PageDate>) -> PageDate {
    let has_time = date.local.time() != jiff::civil::Time::midnight();
    let offset = other.and_then(|other| other.offset).filter(|offset| *offset != Offset::UTC && has_time);
    PageDate { offset: date.offset.or(offset), ..date }
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

/// The first `time` element of the article's head, or else the first that is not inside another piece's teaser.
fn timed(place: &Place<'_>) -> Option<PageDate> {
    let tree = place.tree;
    let at = |number: usize| place.blocks.get(number).map(|block| block.node.position());
    let top = at(place.first_text);
    let is_before = |id: &NodeId| top.is_none_or(|top| id.position() <= top.saturating_add(400));
    let times: Vec<NodeId> =
        tree.descendants(NodeId::ROOT).filter(|id| tree.name(*id) == "time").filter(is_before).collect();
    let headline = place.headline.and_then(at);
    let is_in_head = |id: &NodeId| {
        headline.is_some_and(|start| id.position() > start) && top.is_some_and(|top| id.position() < top)
    };
    let first =
        |id: &NodeId| if is_change(tree, *id) { spoken_first(tree, *id) } else { read_element(tree, *id) };
    let in_head = || times.iter().filter(|id| is_in_head(id));
    let own = || times.iter().filter(|id| !is_other(place, **id));
    in_head()
        .find_map(first)
        .or_else(|| own().find_map(first))
        .or_else(|| beside_headline(place))
        .or_else(|| in_head().chain(own()).find_map(|id| read_element(tree, *id)))
}

/// Whether an element says that its time is that of a change: by its mark, or by the words before it.
fn is_change(tree: &Tree, id: NodeId) -> bool {
    let mark = |node: NodeId, name: &str| tree.attribute(node, name).unwrap_or_default().to_lowercase();
    let says = |text: &str| text.contains("modif") || text.contains("updat") && !text.contains("published");
    let is_marked = |node: NodeId| says(&mark(node, "itemprop")) || says(&mark(node, "class"));
    let parent = tree
        .parent(id)
        .filter(|parent| tree.children(*parent).filter(|child| tree.name(*child) == "time").count() == 1);
    if is_marked(id) || parent.is_some_and(is_marked) {
        return true;
    }
    let own = tree.characters(id).to_lowercase();
    let start = own.find(|c: char| c.is_ascii_digit()).and_then(|at| own.get(..at)).unwrap_or_default();
    date_line::says_changed(start) || date_line::says_changed(&before(tree, id))
}

/// The words right before an element in its parent, in lower case, from the last `time` on.
fn before(tree: &Tree, id: NodeId) -> String {
    let mut words = String::new();
    let siblings = tree.parent(id).into_iter().flat_map(|parent| tree.children(parent)).take(60);
    for child in siblings.take_while(|child| *child != id) {
        if tree.name(child) == "time" {
            words.clear();
        } else if words.len() < 400 {
            words.push_str(&tree.characters(child).to_lowercase());
            words.push(' ');
        }
    }
    words
}

/// The first date that an element's text gives beside that of the change.
fn spoken_first(tree: &Tree, id: NodeId) -> Option<PageDate> {
    let text = tree.characters(id);
    let dates = date_line::read(text.get(..text.floor_char_boundary(200))?);
    dates.changed.and(dates.published)
}

/// Whether an element belongs to another piece's teaser.
fn is_other(place: &Place<'_>, id: NodeId) -> bool {
    let other = Hints::RELATED
        .with(Hints::COMMENT)
        .with(Hints::SIDEBAR)
        .with(Hints::FOOTER)
        .with(Hints::POPULAR)
        .with(Hints::PROMOTION)
        .with(Hints::CARD);
    place.tree.ancestors(id).take(10).any(|up| {
        let name = place.tree.name(up);
        !matches!(name, "body" | "html")
            && (matches!(name, "aside" | "footer" | "nav" | "li") || place.hints.of(up).has(other))
    })
}

/// A date in the short lines around the headline and the first paragraph, those marked as dates first, and those that
/// are said to be of a change last.
fn beside_headline(place: &Place<'_>) -> Option<PageDate> {
    let marked = || lines(place).filter(|block| block.all.has(Hints::DATE));
    let short = || lines(place).filter(|block| block.count.words <= 14);
    let first = |block: &Block| date_line::read(&block.text).published;
    let any = |block: &Block| PageDate::read(&block.text);
    marked()
        .find_map(first)
        .or_else(|| short().find_map(first))
        .or_else(|| marked().find_map(any))
        .or_else(|| short().find_map(any))
}

/// The short lines around the headline and the first paragraph.
fn lines<'a>(place: &Place<'a>) -> impl Iterator<Item = &'a Block> + use<'a> {
    place.around().filter(|block| block.count.words <= 25)
}
