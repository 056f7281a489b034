//! The fast path: reads markup that is made of plain, properly nested, allowed tags without building a tree.
//!
//! It sends the same events as a walk through the parsed tree, and gives up as soon as an HTML parser could see
//! anything else than what stands there: then the slow path does the work from the start.

use std::borrow::Cow;

use url::Url;

use super::attribute;
use super::builder::Events;
use super::reference::{self, Place};
use super::tag::{Kind, Tag};

const DEEPEST: usize = 200;
const LARGEST: usize = 4 << 20;
const MOST_ATTRIBUTES: usize = 32;

/// Sends the events of `html`; `None` when the markup is not plain, and the events sent so far are worth nothing.
pub(super) fn scan(html: &str, base: Option<&Url>, events: &mut impl Events) -> Option<()> {
    let is_odd = html.len() > LARGEST || html.starts_with('\u{feff}');
    if is_odd || html.bytes().any(|byte| byte == 0 || byte == b'\r') {
        return None;
    }
    let mut scanner = Scanner { rest: html, base, open: Vec::new(), paragraphs: 0, events };
    while !scanner.rest.is_empty() {
        scanner.text()?;
        scanner.tag()?;
    }
    while scanner.open.pop().is_some() {
        scanner.events.close();
    }
    Some(())
}

/// Names and values of a tag's attributes.
type Attributes<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// An element that is open in the source.
struct Open<'a> {
    name: &'a str,
    kind: Kind,
    is_sent: bool,
}

struct Scanner<'a, 'b, E> {
    rest: &'a str,
    base: Option<&'b Url>,
    open: Vec<Open<'a>>,
    paragraphs: usize,
    events: &'b mut E,
}

impl<'a, E: Events> Scanner<'a, '_, E> {
    /// Takes the text up to the next tag.
    fn text(&mut self) -> Option<()> {
        let mut end = 0;
        loop {
            let behind = self.rest.get(end..)?;
            let Some(at) = behind.find('<') else {
                end = self.rest.len();
                break;
            };
            let next = behind.as_bytes().get(at + 1);
            if next.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')) {
                end += at;
                break;
            }
            end += at + 1;
        }
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        if !text.is_empty() {
            self.events.text(&reference::decode(text, Place::Text)?);
        }
        Some(())
    }

    /// Takes one tag.
    fn tag(&mut self) -> Option<()> {
        let Some(rest) = self.rest.strip_prefix('<') else { return Some(()) };
        if let Some(end) = rest.strip_prefix('/') {
            let (name, rest) = end.split_once('>')?;
            self.rest = rest;
            return self.end_tag(name);
        }
        let length = rest.bytes().position(|byte| !byte.is_ascii_lowercase() && !byte.is_ascii_digit())?;
        let (name, rest) = rest.split_at_checked(length)?;
        let tag = Tag::from_name(name)?;
        self.rest = rest;
        let (attributes, is_closed) = self.attributes()?;
        self.start_tag(name, tag, &attributes, is_closed)
    }

    fn end_tag(&mut self, name: &str) -> Option<()> {
        let open = self.open.pop().filter(|open| open.name == name)?;
        self.left(&open);
        Some(())
    }

    fn left(&mut self, open: &Open<'_>) {
        self.paragraphs -= usize::from(open.name == "p");
        if open.is_sent {
            self.events.close();
        }
    }

    fn start_tag(
        &mut self,
        name: &'a str,
        tag: Tag,
        attributes: &[(&'a str, Cow<'a, str>)],
        is_closed: bool,
    ) -> Option<()> {
        let is_void = matches!(tag.kind, Kind::InlineVoid | Kind::BlockVoid);
        if (is_closed && !is_void) || self.open.len() >= DEEPEST {
            return None;
        }
        self.make_room(name, tag.kind)?;
        let mut written = String::new();
        let is_useful = attribute::write(tag, attributes, self.base, &mut written);
        if is_void {
            if is_useful {
                self.events.void(tag, &written);
            }
            return Some(());
        }
        if is_useful {
            self.events.open(tag, written);
        }
        self.paragraphs += usize::from(name == "p");
        self.open.push(Open { name, kind: tag.kind, is_sent: is_useful });
        Some(())
    }

    /// Ends what a start tag ends by itself where that is the innermost element; gives up where more would happen.
    fn make_room(&mut self, name: &str, kind: Kind) -> Option<()> {
        let last = |scanner: &Self| scanner.open.last().map_or("", |open| open.name);
        if kind == Kind::Item && last(self) == "li" || !kind.is_inline() && last(self) == "p" {
            let open = self.open.pop()?;
            self.left(&open);
        }
        let parent = last(self);
        let is_plain = match kind {
            Kind::Table | Kind::TableCaption | Kind::Rows | Kind::Row | Kind::Cell => false,
            Kind::Item => matches!(parent, "ul" | "ol"),
            Kind::Term | Kind::Definition => parent == "dl",
            Kind::RubyText => parent == "ruby",
            Kind::Preformatted => !self.rest.starts_with('\n'),
            Kind::Inline => name != "a" || self.open.iter().all(|open| open.name != "a"),
            Kind::Phrasing => !self.open.iter().any(|open| is_heading(open)) || name == "p",
            _ => true,
        };
        (is_plain && (kind.is_inline() || self.paragraphs == 0)).then_some(())
    }

    /// Takes the attributes up to and with the `>`, and whether there was a `/` before it.
    fn attributes(&mut self) -> Option<(Attributes<'a>, bool)> {
        let mut attributes: Attributes<'a> = Vec::new();
        loop {
            let trimmed = self.rest.trim_start_matches([' ', '\n', '\t']);
            if let Some(rest) = trimmed.strip_prefix('>') {
                self.rest = rest;
                return Some((attributes, false));
            }
            if let Some(rest) = trimmed.strip_prefix("/>") {
                self.rest = rest;
                return Some((attributes, true));
            }
            if trimmed.len() == self.rest.len() || attributes.len() >= MOST_ATTRIBUTES {
                return None;
            }
            let attribute = self.attribute(trimmed)?;
            if attributes.iter().any(|(name, _)| *name == attribute.0) {
                return None;
            }
            attributes.push(attribute);
        }
    }

    fn attribute(&mut self, rest: &'a str) -> Option<(&'a str, Cow<'a, str>)> {
        let is_name = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b':')
        };
        let length = rest.bytes().position(|byte| !is_name(byte)).filter(|length| *length > 0)?;
        let (name, rest) = rest.split_at_checked(length)?;
        let Some(rest) = rest.strip_prefix('=') else {
            self.rest = rest;
            return rest.starts_with([' ', '\n', '\t', '>']).then_some((name, Cow::Borrowed("")));
        };
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, rest) = rest.get(1..)?.split_once(quote)?;
        self.rest = rest;
        Some((name, reference::decode(value, Place::Attribute)?))
    }
}

fn is_heading(open: &Open<'_>) -> bool {
    open.kind == Kind::Phrasing && open.name != "p"
}
