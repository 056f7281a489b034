//! Pleas: boxes in which a publisher asks its readers for money or for consent are dropped whole, however much they
//! read like prose.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::block::Block;
use super::choose::KEPT;
use super::diction;
use super::phrases::Index;
use crate::markup::{NodeId, Tree};

/// What is said only where readers are asked for money, as [`super::words::fold`] leaves it.
#[rustfmt::skip]
const MONEY: &[&str] = &[
    "support our journalism", "support our newsroom", "support independent journalism", "help keep news free",
    "keep our news free", "keep our stories free", "our journalism is free", "journalism free for everyone",
    "become a supporter", "unterstützen sie unseren journalismus", "unterstützen sie unsere arbeit",
    "soutenez notre journalisme", "soutenez nous", "apoya nuestro periodismo", "hazte socio", "apoie o nosso jornalismo",
    "apoie o jornalismo", "sostieni il nostro giornalismo", "sostienici", "steun onze journalistiek", "steun ons",
    "stöd vår journalistik", "støtt vår journalistikk", "wesprzyj nas", "wspieraj nas", "bize destek olun",
    "поддержите нас", "поддержите редакцию", "підтримайте нас",
];

static PHRASES: LazyLock<Index> = LazyLock::new(|| Index::new(MONEY.iter()));

/// The least chance of a block that is looked at: one that could yet be kept.
const LEAST: f64 = 0.05;

/// Whether a folded text asks for money.
fn asks_for_money(folded: &str) -> bool {
    PHRASES.stands_in(folded)
}

/// Drops the largest elements of whose kept words at least a third ask for money or consent, with all that is in them,
/// and single such blocks.
/// An element that holds the headline or the first of the text is never dropped.
pub(super) fn drop_pleas(tree: &Tree, blocks: &[Block], chances: &mut [f64], headline: Option<usize>) {
    let title = headline.and_then(|at| blocks.get(at)).map(|block| block.folded.as_str()).unwrap_or_default();
    if diction::speaks_of_consent(title) || asks_for_money(title) {
        return;
    }
    let is_likely = |chance: &f64| *chance >= LEAST;
    let pleas: Vec<bool> = blocks
        .iter()
        .zip(chances.iter())
        .map(|(block, chance)| is_likely(chance) && is_plea(block))
        .collect();
    if !pleas.contains(&true) {
        return;
    }
    let dropped = mostly_pleas(tree, blocks, chances, &pleas, headline);
    for ((block, chance), plea) in blocks.iter().zip(chances.iter_mut()).zip(pleas) {
        let in_dropped = || {
            std::iter::once(block.node).chain(tree.ancestors(block.node)).any(|node| dropped.contains(&node))
        };
        if plea || *chance > 0.0 && in_dropped() {
            *chance = 0.0;
        }
    }
}

fn is_plea(block: &Block) -> bool {
    block.count.words <= 150 && (diction::asks_consent(&block.folded) || asks_for_money(&block.folded))
}

/// The elements at least a third of whose kept words are pleas, and that hold neither the headline nor the first text
/// nor half of all other text.
fn mostly_pleas(
    tree: &Tree,
    blocks: &[Block],
    chances: &[f64],
    pleas: &[bool],
    headline: Option<usize>,
) -> HashSet<NodeId> {
    let around = |node: NodeId| std::iter::once(node).chain(tree.ancestors(node));
    let mut sums: HashMap<NodeId, (usize, usize)> = HashMap::new();
    let kept = blocks.iter().zip(chances).zip(pleas).filter(|((_, chance), plea)| **plea || **chance >= KEPT);
    for ((block, _), plea) in kept {
        for node in around(block.node) {
            let sum = sums.entry(node).or_default();
            sum.0 += block.count.words;
            sum.1 += if *plea { block.count.words } else { 0 };
        }
    }
    let text = pleas.iter().zip(chances).position(|(plea, chance)| !plea && *chance >= KEPT);
    let held = [headline, text].into_iter().flatten().filter_map(|at| blocks.get(at));
    let held: HashSet<NodeId> = held.flat_map(|block| around(block.node)).collect();
    let others = others(blocks, chances, pleas);
    let is_mostly = |(words, pleas): &(usize, usize)| *pleas * 3 >= *words && (words - pleas) * 2 <= others;
    let mostly = sums.into_iter().filter(|(_, sum)| is_mostly(sum));
    mostly.map(|(node, _)| node).filter(|node| !held.contains(node)).collect()
}

/// The kept words that are no pleas.
fn others(blocks: &[Block], chances: &[f64], pleas: &[bool]) -> usize {
    let kept =
        blocks.iter().zip(chances).zip(pleas).filter(|((_, chance), plea)| !**plea && **chance >= KEPT);
    kept.map(|((block, _), _)| block.count.words).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_asking_is_a_plea() {
        assert!(asks_for_money("we cannot do this without your help support our newsroom"));
        assert!(asks_for_money("bitte unterstützen sie unseren journalismus mit einem abo"));
        assert!(!asks_for_money("the council cannot mend the mill without help from the county"));
    }
}
