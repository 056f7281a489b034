//! Walks through a feed as XML and gives its entries one at a time, so that a huge feed never stands in memory whole.

use std::sync::Arc;

use super::construct::Reading;
use super::fill::{Fill, Whose};
use super::record::Record;
use super::version::{self, Version};
use super::{Context, Limits};
use crate::url;
use crate::warning::Warning;
use crate::xml::element::{Element, Inside, Names, Scope, inside, language};
use crate::xml::space::Space;
use crate::xml::token::{Tag, Token, Tokens};

/// How much is read again where elements have no end tag: so many bytes, and so many times the whole feed.
const READ_AGAIN_BYTES: usize = 64 * 1024;
const READ_AGAIN_TIMES: usize = 8;

/// What an element around others is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The document, the channel, or an element that only holds others.
    Container,
    /// An entry.
    Entry,
}

#[derive(Debug)]
struct Frame<'a> {
    name: &'a str,
    role: Role,
    scope: Scope,
}

/// Reads entries from XML. What the feed says of itself is complete when there are no more entries.
#[derive(Debug)]
pub(super) struct XmlReader<'a> {
    tokens: Tokens<'a>,
    frames: Vec<Frame<'a>>,
    root: Scope,
    limits: Limits,
    pub(super) reading: Reading,
    pub(super) feed: Record,
    pub(super) version: Option<Version>,
    entry: Option<Record>,
    count: usize,
    /// Bytes that were read again, and how many may be.
    read_again: usize,
    most_read_again: usize,
    /// Tags below the depth that is followed.
    too_deep: usize,
    cut_short: bool,
}

impl<'a> XmlReader<'a> {
    pub(super) fn new(text: &'a str, context: &Context) -> Self {
        let mut feed = Record::default();
        let header = context.headers.get("content-language").and_then(|value| language(value));
        feed.language = header.as_deref().map(str::to_owned);
        let names = Names::bounded(context.limits.attributes);
        let root = Scope { base: context.base(), language: header, names: Arc::new(names) };
        let text_bytes = context.limits.text_bytes;
        Self {
            tokens: Tokens::new(text),
            frames: Vec::new(),
            root,
            limits: context.limits,
            reading: Reading { guess: true, raw: context.raw_markup, text_bytes, ..Reading::default() },
            feed,
            version: None,
            entry: None,
            count: 0,
            read_again: 0,
            most_read_again: text.len().saturating_mul(READ_AGAIN_TIMES).saturating_add(READ_AGAIN_BYTES),
            too_deep: 0,
            cut_short: false,
        }
    }

    /// The next entry.
    pub(super) fn next_entry(&mut self) -> Option<Record> {
        while let Some(token) = self.tokens.next() {
            let done = match token {
                Token::Start(tag) => self.start(&tag),
                Token::End(name) => self.end(name),
                Token::Doctype(doctype) => {
                    self.doctype(doctype);
                    None
                }
                Token::Text(_) | Token::Cdata(_) => None,
            };
            if done.is_some() {
                return self.counted(done);
            }
        }
        self.cut_short |= !self.frames.is_empty();
        let last = self.finish_entry();
        self.counted(last)
    }

    fn counted(&mut self, entry: Option<Record>) -> Option<Record> {
        self.count += usize::from(entry.is_some());
        if self.count > self.limits.items {
            self.tokens.seek(usize::MAX);
            self.frames.clear();
            return None;
        }
        entry
    }

    fn doctype(&mut self, doctype: &str) {
        let names = Arc::make_mut(&mut self.root.names);
        names.entities.declare(doctype);
        if let Some(version) = version::of_doctype(doctype) {
            self.version = Some(version);
        }
    }

    fn scope(&self) -> &Scope {
        self.frames.last().map_or(&self.root, |frame| &frame.scope)
    }

    fn in_entry(&self) -> bool {
        self.entry.is_some()
    }

    fn start(&mut self, tag: &Tag<'a>) -> Option<Record> {
        let element = Element::open(tag, self.scope());
        if let Some(role) = self.role(&element) {
            let done = if role == Role::Entry { self.begin_entry() } else { None };
            self.enter(tag, role, &element);
            return done;
        }
        self.field(tag, element);
        None
    }

    fn role(&self, element: &Element<'_>) -> Option<Role> {
        let name = element.name.as_ref();
        match (element.space, name) {
            (Space::Core, "item" | "entry") => Some(Role::Entry),
            (Space::Core, "url") if self.frames.iter().any(|frame| frame.name.ends_with("urlset")) => {
                Some(Role::Entry)
            }
            (Space::Core, "rss" | "channel" | "feed" | "urlset") | (Space::Rdf, "rdf") => {
                Some(Role::Container)
            }
            // Above any known element, elements are looked through.
            _ if self.version.is_none() && !self.in_entry() && !is_field(element) => Some(Role::Container),
            _ => None,
        }
    }

    fn enter(&mut self, tag: &Tag<'a>, role: Role, element: &Element<'a>) {
        if let Some(version) = version::of_element(element, tag) {
            if self.version.is_none_or(|known| known == Version::Cdf) {
                self.version = Some(version);
            }
            self.reading.guess = !self.version.is_some_and(Version::is_atom);
            self.reading.atom = self.version == Some(Version::Atom10);
        }
        self.about(role, element);
        if tag.empty {
            return;
        }
        if self.frames.len() >= self.limits.depth {
            self.too_deep += 1;
            return;
        }
        self.frames.push(Frame { name: tag.name, role, scope: element.scope.clone() });
    }

