//! Units: lists, tables, code, quotations and notes are kept or dropped whole, by where they stand and by the chances
//! of all their words together.

use std::collections::HashSet;
use std::ops::Range;

use super::block::{Block, Count, Kind, number};
use super::choose::{KEPT, container};
use super::hints::Hints;
use super::segment::Segments;
use super::{note, phrases};
use crate::markup::{NodeId, Tree};

/// Blocks beside a unit among which the text around it is looked for.
const FAR: usize = 40;
/// The mean chance of a quotation's or note's words from which it is kept whole.
const LIKELY: f64 = 0.3;

/// Keeps and drops units whole.
pub(super) fn keep_whole(tree: &Tree, segments: &Segments, chances: &mut [f64]) {
    let blocks = segments.blocks.as_slice();
    let kept: Vec<bool> = chances.iter().map(|chance| *chance >= KEPT).collect();
    let Some(container) = container(tree, blocks, &kept) else { return };
    let shared: HashSet<NodeId> = std::iter::once(container).chain(tree.ancestors(container)).collect();
    let tops = blocks.iter().map(|block| top(tree, block, &shared)).collect();
    let mut units =
        Units { tree, segments, container, shared, tops, notes: note::marked(tree, blocks, &kept), chances };
    let mut at = 0;
    while at < blocks.len() {
        let end = units.end(at);
        if units.is_kept(at..end) {
            let start = units.announcer(at).filter(|_| units.top(at).is_some()).unwrap_or(at);
            units.keep(start..end);
        }
        at = end;
    }
}

/// What makes a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    List,
    Table,
    Code,
    Quote,
    Note,
    Details,
}

fn sort(tree: &Tree, node: NodeId) -> Option<Sort> {
    match tree.name(node) {
        "ul" | "ol" | "menu" | "dir" | "dl" => Some(Sort::List),
        "table" => Some(Sort::Table),
        "pre" | "xmp" | "listing" => Some(Sort::Code),
        "blockquote" => Some(Sort::Quote),
        "details" => Some(Sort::Details),
        "figure" => tree.descendants(node).take(200).find_map(|below| match tree.name(below) {
            "table" => Some(Sort::Table),
            "pre" => Some(Sort::Code),
            "blockquote" => Some(Sort::Quote),
            _ => None,
        }),
        _ => tree.element(node).filter(|element| note::is_note(element)).map(|_| Sort::Note),
    }
}

/// The outermost unit around a block that is not around the whole text.
fn top(tree: &Tree, block: &Block, shared: &HashSet<NodeId>) -> Option<NodeId> {
    let own = std::iter::once(block.node).chain(tree.ancestors(block.node));
    own.take_while(|node| !shared.contains(node)).filter(|node| sort(tree, *node).is_some()).last()
}

struct Units<'a> {
    tree: &'a Tree,
    segments: &'a Segments,
    container: NodeId,
    shared: HashSet<NodeId>,
    /// The unit of each block.
    tops: Vec<Option<NodeId>>,
    /// The elements of notes to which the kept text has marks.
    notes: HashSet<NodeId>,
    chances: &'a mut [f64],
}

