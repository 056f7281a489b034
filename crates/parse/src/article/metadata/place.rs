//! The place of byline and date: the blocks around the headline and the first paragraph.

use crate::article::block::Block;
use crate::article::hints::PageHints;
use crate::markup::{NodeId, Tree};

/// Where byline and date are looked for beside the head of the page.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) hints: &'a PageHints,
    pub(crate) body: NodeId,
    pub(crate) blocks: &'a [Block],
    /// The number of the first block of the article's text.
    pub(crate) first_text: usize,
    /// The number of the headline's block.
    pub(crate) headline: Option<usize>,
}

/// Blocks before the first paragraph, at most, that may belong to the article's head.
const LONGEST_HEAD: usize = 60;

/// Blocks after the first paragraph, at most, among which the head may end.
const LONGEST_OPENING: usize = 8;

impl<'a> Place<'a> {
    /// The blocks from a little above the headline to the first paragraphs.
    pub(crate) fn around(&self) -> impl Iterator<Item = &'a Block> + use<'a> {
        let headline = self.headline.unwrap_or(self.first_text);
        let start = self.first_text.saturating_sub(12).min(headline.saturating_sub(4));
        let start = start.max(self.first_text.saturating_sub(LONGEST_HEAD));
        let end = self.end().max(headline + 4);
        self.blocks.iter().skip(start).take(end.saturating_sub(start))
    }

    /// The blocks from the headline to four behind it.
    pub(crate) fn behind_headline(&self) -> impl Iterator<Item = &'a Block> + use<'a> {
        let blocks = self.headline.and_then(|headline| self.blocks.get(headline + 1..)).unwrap_or_default();
        blocks.iter().take(4)
    }

    /// Where the opening ends: behind the second long paragraph, or a few blocks on.
    fn end(&self) -> usize {
        let opening = self.blocks.iter().skip(self.first_text).take(LONGEST_OPENING);
        let long = opening.enumerate().filter(|(_, block)| block.count.words > 25);
        let second = long.map(|(at, _)| at).nth(1).unwrap_or(LONGEST_OPENING);
        self.first_text + second.max(3)
    }
}
