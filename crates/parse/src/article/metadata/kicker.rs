//! Kickers: the short line above a headline that some pages put into the same heading.

use crate::article::block::Block;
use crate::article::hints::Hints;
use crate::article::words;
use crate::markup::{NodeId, Tree};

/// Words of a kicker at most.
const LONGEST: usize = 8;

/// The text of a heading without the kicker in it: its first part, where that is marked as one or the head of the page
/// leaves it out.
pub(super) fn without(tree: &Tree, block: &Block, claims: &[&str]) -> String {
    let whole = || block.text.clone();
    let Some(part) = first_part(tree, block) else { return whole() };
    let is_inside = |leaf: &NodeId| tree.ancestors(*leaf).any(|up| up == part);
    let text = |inside: bool| {
        let mut text = String::new();
        for leaf in block.leaves.iter().filter(|leaf| is_inside(leaf) == inside) {
            words::push_folded(tree.text(*leaf).unwrap_or(" "), &mut text);
        }
        text.trim().to_owned()
    };
    let (kicker, rest) = (text(true), text(false));
    let rest = rest.trim_start_matches([':', '-', '–', '—', '|', '/', '·', '•', ' ']);
    let folded = words::fold(rest);
    let is_claimed = || claims.iter().any(|claim| words::fold(claim) == folded);
    let is_kicker = words::count(&kicker) <= LONGEST && words::count(rest) > 2;
    if is_kicker && (is_marked(tree, part) || is_claimed()) { rest.to_owned() } else { whole() }
}

/// The outermost element that holds the first words of a heading, and not all of them.
fn first_part(tree: &Tree, block: &Block) -> Option<NodeId> {
    let has_words = |leaf: &&NodeId| tree.text(**leaf).is_some_and(|text| !text.trim().is_empty());
    let first = block.leaves.iter().find(has_words)?;
    let last = block.leaves.iter().rev().find(has_words)?;
    let mut around: Vec<NodeId> = tree.ancestors(*first).take_while(|up| *up != block.node).collect();
    around.reverse();
    around.into_iter().find(|up| !tree.ancestors(*last).any(|other| other == *up))
}

/// Whether an element says that it is a kicker.
fn is_marked(tree: &Tree, part: NodeId) -> bool {
    let class = tree.attribute(part, "class").unwrap_or_default().to_ascii_lowercase();
    let names = [
        "kicker",
        "overline",
        "topline",
        "dachzeile",
        "roofline",
        "spitzmarke",
        "eyebrow",
        "pretitle",
        "surtitle",
        "supertitle",
        "overtitle",
        "category",
        "rubrik",
        "badge",
    ];
    let is_headline = tree.element(part).is_some_and(|element| Hints::of_class(element).has(Hints::HEADLINE));
    names.iter().any(|name| class.contains(name))
        && (!is_headline || class.contains("kicker") || class.contains("pretitle"))
}
