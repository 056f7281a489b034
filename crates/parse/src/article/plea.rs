//! Pleas: boxes in which a publisher asks its readers for money or for consent are dropped whole, however much they
//! read like prose.

use std::collections::{HashMap, HashSet};

use super::block::Block;
use super::choose::KEPT;
use super::{diction, words};
use crate::markup::{NodeId, Tree};

/// What is said only where readers are asked for money, as [`words::fold`] leaves it.
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

/// Whether a folded text asks for money.
fn asks_for_money(folded: &str) -> bool {
    MONEY.iter().any(|phrase| folded.contains(phrase))
}

/// Drops the largest elements of whose kept words at least a third ask for money or consent, with all that is in them,
/// and single such blocks.
/// An element that holds the headline, or the first of the text where there is none, is never dropped.
pub(super) fn drop_pleas(tree: &Tree, blocks: &[Block], chances: &mut [f64], headline: Option<usize>) {
    let title =
        headline.and_then(|at| blocks.get(at)).map(|block| words::fold(&block.text)).unwrap_or_default();
    if diction::speaks_of_consent(&title) || asks_for_money(&title) {
        return;
    }
    let pleas: Vec<bool> = blocks.iter().map(is_plea).collect();
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
    if block.count.words > 150 {
        return false;
    }
    let folded = words::fold(&block.text);
    diction::asks_consent(&folded) || asks_for_money(&folded)
}

/// The elements at least a third of whose kept words are pleas, and that do not hold the headline.
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
    let text = headline.and_then(|at| blocks.get(at)).or_else(|| {
        let first = pleas.iter().zip(chances).position(|(plea, chance)| !plea && *chance >= KEPT);
        first.and_then(|at| blocks.get(at))
    });
    let held: HashSet<NodeId> = text.into_iter().flat_map(|block| around(block.node)).collect();
    let mostly = sums.into_iter().filter(|(_, (words, pleas))| *pleas * 3 >= *words);
    mostly.map(|(node, _)| node).filter(|node| !held.contains(node)).collect()
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
