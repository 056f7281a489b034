//! Hidden words: what a page carries for voices, for tooltips or for scripts and shows to nobody who reads it.
//!
//! Pages that hide their whole text until a script runs are read all the same: only little of a page is left out.

use std::collections::HashSet;

use super::words;
use crate::markup::{Element, NodeId, Tree};

/// Words of a hidden element from which it may be the page's own text.
const LARGEST: usize = 40;
/// Nodes of a hidden element from which it is not looked at.
const FAR: usize = 300;

/// Whether an element is for those who hear a page: its class says that it is not seen.
pub(super) fn is_for_readers_aloud(tree: &Tree, id: NodeId, element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    let is_aloud = element.name() != "h1" && !class.is_empty() && class.split_whitespace().any(is_unseen);
    is_aloud && !class.contains("not-sr-only") && little(tree, id).is_some_and(|words| words > 0)
}

/// Class names of what only voices read, without dashes.
fn is_unseen(class: &str) -> bool {
    if class.len() < 5 {
        return false;
    }
    let bare: String =
        class.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let parts = [
        "sronly",
        "visuallyhidden",
        "hiddenvisually",
        "screenreader",
        "a11yhidden",
        "a11yonly",
        "elementinvisible",
        "showforsr",
        "assistivetext",
        "tooltiptext",
    ];
    parts.iter().any(|part| bare.contains(part)) && !bare.starts_with("not")
}

/// Whether a part that voices do not read says again what stands right beside it.
pub(super) fn is_twin(tree: &Tree, id: NodeId, element: &Element) -> bool {
    if element.attribute("aria-hidden") != Some("true") || !super::shown::is_in_line(tree, id) {
        return false;
    }
    let Some(parent) = tree.parent(id) else { return false };
    let text = |id: NodeId| words::fold(&tree.characters(id));
    let own = text(id);
    let siblings: Vec<NodeId> = tree
        .children(parent)
        .take(FAR)
        .filter(|child| !words::fold(&tree.characters(*child)).is_empty())
        .collect();
    let Some(at) = siblings.iter().position(|child| *child == id) else { return false };
    let beside = [at.checked_sub(1), Some(at + 1)];
    own.len() > 1
        && beside.iter().flatten().filter_map(|at| siblings.get(*at)).any(|child| text(*child) == own)
}

/// Whether an element says of itself that it is not shown.
pub(super) fn is_concealed(tree: &Tree, id: NodeId) -> bool {
    let Some(element) = tree.element(id) else { return false };
    let is_hidden = element.attribute("hidden").is_some_and(|value| value != "until-found");
    is_hidden
        || element.attribute("role") == Some("tooltip")
        || element.attribute("style").is_some_and(conceals)
}

/// Whether a style attribute hides its element.
pub(super) fn conceals(style: &str) -> bool {
    let squeezed: String =
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    squeezed.contains("display:none") || squeezed.contains("visibility:hidden") || is_sizeless(&squeezed)
}

fn is_sizeless(squeezed: &str) -> bool {
    squeezed.split(';').any(|rule| matches!(rule, "font-size:0" | "font-size:0px"))
}

/// Those of the concealed elements that are left out: each holds little, and all together are not most of the page.
pub(super) fn left_out(tree: &Tree, top: NodeId, concealed: &[NodeId]) -> Vec<NodeId> {
    if concealed.is_empty() {
        return Vec::new();
    }
    let small: Vec<(NodeId, usize)> = concealed
        .iter()
        .filter_map(|id| Some((*id, little(tree, *id)?)))
        .filter(|(_, words)| *words > 0)
        .collect();
    let hidden: usize = small.iter().map(|(_, words)| words).sum();
    let inside: HashSet<NodeId> = concealed.iter().copied().collect();
    let is_most = || hidden * 2 > shown_words(tree, top, &inside);
    if small.is_empty() || hidden > LARGEST && is_most() {
        return Vec::new();
    }
    small.into_iter().map(|(id, _)| id).collect()
}

/// The words of an element that holds few, and nothing but words.
fn little(tree: &Tree, id: NodeId) -> Option<usize> {
    let (mut words, mut nodes) = (0, 0);
    for below in tree.descendants(id) {
        nodes += 1;
        let is_more =
            matches!(tree.name(below), "math" | "img" | "picture" | "figure" | "iframe" | "video" | "h1");
        words += tree.text(below).map_or(0, words::count);
        if nodes > FAR || words > LARGEST || is_more {
            return None;
        }
    }
    Some(words)
}

/// The words of a page that stand in no concealed element.
fn shown_words(tree: &Tree, top: NodeId, concealed: &HashSet<NodeId>) -> usize {
    let mut words = 0;
    let mut next = tree.first_child(top);
    while let Some(id) = next {
        words += tree.text(id).map_or(0, words::count);
        let goes_in = !concealed.contains(&id) && !matches!(tree.name(id), "script" | "style" | "noscript");
        let inside = if goes_in { tree.first_child(id) } else { None };
        next = inside.or_else(|| tree.after(id, top));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_voices_is_known_by_its_class() {
        assert!(
            is_unseen("sr-only") && is_unseen("govuk-visually-hidden") && is_unseen("screen-reader-text")
        );
        assert!(!is_unseen("screen") && !is_unseen("not-sr-only") && !is_unseen("text"));
        assert!(
            conceals("color: red; display : none")
                && conceals("font-size: 0")
                && !conceals("font-size: 0.9em")
        );
    }
}
