//! Plain text of markup: the same events as for clean markup, written without tags.

use super::builder::Events;
use super::tag::{Kind, Tag};

/// Characters of text after which nothing more is taken, in bytes.
const LARGEST: usize = 4 << 20;

/// Writes text: one line a block, spaces folded, except in preformatted text.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    out: String,
    opened: Vec<Kind>,
    preformatted: usize,
    gap: Gap,
}

/// What stands between the last word and the next.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl TextBuilder {
    /// The text, without space at its ends.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn edge(&mut self, kind: Kind) {
        self.gap = self.gap.max(match kind {
            Kind::Cell => Gap::Space,
            kind if kind.is_inline() => Gap::None,
            _ => Gap::Line,
        });
    }

    fn push(&mut self, word: &str) {
        match self.gap {
            _ if self.out.is_empty() => {}
            Gap::None => {}
            Gap::Space => self.out.push(' '),
            Gap::Line => self.out.push('\n'),
        }
        self.gap = Gap::None;
        self.out.extend(word.chars().filter(|character| !character.is_control() || *character == '\t'));
    }

    fn push_lines(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            if !content.is_empty() {
                self.push(content);
            }
            if content.len() < line.len() {
                self.gap = Gap::Line;
            }
        }
    }
}

impl Events for TextBuilder {
    fn open(&mut self, tag: Tag, _attributes: String) {
        self.edge(tag.kind);
        self.preformatted += usize::from(tag.kind == Kind::Preformatted);
        self.opened.push(tag.kind);
    }

    fn close(&mut self) {
        let Some(kind) = self.opened.pop() else { return };
        self.edge(kind);
        self.preformatted = self.preformatted.saturating_sub(usize::from(kind == Kind::Preformatted));
    }

    fn void(&mut self, tag: Tag, _attributes: &str) {
        if matches!(tag.name, "br" | "hr") {
            self.gap = Gap::Line;
        }
    }

    fn text(&mut self, text: &str) {
        if self.out.len() + text.len() > LARGEST {
            return;
        }
        if self.preformatted > 0 {
            return self.push_lines(text);
        }
        if text.starts_with(|first: char| first.is_whitespace()) {
            self.gap = self.gap.max(Gap::Space);
        }
        for word in text.split_whitespace() {
            self.push(word);
            self.gap = Gap::Space;
        }
        if !text.ends_with(|last: char| last.is_whitespace()) && !text.is_empty() {
            self.gap = Gap::None;
        }
    }
}
