//! Markup in the shape that a feed gave it, with everything that could act taken out.
//!
//! The result is for machines that want the feed's own markup; pages print what `sanitize` makes. It is safe however it
//! is read: only allowed tags are written, none of which holds raw text; every attribute is quoted, and
//! every other character is escaped.

mod element;

use element::Element;
use memchr::{memchr3, memchr3_iter};

use crate::url;
use crate::xml::attribute::{Attributes, lower};
use crate::xml::entity::{self, Entities};
use crate::xml::token::{Tag, Token, Tokens};

/// Elements inside each other; the tags of deeper ones are left out.
const DEEPEST: usize = 200;

/// Elements that are left out with all that is in them.
const DROPPED: [&str; 4] = ["script", "style", "svg", "template"];

/// Cleans markup, with relative addresses resolved against `base`. Attributes come in the order of their names.
pub(super) fn clean(html: &str, base: Option<&str>) -> String {
    let mut cleaner = Cleaner {
        out: String::with_capacity(html.len() + html.len() / 8),
        open: Vec::new(),
        base: base.unwrap_or_default(),
        entities: Entities::default(),
        character: String::new(),
    };
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => cleaner.text(text),
            Token::Cdata(text) => escape(text, &mut cleaner.out),
            Token::Start(tag) => cleaner.start(&tag, &mut tokens),
            Token::End(name) => cleaner.end(&lower(name)),
            Token::Doctype(_) => {}
        }
    }
    cleaner.close_to(0);
    cleaner.out
}

struct Cleaner<'a> {
    out: String,
    open: Vec<&'static Element>,
    base: &'a str,
    entities: Entities,
    /// What the reference at hand stands for.
    character: String,
}

impl Cleaner<'_> {
    /// Decodes references and escapes what they stand for, in one go: those that would come out as they were are copied.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr3(b'&', b'<', b'>', rest.as_bytes()) {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before);
            let same = match from.as_bytes() {
                [b'&', b'l' | b'g', b't', b';', ..] => 4,
                [b'&', b'a', b'm', b'p', b';', ..] => 5,
                _ => 0,
            };
            self.out.push_str(from.get(..same).unwrap_or_default());
            rest = from.get(same..).unwrap_or_default();
            if same == 0 {
                rest = self.special(from);
            }
        }
        self.out.push_str(rest);
    }

    /// Writes the special character or the reference that a text begins with, and gives what follows.
    fn special<'t>(&mut self, text: &'t str) -> &'t str {
        let after = text.get(1..).unwrap_or_default();
        if !text.starts_with('&') {
            self.out.push_str(if text.starts_with('<') { "&lt;" } else { "&gt;" });
            return after;
        }
        self.character.clear();
        let after = entity::reference(after, &self.entities, &mut self.character);
        escape(&self.character, &mut self.out);
        after
    }

    fn start<'t>(&mut self, tag: &Tag<'t>, tokens: &mut Tokens<'t>) {
        let name = lower(tag.name);
        let Some(element) = Element::named(&name) else {
            if DROPPED.contains(&name.as_ref()) && !tag.empty {
                skip(&name, tokens);
            }
            return;
        };
        if self.open.len() >= DEEPEST {
            return;
        }
        self.make_room(element);
        self.out.push('<');
        self.out.push_str(element.name);
        if !tag.attributes.is_empty() {
            self.attributes(element, tag.attributes);
        }
        self.out.push('>');
        if tag.empty && !element.is_void() {
            self.close(element);
        } else if !element.is_void() {
            self.open.push(element);
        }
    }

    /// Closes what a new element ends by beginning, as a paragraph ends at the next one.
    fn make_room(&mut self, element: &Element) {
        if !element.may_end_others() {
            return;
        }
        let ended = self.open.iter().rposition(|open| element.ends(open) || element.stays_in(open));
        if let Some(at) = ended.filter(|&at| self.open.get(at).is_some_and(|open| element.ends(open))) {
            self.close_to(at);
        }
    }

    /// Closes an element and what is open in it. An end tag that belongs to nothing, or an inline one across the
    /// edge of a block, is left out.
    fn end(&mut self, name: &str) {
        let Some(element) = Element::named(name) else { return };
        let Some(at) = self.open.iter().rposition(|open| open.name == element.name) else { return };
        let crosses = self.open.iter().skip(at + 1).any(|open| open.is_block());
        if element.is_block() || !crosses {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(element) = self.open.pop() else { break };
            self.close(element);
        }
    }

    fn close(&mut self, element: &Element) {
        self.out.push_str("</");
        self.out.push_str(element.name);
        self.out.push('>');
    }

    fn attributes(&mut self, element: &Element, raw: &str) {
        let attributes = Attributes::read(raw, &self.entities);
        let mut allowed: Vec<(&str, &str)> =
            attributes.iter().filter(|(name, _)| element.allows(name)).collect();
        allowed.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in allowed {
            if !matches!(name, "href" | "src" | "cite" | "poster") {
                self.attribute(name, value);
            } else if let Some(address) = self.address(name, value) {
                self.attribute(name, &address);
            } else if name == "href" {
                self.attribute(name, "");
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for (index, part) in value.split('"').enumerate() {
            self.out.push_str(if index == 0 { "" } else { "&quot;" });
            escape(part, &mut self.out);
        }
        self.out.push('"');
    }

    /// The absolute address; `None` when its scheme is not allowed.
    fn address(&self, name: &str, value: &str) -> Option<String> {
        let value = value.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let Some(address) = url::resolve(self.base, value) else { return Some(String::new()) };
        if matches!(name, "src" | "poster") { url::loadable(&address) } else { url::followable(&address) }
    }
}

/// Passes over everything up to an end tag, or over the whole rest when there is none.
fn skip(name: &str, tokens: &mut Tokens<'_>) {
    let start = tokens.offset();
    let rest = tokens.rest();
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find("</")) {
        from += at + 2;
        let after = rest.get(from..).unwrap_or_default();
        if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            let length = after.find('>').map_or(after.len(), |end| end + 1);
            return tokens.seek(start + from + length);
        }
    }
    tokens.seek(start + rest.len());
}

/// Appends characters so that they are text in HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut written = 0;
    for at in memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(text.get(written..at).unwrap_or_default());
        out.push_str(match text.as_bytes().get(at) {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            _ => "&gt;",
        });
        written = at + 1;
    }
    out.push_str(text.get(written..).unwrap_or_default());
}

#[cfg(test)]
mod tests;
