//! Shadow roots that a page declares in its markup: what stands beside them is put into their slots, as a browser
//! shows it.

use super::tree::{NodeId, Tree};

/// Slots of a page after which no more are filled.
const MOST_SLOTS: usize = 2_000;
/// Nodes of a shadow root among which slots are looked for.
const FAR: usize = 20_000;

/// Whether an element is a template whose content is shown at its place.
pub(crate) fn is_root(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "template"
        && ["shadowrootmode", "shadowroot"].iter().any(|name| tree.attribute(id, name).is_some())
}

/// Puts the children of every host into the slots of its shadow root. A slot that gets something loses what stood in
/// it; what no slot takes stays where it is.
pub(super) fn compose(tree: &mut Tree) {
    let roots: Vec<NodeId> = tree.descendants(NodeId::ROOT).filter(|id| is_root(tree, *id)).collect();
    let mut filled = 0;
    for root in roots {
        let Some(host) = tree.parent(root) else { continue };
        let slots: Vec<NodeId> =
            tree.descendants(root).take(FAR).filter(|id| tree.name(*id) == "slot").collect();
        for slot in slots {
            filled += 1;
            if filled > MOST_SLOTS {
                return;
            }
            fill(tree, host, root, slot);
        }
    }
}

fn fill(tree: &mut Tree, host: NodeId, root: NodeId, slot: NodeId) {
    let name = tree.attribute(slot, "name").unwrap_or_default();
    let is_assigned = |child: &NodeId| {
        *child != root && tree.attribute(*child, "slot").unwrap_or_default() == name && !is_root(tree, *child)
    };
    let assigned: Vec<NodeId> = tree.children(host).filter(is_assigned).collect();
    let is_in_place = tree.ancestors(slot).any(|up| up == root);
    let is_blank = |child: &NodeId| tree.text(*child).is_some_and(|text| text.trim().is_empty());
    if !is_in_place || assigned.iter().all(is_blank) {
        return;
    }
    let fallback: Vec<NodeId> = tree.children(slot).collect();
    for child in fallback {
        tree.detach(child);
    }
    for child in assigned {
        tree.detach(child);
        tree.append(slot, child);
    }
}