impl Units<'_> {
    fn blocks(&self, range: Range<usize>) -> &[Block] {
        self.segments.blocks.get(range).unwrap_or_default()
    }

    fn top(&self, at: usize) -> Option<NodeId> {
        self.tops.get(at).copied().flatten()
    }

    /// The end of the unit that begins at a block; the next block where it is in none.
    fn end(&self, at: usize) -> usize {
        let Some(unit) = self.top(at) else { return at + 1 };
        at + self.tops.iter().skip(at).take_while(|top| **top == Some(unit)).count()
    }

    fn keep(&mut self, range: Range<usize>) {
        let (start, length) = (range.start, range.len());
        for chance in self.chances.iter_mut().skip(start).take(length).filter(|chance| **chance > 0.0) {
            *chance = chance.max(KEPT);
        }
    }

    /// Whether a unit is kept whole, or a block that is in none is kept for its place.
    fn is_kept(&self, range: Range<usize>) -> bool {
        if self.is_note_with_mark(range.clone()) {
            return true;
        }
        let start = range.start;
        let Some(unit) = self.top(start) else { return self.is_formula(start) && self.is_between(range) };
        let is_code = self.blocks(range.clone()).iter().all(|block| block.kind == Kind::Preformatted);
        let Some(sort) = sort(self.tree, unit).map(|sort| if is_code { Sort::Code } else { sort }) else {
            return false;
        };
        let vote = self.vote(range.clone());
        if vote >= KEPT && (self.is_mostly_kept(range.clone()) || self.is_between(range.clone())) {
            return true;
        }
        let is_inside = self.tree.ancestors(unit).any(|up| up == self.container);
        if !is_inside || sort != Sort::Code && self.is_furniture(unit) {
            return false;
        }
        let is_between = self.is_between(range.clone());
        match sort {
            Sort::Code => is_between || self.is_behind_text(start),
            Sort::List => is_between && (!self.has_links(range) || self.is_announced(start)),
            Sort::Table => is_between && self.is_grid(unit, range),
            Sort::Note => is_between && self.is_quiet(range),
            Sort::Quote | Sort::Details => vote >= LIKELY,
        }
    }

    /// The mean chance of a unit's words.
    fn vote(&self, range: Range<usize>) -> f64 {
        let chances = self.chances.get(range.clone()).unwrap_or_default();
        let (mut sum, mut words) = (0.0, 0.0);
        for (block, chance) in self.blocks(range).iter().zip(chances) {
            sum += chance * number(block.count.words);
            words += number(block.count.words);
        }
        if words > 0.0 { sum / words } else { 0.0 }
    }

    /// Whether at least half of the blocks of a unit are kept.
    fn is_mostly_kept(&self, range: Range<usize>) -> bool {
        let chances = self.chances.get(range).unwrap_or_default();
        chances.iter().filter(|chance| **chance >= KEPT).count() * 2 >= chances.len()
    }

    /// Whether the nearest blocks on both sides that are in no unit and no headings are kept and in the text's element.
    fn is_between(&self, range: Range<usize>) -> bool {
        let before = self.plain_before(range.start);
        let after = (range.end..self.tops.len()).take(FAR).find(|at| self.is_plain(*at));
        [before, after].iter().all(|at| at.is_some_and(|at| self.is_text(at)))
    }

    fn is_behind_text(&self, start: usize) -> bool {
        self.plain_before(start).is_some_and(|at| self.is_text(at))
    }

    /// The nearest block before a unit that is in no unit, no heading and does not only announce it.
    fn plain_before(&self, start: usize) -> Option<usize> {
        let announcer = self.announcer(start).filter(|at| !self.is_text(*at));
        (0..start).rev().take(FAR).find(|at| self.is_plain(*at) && Some(*at) != announcer)
    }

    /// Whether a block is in no unit and no heading.
    fn is_plain(&self, at: usize) -> bool {
        let block = self.segments.blocks.get(at);
        self.top(at).is_none() && block.is_some_and(|block| !matches!(block.kind, Kind::Heading(_)))
    }

    fn is_text(&self, at: usize) -> bool {
        let is_kept = self.chances.get(at).is_some_and(|chance| *chance >= KEPT);
        let block = self.segments.blocks.get(at);
        is_kept && block.is_some_and(|block| self.tree.ancestors(block.node).any(|up| up == self.container))
    }

    fn is_formula(&self, at: usize) -> bool {
        let block = self.segments.blocks.get(at);
        block.is_some_and(|block| self.segments.shown.is_formula(self.tree, &block.leaves))
    }

    fn has_links(&self, range: Range<usize>) -> bool {
        self.blocks(range).iter().any(|block| block.count.links > 0)
    }

    /// Whether the paragraph right before a list announces it and belongs to the text.
    fn is_announced(&self, start: usize) -> bool {
        self.announcer(start).is_some_and(|at| self.is_text(at) || self.is_behind_text(start))
    }

    /// The paragraph right before a unit that announces it: it ends with a colon.
    fn announcer(&self, start: usize) -> Option<usize> {
        let at = start.checked_sub(1).filter(|at| self.is_plain(*at))?;
        let block = self.segments.blocks.get(at)?;
        let is_inside = self.tree.ancestors(block.node).any(|up| up == self.container);
        let announces = block.text.trim_end().ends_with([':', '：']) && block.count.words <= 40;
        (is_inside && announces && block.count.links == 0).then_some(at)
    }

    /// Whether a table is read row by row, and is no list of links.
    fn is_grid(&self, unit: NodeId, range: Range<usize>) -> bool {
        let blocks = self.blocks(range);
        let rows = blocks.iter().filter(|block| block.kind == Kind::Row).count();
        let has_head =
            self.tree.descendants(unit).take(400).any(|id| matches!(self.tree.name(id), "th" | "caption"));
        let mut sum = Count::default();
        for block in blocks {
            sum.add(&block.count);
        }
        rows * 2 > blocks.len()
            && (has_head && sum.link_share() < 0.7
                || blocks.iter().all(|block| block.count.link_share() < 0.5))
    }

    /// Whether a note asks for nothing and leads nowhere.
    fn is_quiet(&self, range: Range<usize>) -> bool {
        let is_quiet = |block: &Block| {
            block.count.link_share() < 0.4 && phrases::score(&block.folded, block.count.words) < 0.5
        };
        self.blocks(range).iter().all(is_quiet)
    }

    /// Whether an element within the text, or one around it, says that it is none of it.
    fn is_furniture(&self, unit: NodeId) -> bool {
        let other = Hints::RELATED
            .with(Hints::SHARE)
            .with(Hints::TAGS)
            .with(Hints::NEWSLETTER)
            .with(Hints::ADVERTISEMENT)
            .with(Hints::COMMENT)
            .with(Hints::NAVIGATION)
            .with(Hints::POPULAR)
            .with(Hints::PROMOTION)
            .with(Hints::PAYWALL)
            .with(Hints::COOKIE)
            .with(Hints::CONTENTS)
            .with(Hints::SIDEBAR)
            .with(Hints::META);
        let own = std::iter::once(unit).chain(self.tree.ancestors(unit));
        own.take_while(|node| !self.shared.contains(node))
            .any(|node| self.tree.element(node).is_some_and(|element| Hints::of(element).has(other)))
    }

    /// Whether blocks are a note to which the kept text has a mark.
    fn is_note_with_mark(&self, range: Range<usize>) -> bool {
        !self.notes.is_empty()
            && self.blocks(range).iter().any(|block| {
                let own = std::iter::once(block.node).chain(self.tree.ancestors(block.node)).take(4);
                own.take_while(|node| !self.shared.contains(node)).any(|node| self.notes.contains(&node))
            })
    }
}

#[cfg(test)]
#[path = "unit_tests.rs"]
mod tests;
