//! Reads OPML of any version, well formed or not.

use quick_xml::events::attributes::Attributes;

use super::{Opml, Outline};
use crate::encoding;
use crate::warning::Warning;
use crate::xml::attribute;
use crate::xml::element::{Element, Scope, inside};
use crate::xml::entity::{self, Entities};
use crate::xml::token::{Tag, Token, Tokens};

/// Folders inside each other; deeper ones are laid into the deepest.
const DEEPEST: usize = 64;
/// Outlines in a list; further ones are left.
const MOST: usize = 200_000;

/// Reads a list of feeds. What is no OPML gives an empty list and a warning.
#[must_use]
pub fn parse(bytes: &[u8]) -> (Opml, Vec<Warning>) {
    let decoded = encoding::decode(bytes, None);
    let mut warnings = decoded.warnings;
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(&decoded.text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Start(tag) => reader.start(&tag, &mut tokens),
            Token::End(name) if is_outline(name) => reader.end().unwrap_or_default(),
            Token::Doctype(doctype) => reader.entities.declare(doctype),
            _ => {}
        }
    }
    while reader.end().is_some() {}
    let flaws = [
        (tokens.flaws > 0, "the XML is not well formed and was mended"),
        (reader.count > MOST, "the list is longer than is read"),
        (reader.count == 0, "no outlines were found"),
    ];
    warnings
        .extend(flaws.into_iter().filter(|(holds, _)| *holds).map(|(_, sentence)| Warning::new(sentence)));
    (reader.list, warnings)
}

/// What a file that was named as a list of feeds is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A list, perhaps an empty one.
    List,
    /// One feed, which is added by its address.
    Feed,
    /// Something else.
    Other,
}

/// Tells a list from what is none: by its first element that a list or a feed has.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    let decoded = encoding::decode(bytes, None);
    for token in Tokens::new(&decoded.text) {
        let Token::Start(tag) = token else { continue };
        let local = tag.name.rsplit(':').next().unwrap_or(tag.name).to_ascii_lowercase();
        match local.as_str() {
            "opml" | "outline" => return Kind::List,
            "rss" | "rdf" | "feed" | "channel" => return Kind::Feed,
            _ => {}
        }
    }
    Kind::Other
}

fn is_outline(name: &str) -> bool {
    name.rsplit(':').next().unwrap_or(name).eq_ignore_ascii_case("outline")
}

#[derive(Debug, Default)]
struct Reader {
    list: Opml,
    /// Outlines that are open, and for how many tags each stands.
    open: Vec<(Outline, usize)>,
    entities: Entities,
    count: usize,
}

impl Reader {
    fn start<'a>(&mut self, tag: &Tag<'a>, tokens: &mut Tokens<'a>) {
        if is_outline(tag.name) {
            self.outline(tag);
        } else if tag.name.eq_ignore_ascii_case("title") && self.list.title.is_none() {
            let mut element = Element::open(tag, &Scope::default());
            element.inner = inside(tokens, tag, |token| matches!(token, Token::End("head" | "opml"))).inner;
            self.list.title = Some(element.text().into_owned()).filter(|title| !title.is_empty());
        } else {
            // Namespaces are declared at the root; the other attributes there say nothing of feeds.
            let _: Outline = self.attributes(tag.attributes);
        }
    }

    fn outline(&mut self, tag: &Tag<'_>) {
        self.count += 1;
        if self.count > MOST {
            return;
        }
        let outline = self.attributes(tag.attributes);
        if self.open.len() >= DEEPEST {
            if let Some((deepest, tags)) = self.open.last_mut() {
                deepest.outlines.push(outline);
                *tags += usize::from(!tag.empty);
            }
            return;
        }
        self.open.push((outline, 0));
        if tag.empty {
            self.end().unwrap_or_default();
        }
    }

    /// Closes the outline that was opened last; `None` when none is open.
    fn end(&mut self) -> Option<()> {
        if let Some((_, tags @ 1..)) = self.open.last_mut() {
            *tags -= 1;
            return Some(());
        }
        let (outline, _) = self.open.pop()?;
        let siblings =
            self.open.last_mut().map_or(&mut self.list.outlines, |(folder, _)| &mut folder.outlines);
        siblings.push(outline);
        Some(())
    }

    fn attributes(&mut self, raw: &str) -> Outline {
        let mut outline = Outline::default();
        let (mut text, mut url) = (String::new(), None);
        let mut attributes = Attributes::html(raw, 0);
        for pair in attributes.with_checks(false).take(attribute::MOST).flatten() {
            let name = pair.key.into_inner();
            let value = entity::decode(&pair.value, &self.entities).trim().to_owned();
            match name.to_ascii_lowercase().as_str() {
                "text" => text = value,
                "title" => outline.title = value,
                "xmlurl" | "feedurl" | "rssurl" => outline.feed = feed_address(&value),
                "htmlurl" => outline.page = Some(value).filter(|value| !value.is_empty()),
                "url" => url = Some(value),
                lower => match lower.strip_prefix("xmlns:") {
                    Some(prefix) => drop(self.list.namespaces.insert(prefix.to_owned(), value)),
                    None => drop(outline.attributes.insert(name.to_owned(), value)),
                },
            }
        }
        if outline.title.is_empty() {
            outline.title = text;
        }
        outline.take_url(url);
        outline
    }
}

/// An address as lists write it: some with the scheme `feed:`, some with none.
fn feed_address(written: &str) -> Option<String> {
    let bare = written.strip_prefix("feed:").unwrap_or(written);
    let address = bare.strip_prefix("//").map_or_else(|| bare.to_owned(), |rest| format!("http://{rest}"));
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let has_no_scheme = !address.contains("://") && host.contains('.') && !host.contains(':');
    let address = if has_no_scheme { format!("http://{address}") } else { address };
    Some(address).filter(|address| !address.is_empty())
}

impl Outline {
    /// An address without a name of its own is the feed's where the type says so.
    fn take_url(&mut self, url: Option<String>) {
        let Some(url) = url.filter(|url| !url.is_empty()) else { return };
        let kind = self.attributes.get("type").map_or("", String::as_str).to_ascii_lowercase();
        if self.feed.is_none() && matches!(kind.as_str(), "rss" | "atom" | "feed" | "json" | "rdf") {
            self.feed = feed_address(&url);
        } else {
            self.attributes.insert("url".to_owned(), url);
        }
    }
}
