//! Notes: call-outs within a text, and the notes at its end to which marks in it lead.

use std::collections::{HashMap, HashSet};

use super::block::Block;
use super::words;
use crate::markup::{Element, NodeId, Tree};

/// Words of the longest note.
const LONGEST: usize = 200;
/// Nodes of a note that are looked at.
const FAR: usize = 600;

/// Whether an element is a note of the writer, by its role or class.
pub(super) fn is_note(element: &Element) -> bool {
    let roles =
        ["note", "doc-tip", "doc-notice", "doc-example", "doc-footnote", "doc-endnotes", "doc-footnotes"];
    let is_role = element.attribute("role").is_some_and(|role| roles.contains(&role));
    is_role || element.attribute("class").is_some_and(|class| class.split_whitespace().any(is_note_class))
}

fn is_note_class(class: &str) -> bool {
    let lower = class.to_ascii_lowercase();
    let words = [
        "note",
        "tip",
        "hint",
        "alert",
        "notice",
        "footnotes",
        "endnotes",
        "infobox",
        "factbox",
        "fact-box",
        "info-box",
    ];
    words.contains(&lower.as_str())
        || ["callout", "admonition", "markdown-alert"].iter().any(|start| lower.starts_with(start))
}

/// The elements to which marks in the kept text lead: a number or a sign that links to a place of the same page.
pub(super) fn marked(tree: &Tree, blocks: &[Block], kept: &[bool]) -> HashSet<NodeId> {
    let mut names: HashSet<&str> = HashSet::new();
    for (block, _) in blocks.iter().zip(kept).filter(|(block, keeps)| **keeps && block.count.links > 0) {
        let links = block.leaves.iter().filter_map(|leaf| {
            tree.ancestors(*leaf).take_while(|up| *up != block.node).find(|up| tree.name(*up) == "a")
        });
        names.extend(links.filter_map(|link| mark(tree, link)));
    }
    if names.is_empty() {
        return HashSet::new();
    }
    let found = places(tree, &names);
    found.into_values().filter(|node| is_short(tree, *node)).collect()
}

/// The name of the place to which a mark leads.
fn mark(tree: &Tree, link: NodeId) -> Option<&str> {
    let name = tree.attribute(link, "href")?.strip_prefix('#').filter(|name| !name.is_empty())?;
    let text = tree.characters(link);
    let inner = text.trim().trim_matches(['[', ']', '(', ')', '^']);
    let is_number = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_raised = inner.chars().count() <= 3
        && (tree.ancestors(link).take(2).any(|up| tree.name(up) == "sup")
            || tree.find(link, "sup").is_some());
    (is_number || is_raised || matches!(inner, "*" | "**" | "†" | "‡")).then_some(name)
}

/// The elements with these names; for an empty one the element around it.
fn places<'a>(tree: &'a Tree, names: &HashSet<&'a str>) -> HashMap<&'a str, NodeId> {
    let mut places = HashMap::new();
    for id in tree.descendants(NodeId::ROOT) {
        let Some(element) = tree.element(id) else { continue };
        let is_link = element.name() == "a";
        let name = element.attribute("id").or_else(|| element.attribute("name").filter(|_| is_link));
        let Some(name) = name.filter(|name| names.contains(name)) else { continue };
        let around = tree.parent(id).filter(|_| matches!(&**element.name(), "a" | "span" | "sup"));
        places.entry(name).or_insert(around.unwrap_or(id));
    }
    places
}

fn is_short(tree: &Tree, node: NodeId) -> bool {
    let (mut words, mut nodes) = (0, 0);
    for below in tree.descendants(node) {
        nodes += 1;
        words += tree.text(below).map_or(0, words::count);
        if words > LONGEST || nodes > FAR {
            return false;
        }
    }
    words > 0 && !matches!(tree.name(node), "body" | "main" | "article")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_known_by_their_class() {
        assert!(is_note_class("callout-tip") && is_note_class("admonition") && is_note_class("note"));
        assert!(!is_note_class("footnote-ref") && !is_note_class("tipjar"));
    }
}