    /// What the tag of a feed or entry says by attributes: language, and in RDF and CDF address and time.
    fn about(&mut self, role: Role, element: &Element<'_>) {
        let (record, whose) = match self.entry.as_mut() {
            Some(entry) if role == Role::Entry => (entry, Whose::Entry),
            _ => (&mut self.feed, Whose::Feed),
        };
        let attributes = &element.attributes;
        let stated = attributes.get("xml:lang").and_then(language);
        if let Some(language) = stated.filter(|_| whose == Whose::Feed) {
            record.language = Some(language.to_string());
        }
        let mut fill = Fill { record, reading: &mut self.reading, whose };
        if let Some(address) = attributes.get("rdf:about").filter(|_| whose == Whose::Entry) {
            fill.record.id = Some(element.scope.resolve(address));
        }
        if let Some(address) = attributes.get("href") {
            fill.page(&element.scope.resolve(address));
        }
        if let Some(date) = attributes.get("lastmod") {
            fill.record.updated = Some(super::fill::written_date(date));
        }
    }

    fn begin_entry(&mut self) -> Option<Record> {
        let open = self.finish_entry();
        while self.frames.iter().any(|frame| frame.role == Role::Entry) {
            self.frames.pop();
        }
        self.entry = Some(Record::default());
        open
    }

    fn finish_entry(&mut self) -> Option<Record> {
        let mut entry = self.entry.take()?;
        Fill { record: &mut entry, reading: &mut self.reading, whose: Whose::Entry }.settle();
        if entry.link.is_none() && entry.id_is_link.is_none() && self.version == Some(Version::Rss10) {
            entry.link = entry.id.as_deref().and_then(url::followable);
        }
        Some(entry)
    }

    fn end(&mut self, name: &str) -> Option<Record> {
        if self.too_deep > 0 && self.frames.last().is_some_and(|frame| frame.name != name) {
            self.too_deep -= 1;
            return None;
        }
        let at = self.frames.iter().rposition(|frame| frame.name == name)?;
        let closed_entry = self.frames.iter().skip(at).any(|frame| frame.role == Role::Entry);
        self.frames.truncate(at);
        if closed_entry { self.finish_entry() } else { None }
    }

    fn field(&mut self, tag: &Tag<'a>, mut element: Element<'a>) {
        let frames = &self.frames;
        let entry_name = frames.iter().rfind(|frame| frame.role == Role::Entry).map(|frame| frame.name);
        let stop = |token: &Token<'a>| match token {
            Token::End(name) => *name != tag.name && frames.iter().any(|frame| frame.name == *name),
            Token::Start(inner) => entry_name == Some(inner.name),
            _ => false,
        };
        // A link of Atom that was left open, as in HTML, holds nothing.
        let is_link = element.name == "link" && element.attributes.get("href").is_some();
        if !is_link || tag.empty || self.closes_next(tag) {
            let mut found = inside(&mut self.tokens, tag, stop);
            if !found.closed {
                self.go_back(&mut found);
            }
            element.inner = found.inner;
        }
        let (record, whose) = match self.entry.as_mut() {
            Some(entry) => (entry, Whose::Entry),
            None => (&mut self.feed, Whose::Feed),
        };
        Fill { record, reading: &mut self.reading, whose }.take(&element, 1);
    }

    /// Whether nothing but text stands before an element's end tag.
    fn closes_next(&self, tag: &Tag<'a>) -> bool {
        let next = self.tokens.clone().find(|token| !matches!(token, Token::Text(_) | Token::Cdata(_)));
        matches!(next, Some(Token::End(name)) if name == tag.name)
    }

    /// An element without an end tag ends where the next one begins.
    fn go_back(&mut self, found: &mut Inside<'a>) {
        self.tokens.flaws += 1;
        let Some(first) = found.first_tag else { return };
        let again = self.tokens.offset().saturating_sub(first);
        if self.read_again.saturating_add(again) <= self.most_read_again {
            self.read_again += again.max(1);
            found.inner.raw = self.tokens.between(found.start, first);
            found.inner.elements = false;
            self.tokens.seek(first);
        }
    }

    /// What was mended.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let said = [
            (self.tokens.flaws > 0, "the XML is not well formed and was mended"),
            (self.cut_short, "the feed ends before its last element is closed"),
            (self.read_again > 0, "elements without an end tag were closed"),
            (self.too_deep > 0, "elements nested too deeply were passed over"),
            (self.count > self.limits.items, "the feed has more entries than are read"),
            (self.reading.escaped_twice, "markup that was escaped twice was unescaped"),
            (self.reading.cut, "a text that is too long was cut"),
        ];
        said.into_iter().filter(|(holds, _)| *holds).map(|(_, sentence)| Warning::new(sentence)).collect()
    }
}

/// Whether an element belongs to a feed or entry although no feed has begun.
fn is_field(element: &Element<'_>) -> bool {
    let known = ["title", "link", "description", "author", "image", "guid", "pubdate", "id", "updated"];
    element.space != Space::Foreign && known.contains(&element.name.as_ref())
}
