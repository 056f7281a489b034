//! An article of the sample world as its file gives it.

mod body;
mod header;
mod parse;

pub(crate) use header::Header;
pub(crate) use parse::parse;

use crate::offset::Offset;
use crate::publisher::Publisher;

/// One article: where it belongs, its header and its text.
#[derive(Debug)]
pub(crate) struct Article {
    /// The folder name: articles with the same one are about one event.
    pub(crate) event: String,
    pub(crate) publisher: &'static Publisher,
    /// A stable number of the article, up to eight digits, for addresses and ids.
    pub(crate) number: u32,
    /// Path of the page on its publisher's site, with the leading slash.
    pub(crate) path: String,
    pub(crate) header: Header,
    pub(crate) body: Body,
    /// The text that takes the body's place without a word, if there is one.
    pub(crate) corrected: Option<Body>,
}

impl Article {
    /// The first paragraph of the text; empty when there is none.
    pub(crate) fn opening(&self) -> &str {
        self.body.blocks().find_map(Block::paragraph).unwrap_or_default()
    }

    /// The standfirst, or else the first paragraph.
    pub(crate) fn teaser(&self) -> &str {
        self.header.standfirst.as_deref().unwrap_or_else(|| self.opening())
    }
}

/// The text of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Body {
    /// The pages of the text; most articles have one.
    pub(crate) pages: Vec<Vec<Block>>,
    /// The updates of a live blog, in the order of the file.
    pub(crate) updates: Vec<Update>,
}

impl Body {
    /// The blocks of all pages, without the updates.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.pages.iter().flatten()
    }

    /// The blocks of pages and updates.
    pub(crate) fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks().chain(self.updates.iter().flat_map(|update| &update.blocks))
    }

    /// Hands every block list to `change`: each page and each update.
    pub(crate) fn for_each_list(&mut self, mut change: impl FnMut(&mut Vec<Block>)) {
        self.pages.iter_mut().for_each(&mut change);
        self.updates.iter_mut().for_each(|update| change(&mut update.blocks));
    }
}

/// One update of a live blog.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Update {
    pub(crate) at: Offset,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// A block of an article's text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(String),
    Subheading(String),
    Quote(String),
    List(Vec<String>),
    Table(Table),
    Pull(String),
    Figure(Figure),
}

impl Block {
    /// The figure, when the block is one.
    pub(crate) fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// The words of a paragraph, when the block is one.
    pub(crate) fn paragraph(&self) -> Option<&str> {
        match self {
            Self::Paragraph(text) => Some(text),
            _ => None,
        }
    }
}

/// A table: the header's cells and the rows below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A picture with its words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// File name below `world/pictures`.
    pub(crate) file: String,
    pub(crate) alternative: String,
    pub(crate) caption: Option<String>,
    pub(crate) credit: Option<String>,
    /// Width in pixels; 0 until the loader has seen the file.
    pub(crate) width: u32,
    /// Height in pixels; 0 until the loader has seen the file.
    pub(crate) height: u32,
}
