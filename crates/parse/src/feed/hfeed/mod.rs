//! HTML pages that are feeds themselves: h-feed and h-entry (microformats.org/wiki/h-feed).

mod property;

use std::collections::VecDeque;

use super::Context;
use super::construct::Reading;
use super::fill::written_date;
use super::record::{Image, Link, Media, Person, Record, Tag, Text, TextKind};
use super::version::Version;
use crate::markup::{Bounds, NodeId, Tree, parse_document};
use crate::sanitize;
use crate::url;
use crate::warning::Warning;
use property::{Item, has_class};

const BOUNDS: Bounds = Bounds { bytes: 24 << 20, nodes: 1_000_000, depth: 256 };

/// Values of one property that are kept.
const MOST_VALUES: usize = 64;

/// How much of a page is looked at to see whether it is HTML.
const HEAD: usize = 4096;

/// Reads the entries of a page one at a time.
#[derive(Debug)]
pub(super) struct HFeedReader {
    tree: Tree,
    entries: VecDeque<NodeId>,
    base: String,
    reading: Reading,
    pub(super) feed: Record,
    pub(super) warnings: Vec<Warning>,
}

impl HFeedReader {
    /// Begins to read a page; `None` when it is no HTML or has neither a feed nor entries marked up.
    pub(super) fn new(text: &str, context: &Context) -> Option<Self> {
        if !is_html(text) || !(text.contains("h-entry") || text.contains("h-feed")) {
            return None;
        }
        let (tree, mut warnings) = parse_document(text, BOUNDS);
        let feed = tree.descendants(NodeId::ROOT).find(|id| has_class(&tree, *id, "h-feed"));
        let mut entries = entries_below(&tree, feed.unwrap_or(NodeId::ROOT));
        if feed.is_none() && entries.is_empty() {
            return None;
        }
        if entries.len() > context.limits.items {
            warnings.push(Warning::new("the feed has more entries than are read"));
            entries.truncate(context.limits.items);
        }
        let reading =
            Reading { raw: context.raw_markup, text_bytes: context.limits.text_bytes, ..Reading::default() };
        let base = base_of(&tree, context.base().as_deref().unwrap_or_default());
        let mut reader = Self { tree, entries, base, reading, feed: Record::default(), warnings };
        reader.feed = reader.channel(feed, context.base_url.as_deref());
        Some(reader)
    }

    /// The next entry.
    pub(super) fn next_entry(&mut self) -> Option<Record> {
        let id = self.entries.pop_front()?;
        let item = Item::read(&self.tree, id, &self.base);
        let mut record =
            Record { authors: people(&item), language: language(&self.tree, id), ..Record::default() };
        address(&mut record, item.first("u-url").or_else(|| item.implied_url()));
        record.id = item.first("u-uid").or_else(|| record.link.clone());
        record.published = item.first("dt-published").map(|text| written_date(&text));
        record.updated = item.first("dt-updated").map(|text| written_date(&text));
        record.summary = item.first("p-summary").map(|text| self.reading.plain(&text));
        let content = item.node("e-content");
        record.content.extend(content.map(|content| html(&self.tree, content, &self.base)));
        record.content.extend(item.first("p-content").map(|text| self.reading.plain(&text)));
        let name = item.first("p-name").or_else(|| item.implied_name());
        let title = name.filter(|name| !is_repeated(name, content, &self.tree));
        record.title = title.map(|title| self.reading.plain(&title));
        record.tags = item.all("p-category").into_iter().map(|term| Tag { term, ..Tag::default() }).collect();
        files(&mut record, &item);
        Some(record)
    }

    /// What the page says of itself: by its h-feed, else by its title and address.
    fn channel(&mut self, feed: Option<NodeId>, page: Option<&str>) -> Record {
        let mut record =
            Record { language: language(&self.tree, feed.unwrap_or(NodeId::ROOT)), ..Record::default() };
        let mut title = None;
        if let Some(feed) = feed {
            let item = Item::read(&self.tree, feed, &self.base);
            title = item.first("p-name");
            record.authors = people(&item);
            record.subtitle = item.first("p-summary").map(|text| self.reading.plain(&text));
            address(&mut record, item.first("u-url"));
            files(&mut record, &item);
        }
        let of_page = || self.tree.find(NodeId::ROOT, "title").map(|id| folded(&self.tree.characters(id)));
        record.title = title.or_else(of_page).map(|title| self.reading.plain(&title));
        if record.link.is_none() {
            address(&mut record, page.map(str::to_owned));
        }
        for id in self.tree.descendants(NodeId::ROOT).filter(|id| self.tree.name(*id) == "link") {
            record.links.extend(hub_or_self(&self.tree, id, &self.base));
        }
        record.links.truncate(MOST_VALUES);
        record
    }

