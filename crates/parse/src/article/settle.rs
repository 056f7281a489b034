//! Settling: what the shape of the page makes certain overrules the chances of single blocks: boxes set into the
//! text, a second article below, bylines, short paragraphs and rows among others that are kept.

use std::collections::HashSet;

use super::block::{Block, Kind};
use super::choose::{KEPT, container};
use super::hints::Hints;
use super::metadata::byline_place;
use super::plea::drop_pleas;
use super::segment::Segments;
use super::{phrases, unit, words};
use crate::markup::{NodeId, Tree};

/// Words a box set into the text holds at most.
const LARGEST_BOX: usize = 80;
/// Words from which a paragraph that the model takes for text is text in spite of its box.
const LONGEST_IN_BOX: usize = 25;
/// The least chance of a short paragraph that is kept for standing among others.
const LEAST: f64 = 0.05;

/// Overrules the chances where the page's shape is certain. `headline` is the number of the headline's block.
pub(super) fn settle(tree: &Tree, segments: &Segments, chances: &mut [f64], headline: Option<usize>) {
    let blocks = segments.blocks.as_slice();
    let page = Shape { tree, blocks };
    if let Some(headline) = headline {
        page.drop_second(chances, headline);
        page.drop_byline(chances, headline);
    }
    page.drop_boxes(chances);
    drop_pleas(tree, blocks, chances, headline);
    unit::keep_whole(tree, segments, chances);
    page.keep_short(chances);
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

    /// Drops advertisements, newsletter boxes, prompts to comment and lone clock times.
    fn drop_boxes(&self, chances: &mut [f64]) {
        let kept: Vec<bool> = chances.iter().map(|chance| *chance >= KEPT).collect();
        let Some(container) = container(self.tree, self.blocks, &kept) else { return };
        let shared: HashSet<NodeId> = self.chain(container).into_iter().collect();
        for (block, chance) in self.blocks.iter().zip(chances).filter(|(_, chance)| **chance >= KEPT) {
            let own = std::iter::once(block.node).chain(self.tree.ancestors(block.node));
            let is_short = block.count.words < LONGEST_IN_BOX;
            let is_boxed =
                is_short && own.take_while(|node| !shared.contains(node)).any(|node| self.is_box(node));
            if is_boxed || self.is_clock(block) || phrases::asks_for_comments(&block.folded) {
                *chance = 0.0;
            }
        }
    }

    /// Whether an element is a small box that names itself advertisement or newsletter, or that offers something.
    fn is_box(&self, node: NodeId) -> bool {
        let name = self.tree.name(node);
        let hints = self.tree.element(node).map(Hints::of_class).unwrap_or_default();
        let is_named = matches!(name, "div" | "aside" | "section" | "ins")
            && hints.has(Hints::ADVERTISEMENT.with(Hints::NEWSLETTER));
        (is_named || name == "aside" && self.offers(node))
            && words::count(&self.tree.characters(node)) <= LARGEST_BOX
    }

    /// Whether a box ends in a link of its own or in a button.
    fn offers(&self, node: NodeId) -> bool {
        let last = self.tree.children(node).filter(|id| self.tree.element(*id).is_some()).last();
        last.is_some_and(|last| matches!(self.tree.name(last), "a" | "button" | "form"))
    }

    /// Whether a block is a clock time alone.
    fn is_clock(&self, block: &Block) -> bool {
        let in_time = |leaf: &NodeId| {
            self.tree.ancestors(*leaf).take(3).any(|up| self.tree.name(up) == "time")
                || self.tree.text(*leaf).is_some_and(|text| text.trim().is_empty())
        };
        block.count.words <= 8 && block.leaves.iter().all(in_time)
    }

    /// Keeps short sentences in paragraphs that are written as the kept one before them in the same element.
    fn keep_short(&self, chances: &mut [f64]) {
        for (at, pair) in self.blocks.windows(2).enumerate() {
            let [before, block] = pair else { continue };
            let is_kept = chances.get(at).is_some_and(|chance| *chance >= KEPT);
            let Some(chance) = chances.get_mut(at + 1).filter(|chance| (LEAST..KEPT).contains(*chance))
            else {
                continue;
            };
            let is_beside = self.tree.parent(before.node) == self.tree.parent(block.node);
            if is_kept && is_beside && self.is_alike(before.node, block.node) && self.is_sentence(block) {
                *chance = KEPT;
            }
        }
    }

    /// Whether a block is a plain paragraph with a sentence that asks for nothing.
    fn is_sentence(&self, block: &Block) -> bool {
        self.tree.name(block.node) == "p"
            && block.kind == Kind::Paragraph
            && block.count.links == 0
            && (4..=30).contains(&block.count.words)
            && words::ends_sentence(&block.text)
            && phrases::score(&block.folded, block.count.words) < 0.5
    }
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
