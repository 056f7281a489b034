//! The builder: writes clean markup and holds its content model, so that reading it back gives the same tree.
//!
//! Inlines are written only when text comes and are closed before every edge of a block; they are opened again
//! behind it. So no inline ever holds a block, nothing empty is written, and nothing overlaps.

use super::escape;
use super::tag::{Kind, Tag};

/// Bytes of clean markup after which nothing more is taken.
const LARGEST: usize = 4 << 20;
/// Elements that may be open at once.
const DEEPEST: usize = 100;
/// Elements that may be written.
const MOST_ELEMENTS: usize = 250_000;

/// Takes the events of a walk through markup: every opened tag is closed by one [`Events::close`].
pub(super) trait Events {
    /// A tag opens, with its attributes as they are to be written.
    fn open(&mut self, tag: Tag, attributes: String);
    /// The tag opened last closes.
    fn close(&mut self);
    /// A tag without content.
    fn void(&mut self, tag: Tag, attributes: &str);
    /// Characters.
    fn text(&mut self, text: &str);
}

/// What became of an opened tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// One block.
    Block,
    /// A row and the `tbody` that had to be put around it.
    RowInBody,
    /// An inline.
    Inline,
    /// Nothing: what is in it stands as if the tag was not there.
    Transparent,
    /// A block that was not allowed here: a space or a line end at its edges.
    Flattened,
    /// Nothing, and what is in it is left out too.
    Skipped,
}

#[derive(Debug)]
struct Element {
    tag: Tag,
    attributes: String,
    written: bool,
}

/// Writes HTML.
#[derive(Debug, Default)]
pub(super) struct HtmlBuilder {
    out: String,
    opened: Vec<Opened>,
    blocks: Vec<Element>,
    inlines: Vec<Element>,
    skipping: usize,
    written: usize,
    full: bool,
    apart: bool,
}

impl HtmlBuilder {
    /// A builder with room for about `size` bytes.
    pub(super) fn with_capacity(size: usize) -> Self {
        Self { out: String::with_capacity(size.min(LARGEST)), ..Self::default() }
    }

    /// The markup, with everything closed that is still open.
    pub(super) fn finish(mut self) -> String {
        while !self.opened.is_empty() {
            self.close();
        }
        let length = self.out.trim_end().len();
        self.out.truncate(length);
        self.out
    }

    fn block_kind(&self) -> Kind {
        self.blocks.last().map_or(Kind::Flow, |block| block.tag.kind)
    }

    fn open_block(&mut self, tag: Tag, attributes: String) -> Opened {
        let parent = self.block_kind();
        if parent.is_phrasing_only() {
            self.apart = true;
            return Opened::Flattened;
        }
        let Some(tag) = placed(tag, parent) else {
            return if parent.is_table_frame() && tag.kind != Kind::Rows {
                Opened::Skipped
            } else {
                Opened::Transparent
            };
        };
        self.close_inlines();
        let needs_body = tag.kind == Kind::Row && parent == Kind::Table;
        if needs_body {
            self.push_block(Tag::TBODY, String::new());
        }
        self.push_block(tag, attributes);
        if needs_body { Opened::RowInBody } else { Opened::Block }
    }

    fn push_block(&mut self, tag: Tag, attributes: String) {
        self.apart = false;
        self.blocks.push(Element { tag, attributes, written: false });
        if tag.kind.is_kept_empty() {
            self.write_blocks();
        }
    }

    fn open_inline(&mut self, tag: Tag, attributes: String) -> Opened {
        if self.block_kind().is_table_frame() {
            return Opened::Skipped;
        }
        let is_nested = self.inlines.iter().any(|inline| inline.tag.name == tag.name);
        let in_ruby = self.inlines.last().is_some_and(|inline| inline.tag.name == "ruby");
        match tag.kind {
            Kind::Inline if is_nested => Opened::Transparent,
            Kind::RubyText if !in_ruby => Opened::Transparent,
            _ => {
                self.inlines.push(Element { tag, attributes, written: false });
                Opened::Inline
            }
        }
    }

    fn close_block(&mut self) {
        self.apart = false;
        self.close_inlines();
        if let Some(block) = self.blocks.pop()
            && block.written
        {
            write_end(block.tag, &mut self.out);
        }
    }

    fn close_inline(&mut self) {
        if let Some(inline) = self.inlines.pop()
            && inline.written
        {
            write_end(inline.tag, &mut self.out);
        }
    }

    /// Closes the inlines in the markup; they stay open in mind.
    fn close_inlines(&mut self) {
        for inline in self.inlines.iter_mut().rev().filter(|inline| inline.written) {
            write_end(inline.tag, &mut self.out);
            inline.written = false;
        }
    }

    fn write_blocks(&mut self) {
        for block in self.blocks.iter_mut().filter(|block| !block.written) {
            write_start(block, &mut self.out);
            self.written += 1;
        }
    }

