//! Text constructs: what a title or a description says, whatever way its markup was put into the feed.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::guess;
use super::record::{Text, TextKind};
use super::safe;
use super::speech;
use crate::xml::element::Element;
use crate::xml::entity::{self, Entities};
use crate::xml::markup;

/// How texts of this feed are read, and what was met on the way.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says another thing of one feed and none excludes another"
)]
pub(super) struct Reading {
    /// The dialect leaves open whether a text is plain or markup (every one but Atom).
    pub(super) guess: bool,
    /// The dialect is Atom 1.0.
    pub(super) atom: bool,
    /// Markup is left as it is found.
    pub(super) raw: bool,
    /// Texts longer than this, in bytes, are cut.
    pub(super) text_bytes: usize,
    /// Markup that was escaped once too often was mended.
    pub(super) escaped_twice: bool,
    /// A text was cut.
    pub(super) cut: bool,
}

impl Reading {
    /// Reads the text of an element; `default` says how when the element does not.
    pub(super) fn text(&mut self, element: &Element<'_>, default: TextKind) -> Text {
        let (value, kind) = self.written(element, default);
        let mut text = self.finish(value, kind, element);
        self.make_safe(&mut text);
        text
    }

    /// Reads a title: as a text, but tags that are talked about are its words.
    pub(super) fn title(&mut self, element: &Element<'_>) -> Text {
        let (value, kind) = self.written(element, TextKind::Plain);
        let mut text = self.finish(value, kind, element);
        if text.kind == TextKind::Html && !self.raw {
            text.value = speech::with_words(&text.value).into_owned();
        }
        self.make_safe(&mut text);
        text
    }

    /// A text of HTML that stands outside of any element, such as in JSON Feed.
    pub(super) fn html(&mut self, value: &str, base: Option<&str>) -> Text {
        let mut text =
            Text { kind: TextKind::Html, base: base.map(Into::into), ..Text::plain(self.bounded(value)) };
        self.make_safe(&mut text);
        text
    }

    fn written(&self, element: &Element<'_>, default: TextKind) -> (String, TextKind) {
        let attributes = &element.attributes;
        let kind = attributes.get("type").map_or(default, declared);
        let binary = matches!(&kind, TextKind::Other(mime) if !self.guess && is_binary(mime));
        let encoded =
            binary || attributes.get("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64"));
        if let Some(value) = encoded.then(|| decoded(&element.text())).flatten() {
            return if guess::is_markup(&value) { (value, TextKind::Html) } else { (value, kind) };
        }
        if element.inner.elements {
            return self.inline(element, &kind);
        }
        let value = element.text().into_owned();
        if kind == TextKind::Xhtml && !value.contains('<') {
            let mut escaped = String::with_capacity(value.len());
            markup::escape(&value, &mut escaped);
            return (escaped, kind);
        }
        (value, kind)
    }

    /// Markup that stands as elements in the feed.
    fn inline(&self, element: &Element<'_>, kind: &TextKind) -> (String, TextKind) {
        let html = markup::html(element.inner.raw);
        let inside = markup::unwrap_div(&html);
        if *kind == TextKind::Html {
            // Some write escaped markup and put an element around it.
            if let Some(inside) = inside.filter(|inside| !inside.contains('<')) {
                let names = &element.scope.names.entities;
                return (entity::decode(inside.trim(), names).into_owned(), TextKind::Html);
            }
        }
        // The outer `div` is not part of the text (RFC 4287, section 3.1.1.3).
        let wrapped = self.atom || element.attributes.get("type") == Some("xhtml");
        let value = inside.filter(|_| wrapped && *kind == TextKind::Xhtml).unwrap_or(&html).trim().to_owned();
        (value, TextKind::Xhtml)
    }

    fn finish(&mut self, value: String, kind: TextKind, element: &Element<'_>) -> Text {
        let mut value = value;
        let mut kind = kind;
        if holds_c1(&value) {
            value = value.chars().map(without_c1).collect();
        }
        if kind == TextKind::Plain && self.guess && guess::is_markup(&value) {
            kind = TextKind::Html;
        }
        if kind == TextKind::Html && guess::is_escaped_markup(&value) {
            value = entity::decode(&value, &Entities::default()).into_owned();
            self.escaped_twice = true;
        }
        let scope = &element.scope;
        Text {
            value: self.bounded_owned(value),
            kind,
            language: scope.language.clone(),
            base: scope.base.clone(),
            source: None,
        }
    }

    /// A plain text, such as a title in JSON Feed.
    pub(super) fn plain(&mut self, value: &str) -> Text {
        let mut text = Text::plain(self.bounded(value));
        self.make_safe(&mut text);
        text
    }

    /// Cleans markup, and writes plain text that reads like markup as what it is: escaped markup.
    fn make_safe(&self, text: &mut Text) {
        if self.raw || !text.value.contains(['<', '&']) {
            return;
        }
        if text.kind != TextKind::Plain {
            text.value = safe::clean(&text.value, text.base.as_deref());
        } else if guess::has_tag(&text.value) {
            let mut escaped = String::with_capacity(text.value.len());
            safe::escape(&text.value, &mut escaped);
            text.value = escaped;
            text.kind = TextKind::Html;
        }
    }

    fn bounded(&mut self, value: &str) -> String {
        let end = value.floor_char_boundary(self.text_bytes);
        self.cut |= end < value.len();
        value.get(..end).unwrap_or_default().to_owned()
    }

    fn bounded_owned(&mut self, mut value: String) -> String {
        let end = value.floor_char_boundary(self.text_bytes);
        self.cut |= end < value.len();
        value.truncate(end);
        value
    }
}

fn declared(mime: &str) -> TextKind {
    match mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "" | "text" | "plain" | "text/plain" => TextKind::Plain,
        "html" | "text/html" => TextKind::Html,
        "xhtml" | "application/xhtml+xml" => TextKind::Xhtml,
        other => TextKind::Other(other.to_owned()),
    }
}

fn is_xml(mime: &str) -> bool {
    mime.ends_with("+xml") || mime.ends_with("/xml")
}

fn is_binary(mime: &str) -> bool {
    mime.contains('/') && !mime.starts_with("text/") && !is_xml(mime)
}

/// Base64 without regard to white space and padding.
fn decoded(text: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&STANDARD, config);
    let compact: String = text.split_ascii_whitespace().collect();
    let bytes = engine.decode(compact).ok().filter(|bytes| !bytes.is_empty())?;
    String::from_utf8(bytes).ok().map(|text| text.trim().to_owned())
}

/// Whether a text holds a control character of the second set; all of them begin with the byte C2 in UTF-8.
fn holds_c1(text: &str) -> bool {
    text.as_bytes().contains(&0xC2) && text.contains(|c: char| ('\u{80}'..='\u{9F}').contains(&c))
}

/// The character that was meant where Windows-1252 was passed off as ISO 8859-1.
fn without_c1(character: char) -> char {
    match u32::from(character) {
        number @ 0x80..=0x9F => entity::windows(number),
        _ => character,
    }
}
