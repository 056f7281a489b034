//! Blocks: the page's text cut into paragraphs, headings, list items and table rows, in reading order.

use super::hints::Hints;
use crate::markup::NodeId;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph, or text in a `div`.
    Paragraph,
    /// A heading of the level 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A row of a table of data.
    Row,
    /// Text whose spaces count.
    Preformatted,
}

/// A piece of the page's text between two edges of blocks.
#[derive(Debug)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// The innermost block-level element that holds it.
    pub(super) node: NodeId,
    /// Text nodes and line breaks in order.
    pub(super) leaves: Vec<NodeId>,
    /// Its text with single spaces.
    pub(super) text: String,
    /// Its text folded, for comparing: [`super::words::fold`].
    pub(super) folded: String,
    /// Its size.
    pub(super) count: Count,
    /// Hints of its element and of the two around it.
    pub(super) near: Hints,
    /// Hints of all elements around it, body excepted.
    pub(super) all: Hints,
    /// Elements around it that say something by their name.
    pub(super) place: Place,
}

/// Counts of a block or of all blocks of an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    /// Words; two characters of a script without spaces are one.
    pub(super) words: usize,
    /// Characters without spaces.
    pub(super) characters: usize,
    /// Characters of links.
    pub(super) link_characters: usize,
    /// Links.
    pub(super) links: usize,
    /// Words of blocks that look like prose.
    pub(super) prose: usize,
    /// Blocks.
    pub(super) blocks: usize,
}

impl Count {
    pub(super) fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.characters += other.characters;
        self.link_characters += other.link_characters;
        self.links += other.links;
        self.prose += other.prose;
        self.blocks += other.blocks;
    }

    /// Share of the characters that are links.
    pub(super) fn link_share(&self) -> f64 {
        if self.characters == 0 { 0.0 } else { number(self.link_characters) / number(self.characters) }
    }
}

/// Elements around a block.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one kind of element that may be around or not")]
pub(super) struct Place {
    pub(super) article: bool,
    pub(super) main: bool,
    pub(super) aside: bool,
    pub(super) footer: bool,
    pub(super) header: bool,
    pub(super) form: bool,
    pub(super) list: bool,
    pub(super) table: bool,
    pub(super) quote: bool,
    pub(super) section: bool,
    pub(super) details: bool,
    pub(super) definition: bool,
    /// Depth below the body.
    pub(super) depth: usize,
    /// Number of the innermost `article` element in document order, 0 for none.
    pub(super) article_number: usize,
}

/// A picture, player or post in its place between the blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Insert {
    /// Its element.
    pub(super) node: NodeId,
    /// How many blocks come before it.
    pub(super) before: usize,
    /// What it is.
    pub(super) kind: InsertKind,
}

/// What stands between blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InsertKind {
    /// A picture, with its caption if it has one.
    Figure,
    /// A player or a page set into this one.
    Embed,
}

/// A count as a number for shares and features.
pub(super) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