    fn write_inlines(&mut self) {
        for inline in self.inlines.iter_mut().filter(|inline| !inline.written) {
            write_start(inline, &mut self.out);
            self.written += 1;
        }
    }

    /// Whether `more` bytes of content still fit; from the first time on that they do not, nothing does.
    fn fits(&mut self, more: usize) -> bool {
        self.full = self.full || self.out.len() + more > LARGEST || self.written > MOST_ELEMENTS;
        !self.full
    }

    /// Keeps words apart where a block was flattened.
    fn write_gap(&mut self, text: &str) {
        let is_open = self.blocks.last().is_some_and(|block| block.written);
        let is_apart = self.out.ends_with([' ', '\n']) || text.starts_with([' ', '\n']);
        if self.apart && is_open && !is_apart {
            self.out.push(if self.block_kind() == Kind::Preformatted { '\n' } else { ' ' });
        }
        self.apart = false;
    }
}

impl Events for HtmlBuilder {
    fn open(&mut self, tag: Tag, attributes: String) {
        let opened = if self.skipping > 0 || self.full {
            Opened::Skipped
        } else if self.blocks.len() + self.inlines.len() >= DEEPEST {
            Opened::Transparent
        } else if tag.kind.is_inline() {
            self.open_inline(tag, attributes)
        } else {
            self.open_block(tag, attributes)
        };
        self.skipping += usize::from(opened == Opened::Skipped);
        self.opened.push(opened);
    }

    fn close(&mut self) {
        match self.opened.pop() {
            Some(Opened::Block) => self.close_block(),
            Some(Opened::RowInBody) => {
                self.close_block();
                self.close_block();
            }
            Some(Opened::Inline) => self.close_inline(),
            Some(Opened::Flattened) => self.apart = true,
            Some(Opened::Skipped) => self.skipping = self.skipping.saturating_sub(1),
            Some(Opened::Transparent) | None => {}
        }
    }

    fn void(&mut self, tag: Tag, attributes: &str) {
        let kind = self.block_kind();
        let is_misplaced = kind.is_table_frame() || tag.kind == Kind::BlockVoid && kind.is_phrasing_only();
        if self.skipping > 0 || is_misplaced || !self.fits(attributes.len()) {
            return;
        }
        if tag.kind == Kind::BlockVoid {
            self.close_inlines();
            self.write_blocks();
        } else {
            self.write_blocks();
            self.write_inlines();
        }
        self.written += 1;
        self.out.push('<');
        self.out.push_str(tag.name);
        self.out.push_str(attributes);
        self.out.push('>');
    }

    fn text(&mut self, text: &str) {
        let kind = self.block_kind();
        if text.is_empty() || self.skipping > 0 || kind.is_table_frame() || !self.fits(text.len()) {
            return;
        }
        let is_started = self.blocks.last().map_or(!self.out.is_empty(), |block| block.written);
        let is_preformatted = kind == Kind::Preformatted;
        if is_blank(text) && !is_preformatted {
            if is_started {
                escape::text(text, &mut self.out);
            }
            return;
        }
        let text = if is_preformatted && !is_started { text.trim_start_matches(is_line_end) } else { text };
        if text.is_empty() {
            return;
        }
        self.write_gap(text);
        self.write_blocks();
        self.write_inlines();
        escape::text(text, &mut self.out);
    }
}

/// Whether nothing would be seen of the text: spaces, and control characters that are not written.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte <= b' ' || byte == 0x7f)
}

fn is_line_end(character: char) -> bool {
    character != '\t' && character < ' ' || character == '\u{7f}'
}

/// The tag as it may stand in a block of the given kind: itself, a `div` in its place, or nothing.
fn placed(tag: Tag, parent: Kind) -> Option<Tag> {
    let is_home = match tag.kind {
        Kind::Item => parent == Kind::List,
        Kind::Term | Kind::Definition => parent == Kind::Definitions,
        Kind::FigureCaption => parent == Kind::Figure,
        Kind::Summary => parent == Kind::Details,
        Kind::TableCaption | Kind::Rows => parent == Kind::Table,
        Kind::Row => matches!(parent, Kind::Rows | Kind::Table),
        Kind::Cell => parent == Kind::Row,
        _ => !parent.is_table_frame(),
    };
    let in_its_place = (!parent.is_table_frame() && tag.kind != Kind::Rows).then_some(Tag::DIV);
    let placed = if is_home { Some(tag) } else { in_its_place };
    placed.filter(|tag| !(parent == Kind::Definitions && tag.name == "div"))
}

fn write_start(element: &mut Element, out: &mut String) {
    out.push('<');
    out.push_str(element.tag.name);
    out.push_str(&element.attributes);
    out.push('>');
    element.written = true;
}

fn write_end(tag: Tag, out: &mut String) {
    out.push_str("</");
    out.push_str(tag.name);
    out.push('>');
}