    /// The dialect.
    pub(super) const VERSION: Version = Version::HFeed;
}

/// Whether a text begins like a page: with its document type or its root.
fn is_html(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default().to_ascii_lowercase();
    let mut rest = head.trim_start();
    loop {
        let end = if rest.starts_with("<!--") { "-->" } else { "?>" };
        let passed = rest.starts_with("<!--") || rest.starts_with("<?");
        let Some((_, after)) = rest.split_once(end).filter(|_| passed) else { break };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| rest.starts_with(start))
}

/// Entries below a node that are not inside another one.
fn entries_below(tree: &Tree, top: NodeId) -> VecDeque<NodeId> {
    let mut entries = VecDeque::new();
    let mut next = tree.first_child(top);
    while let Some(id) = next {
        let is_entry = has_class(tree, id, "h-entry");
        if is_entry {
            entries.push_back(id);
        }
        let child = if is_entry { None } else { tree.first_child(id) };
        next = child.or_else(|| tree.after(id, top));
    }
    entries
}

fn base_of(tree: &Tree, page: &str) -> String {
    let stated = tree.find(NodeId::ROOT, "base").and_then(|id| tree.attribute(id, "href"));
    stated.and_then(|stated| url::resolve(page, stated)).unwrap_or_else(|| page.to_owned())
}

/// The language of the nearest element that says one.
fn language(tree: &Tree, id: NodeId) -> Option<String> {
    let around = std::iter::once(id).chain(tree.ancestors(id));
    let stated = around.into_iter().find_map(|id| tree.attribute(id, "lang"));
    let stated = stated.or_else(|| tree.attribute(tree.find(NodeId::ROOT, "html")?, "lang"));
    stated.and_then(crate::xml::element::language).map(|language| language.to_string())
}

fn html(tree: &Tree, id: NodeId, base: &str) -> Text {
    let base = ::url::Url::parse(base).ok();
    let value = sanitize::clean_tree(tree, id, base.as_ref()).into_string();
    Text { kind: TextKind::Html, base: base.map(|base| base.as_str().into()), ..Text::plain(value) }
}

/// Notes have no title: their name is the beginning of their content.
fn is_repeated(name: &str, content: Option<NodeId>, tree: &Tree) -> bool {
    let start = name.trim_end_matches(['…', '.']).trim_end();
    content.is_some_and(|content| folded(&tree.characters(content)).starts_with(start))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn address(record: &mut Record, address: Option<String>) {
    if let Some(address) = address.and_then(|address| url::followable(&address)) {
        record.links.push(link("alternate", address.clone()));
        record.link = Some(address);
    }
}

fn link(relation: &str, address: String) -> Link {
    Link::from([("rel".to_owned(), relation.to_owned()), ("href".to_owned(), address)])
}

/// The hub of WebSub and the page's own address, which the head of a page may name.
fn hub_or_self(tree: &Tree, id: NodeId, base: &str) -> Option<Link> {
    let relation = tree.attribute(id, "rel")?;
    let known = ["hub", "self"].into_iter().find(|known| relation.eq_ignore_ascii_case(known))?;
    Some(link(known, url::followable(&url::resolve(base, tree.attribute(id, "href")?)?)?))
}

fn people(item: &Item<'_>) -> Vec<Person> {
    let cards = item.cards("p-author").into_iter();
    let people = cards.map(|card| match card {
        Ok(card) => Person {
            name: card.first("p-name").or_else(|| card.implied_name()),
            email: card.first("u-email").map(|mail| mail.trim_start_matches("mailto:").to_owned()),
            href: card.first("u-url").or_else(|| card.implied_url()).and_then(|page| url::followable(&page)),
        },
        Err(line) => Person::read(&line),
    });
    people.filter(|person| !person.is_empty()).take(MOST_VALUES).collect()
}

/// Pictures, sounds and films.
fn files(record: &mut Record, item: &Item<'_>) {
    let all = |name| item.all(name).into_iter().filter_map(|address| url::loadable(&address));
    let pictures = || ["u-featured", "u-photo"].into_iter().flat_map(all);
    record.image = pictures().next().map(|href| Image { href: Some(href), ..Image::default() });
    for (name, medium) in [("u-photo", "image"), ("u-audio", "audio"), ("u-video", "video")] {
        for address in all(name) {
            let medium = ("medium".to_owned(), medium.to_owned());
            record.media.push(Media::from([("url".to_owned(), address), medium]));
        }
    }
}

#[cfg(test)]
mod tests;
