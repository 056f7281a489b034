//! Choosing: which blocks are the article, by their chances, and where among them the figures belong.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::block::{Block, Insert, InsertKind, Kind, number};
use super::diction;
use super::hints::Hints;
use super::words;
use crate::markup::{NodeId, Tree};

/// The chance from which a block is kept.
pub(super) const KEPT: f64 = 0.5;

/// Words from which a text that was kept before is a copy; shorter ones do stand twice in a text.
const SHORTEST_COPY: usize = 12;

/// What was decided of a block, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is article text.
    Kept,
    /// Its chance of being article text is too small.
    Unlikely,
    /// The same text was kept before.
    Repeated,
    /// It is the headline, which stands apart.
    Headline,
    /// It is the standfirst, which stands apart.
    Standfirst,
    /// It asks for consent to cookies.
    Consent,
}

/// Which blocks are kept; repeated paragraphs only the first time, not the headline itself, and no text of consent
/// unless the headline is about that.
pub(super) fn verdicts(blocks: &[Block], chances: &[f64], title: Option<&str>) -> Vec<Verdict> {
    let title = title.map(words::fold).unwrap_or_default();
    let is_about_consent = diction::speaks_of_consent(&title);
    let mut seen: HashSet<&str> = HashSet::new();
    let mut verdicts = Vec::with_capacity(blocks.len());
    for (block, chance) in blocks.iter().zip(chances) {
        let folded = block.folded.as_str();
        let verdict = if matches!(block.kind, Kind::Heading(_)) && folded == title {
            Verdict::Headline
        } else if *chance < KEPT {
            Verdict::Unlikely
        } else if !is_about_consent && diction::asks_consent(folded) {
            Verdict::Consent
        } else if block.kind != Kind::Preformatted
            && block.count.words >= SHORTEST_COPY
            && seen.contains(folded)
        {
            Verdict::Repeated
        } else {
            Verdict::Kept
        };
        if verdict == Verdict::Kept {
            seen.insert(folded);
        }
        verdicts.push(verdict);
    }
    verdicts
}

/// How sure the choice is, 0 to 1: the mean certainty of the blocks, by their words.
pub(super) fn confidence(blocks: &[Block], chances: &[f64], kept: &[bool]) -> f64 {
    let (mut sum, mut words) = (0.0, 0.0);
    for ((block, chance), keeps) in blocks.iter().zip(chances).zip(kept) {
        if *keeps {
            sum += chance * number(block.count.words);
            words += number(block.count.words);
        }
    }
    let length = (words / 120.0).min(1.0);
    if words > 0.0 { (sum / words) * (0.5 + 0.5 * length) } else { 0.0 }
}

/// The innermost element that holds nearly all kept text.
pub(super) fn container(tree: &Tree, blocks: &[Block], kept: &[bool]) -> Option<NodeId> {
    let mut sums: HashMap<NodeId, usize> = HashMap::new();
    let mut total = 0;
    for (block, _) in blocks.iter().zip(kept).filter(|(_, keeps)| **keeps) {
        total += block.count.words;
        for node in std::iter::once(block.node).chain(tree.ancestors(block.node)) {
            *sums.entry(node).or_default() += block.count.words;
        }
    }
    let holds = |node: &NodeId| sums.get(node).is_some_and(|words| number(*words) >= 0.85 * number(total));
    let first = blocks
        .iter()
        .zip(kept)
        .filter(|(_, keeps)| **keeps)
        .max_by_key(|(block, _)| block.count.words)?
        .0
        .node;
    std::iter::once(first).chain(tree.ancestors(first)).find(holds)
}

/// Which inserts belong to the article.
pub(super) fn inserts(
    tree: &Tree,
    blocks: &[Block],
    kept: &[bool],
    inserts: &[Insert],
    headline: Option<usize>,
) -> Vec<bool> {
    let first = kept.iter().position(|keeps| *keeps);
    let last = kept.iter().rposition(|keeps| *keeps);
    let (Some(first), Some(last), Some(container)) = (first, last, container(tree, blocks, kept)) else {
        return vec![false; inserts.len()];
    };
    let is_in = |node: NodeId, around: NodeId| tree.ancestors(node).any(|up| up == around);
    let inner = blocks.iter().zip(kept).position(|(block, keeps)| *keeps && is_in(block.node, container));
    let opening = inner.unwrap_or(first).max(first);
    let article = std::iter::once(container)
        .chain(tree.ancestors(container))
        .find(|node| matches!(tree.name(*node), "article" | "main"));
    let top = headline.filter(|headline| *headline <= first).unwrap_or(first);
    let start = top.min(first.saturating_sub(6));
    inserts
        .iter()
        .map(|insert| {
            let is_inside = is_in(insert.node, container);
            let is_between = insert.before > first && insert.before <= last + 1;
            let is_above = insert.before >= start && insert.before <= opening;
            let is_below =
                insert.before > last && article.is_some_and(|top| is_shown_below(tree, insert, top));
            let near = nearest(kept, insert.before);
            let is_other = is_other(tree, insert, container);
            match insert.kind {
                InsertKind::Figure => {
                    !is_other && (is_inside && is_between && near <= 3 || is_above && near <= 12 || is_below)
                }
                InsertKind::Embed => !is_other && is_inside && is_between && near <= 2,
            }
        })
        .collect()
}

/// Whether a figure belongs to a gallery that the article shows below its text.
fn is_shown_below(tree: &Tree, insert: &Insert, article: NodeId) -> bool {
    let is_gallery = |node: NodeId| tree.element(node).is_some_and(|id| Hints::of(id).has(Hints::GALLERY));
    tree.name(insert.node) == "figure"
        && tree.find(insert.node, "figcaption").is_some()
        && tree.ancestors(insert.node).any(|node| node == article)
        && tree.ancestors(insert.node).take_while(|node| *node != article).any(is_gallery)
}

/// How many blocks away the nearest kept one is.
fn nearest(kept: &[bool], before: usize) -> usize {
    let above = kept.iter().take(before).rev().position(|keeps| *keeps);
    let below = kept.iter().skip(before).position(|keeps| *keeps);
    above.into_iter().chain(below).min().unwrap_or(usize::MAX)
}

/// Whether an insert belongs to other things than the article: by the elements around it, up to the nearest that it
/// shares with the article's text.
fn is_other(tree: &Tree, insert: &Insert, container: NodeId) -> bool {
    let other = Hints::RELATED
        .with(Hints::NAVIGATION)
        .with(Hints::FOOTER)
        .with(Hints::AUTHOR)
        .with(Hints::ADVERTISEMENT)
        .with(Hints::COMMENT)
        .with(Hints::POPULAR)
        .with(Hints::NEWSLETTER)
        .with(Hints::SHARE)
        .with(Hints::SIDEBAR)
        .with(Hints::PROMOTION);
    let shared: Vec<NodeId> = std::iter::once(container).chain(tree.ancestors(container)).collect();
    let mut own = std::iter::once(insert.node).chain(tree.ancestors(insert.node));
    own.by_ref().take_while(|node| !shared.contains(node)).any(|node| {
        matches!(tree.name(node), "footer" | "form" | "nav")
            || tree.element(node).is_some_and(|element| Hints::of(element).has(other))
    })
}
