//! Settling: what the shape of the page makes certain overrules the chances of single blocks: boxes set into the
//! text, a second article below, bylines, short paragraphs and rows among others that are kept.

use std::collections::HashSet;

use super::block::{Block, Kind};
use super::choose::KEPT;
use super::hints::Hints;
use super::metadata::byline_place;
use crate::markup::{NodeId, Tree};

/// Overrules the chances where the page's shape is certain. `headline` is the number of the headline's block.
pub(super) fn settle(tree: &Tree, blocks: &[Block], chances: &mut [f64], headline: Option<usize>) {
    let page = Shape { tree, blocks };
    if let Some(headline) = headline {
        page.drop_second(chances, headline);
        page.drop_byline(chances, headline);
    }
}

struct Shape<'a> {
    tree: &'a Tree,
    blocks: &'a [Block],
}

impl Shape<'_> {
    /// A node and those around it, outermost first.
    fn chain(&self, node: NodeId) -> Vec<NodeId> {
        let mut chain: Vec<NodeId> = std::iter::once(node).chain(self.tree.ancestors(node)).collect();
        chain.reverse();
        chain
    }

    /// Drops a second article below the first: an element like the one that holds headline and text, with a headline
    /// of its own.
    fn drop_second(&self, chances: &mut [f64], headline: usize) {
        let Some(title) = self.blocks.get(headline) else { return };
        let others = self.blocks.iter().skip(headline + 1);
        let rivals = others.filter(|block| block.kind == title.kind && block.text != title.text);
        let titled: HashSet<NodeId> = rivals.flat_map(|block| self.tree.ancestors(block.node)).collect();
        if titled.is_empty() {
            return;
        }
        let around = self.chain(title.node);
        let kept = self.blocks.iter().zip(chances.iter()).filter(|(_, chance)| **chance >= KEPT);
        let texts: HashSet<NodeId> = kept
            .filter(|(block, _)| block.count.prose > 0)
            .flat_map(|(block, _)| self.tree.ancestors(block.node))
            .collect();
        for (block, chance) in self.blocks.iter().zip(chances).skip(headline + 1) {
            let chain = self.chain(block.node);
            let mut apart = around.iter().zip(&chain).skip_while(|(one, other)| one == other);
            let is_second = apart.next().is_some_and(|(own, other)| {
                self.is_alike(*own, *other)
                    && self.is_article(*own)
                    && titled.contains(other)
                    && texts.contains(own)
            });
            if is_second {
                *chance = 0.0;
            }
        }
    }

    fn is_article(&self, node: NodeId) -> bool {
        let hints = || self.tree.element(node).map(Hints::of_class).unwrap_or_default();
        self.tree.name(node) == "article" || hints().has(Hints::ARTICLE)
    }

    /// Whether two elements are written alike: of one name and class, or both articles.
    fn is_alike(&self, one: NodeId, other: NodeId) -> bool {
        let (name, class) = (self.tree.name(one), self.tree.attribute(one, "class"));
        name == self.tree.name(other) && (name == "article" || class == self.tree.attribute(other, "class"))
    }

    /// Drops a line such as "By Ana Lind" between the headline and the text.
    fn drop_byline(&self, chances: &mut [f64], headline: usize) {
        for (block, chance) in self.blocks.iter().zip(chances).skip(headline + 1).take(6) {
            if block.count.prose > 0 && block.count.words > 14 {
                return;
            }
            if block.kind == Kind::Paragraph && byline_place::is_line(&block.text) {
                *chance = 0.0;
            }
        }
    }
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
