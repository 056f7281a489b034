//! Nesting: the lists, tables and quotations around the blocks that are written, opened and closed as they come.

use super::block::{Block, Kind};
use crate::markup::{NodeId, Tree};

/// An element around several blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    node: NodeId,
    name: &'static str,
}

/// The elements that are open, outermost first, each with its item that is open.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<(Level, Option<NodeId>)>,
}

impl Nest {
    /// Opens and closes what must be for `block` to be written.
    pub(super) fn enter(&mut self, tree: &Tree, block: &Block, out: &mut String) {
        let wanted = self.levels(tree, block);
        let common = self.open.iter().zip(&wanted).take_while(|((open, _), wanted)| open == *wanted).count();
        while self.open.len() > common {
            self.close_last(out);
        }
        for level in wanted.into_iter().skip(common) {
            self.begin(tree, level, out);
        }
        if let Some(item) = item_of(tree, block).filter(|_| block.kind == Kind::Item) {
            self.begin_item(item, out);
        }
    }

    /// Whether an item of a list is open, in which the next block stands.
    pub(super) fn in_item(&self) -> bool {
        self.open.last().is_some_and(|(_, item)| item.is_some())
    }

    /// Whether the innermost open element is one of this name.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.open.last().is_some_and(|(level, _)| level.name == name)
    }

    /// Closes everything.
    pub(super) fn close(&mut self, out: &mut String) {
        while !self.open.is_empty() {
            self.close_last(out);
        }
    }

    fn begin(&mut self, tree: &Tree, level: Level, out: &mut String) {
        if let Some((parent, item)) = self.open.last_mut()
            && is_list(parent.name)
            && item.is_none()
        {
            *item = Some(level.node);
            out.push_str("<li>");
        }
        out.push('<');
        out.push_str(level.name);
        if let Some(start) = tree.attribute(level.node, "start").filter(|_| level.name == "ol") {
            let digits: String = start.chars().filter(char::is_ascii_digit).take(6).collect();
            out.push_str(" start=\"");
            out.push_str(&digits);
            out.push('"');
        }
        out.push('>');
        self.open.push((level, None));
    }

    fn begin_item(&mut self, node: NodeId, out: &mut String) {
        let Some((_, item)) = self.open.last_mut() else { return };
        if item.replace(node).is_some() {
            out.push_str("</li>\n");
        }
        out.push_str("<li>");
    }

    fn close_last(&mut self, out: &mut String) {
        let Some((level, item)) = self.open.pop() else { return };
        if item.is_some() {
            out.push_str("</li>\n");
        }
        out.push_str("</");
        out.push_str(level.name);
        out.push_str(">\n");
    }

    /// The elements that belong around a block, outermost first.
    fn levels(&self, tree: &Tree, block: &Block) -> Vec<Level> {
        let around = || std::iter::once(block.node).chain(tree.ancestors(block.node));
        let one = |names: &[&str], name| {
            around().find(|node| names.contains(&tree.name(*node))).map(|node| Level { node, name })
        };
        let is_in_open_item = |item: &NodeId| around().any(|node| node == *item);
        match block.kind {
            Kind::Item => lists(tree, block),
            Kind::Row => one(&["table"], "table").into_iter().collect(),
            _ if tree.name(block.node) == "caption" => one(&["table"], "table").into_iter().collect(),
            _ if block.place.definition && part_of_definition(tree, block.node).is_some() => {
                one(&["dl"], "dl").into_iter().collect()
            }
            _ => {
                let holding =
                    self.open.iter().rposition(|(_, item)| item.as_ref().is_some_and(is_in_open_item));
                let held = holding.and_then(|at| self.open.get(..=at)).unwrap_or_default();
                if held.is_empty() && block.place.quote {
                    return one(&["blockquote"], "blockquote").into_iter().collect();
                }
                held.iter().map(|(level, _)| *level).collect()
            }
        }
    }
}

/// The lists around an item, one inside the other.
fn lists(tree: &Tree, block: &Block) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut expects_list = true;
    for node in std::iter::once(block.node).chain(tree.ancestors(block.node)) {
        match tree.name(node) {
            "ol" => levels.push(Level { node, name: "ol" }),
            "ul" | "menu" | "dir" => levels.push(Level { node, name: "ul" }),
            "li" => {
                expects_list = false;
                continue;
            }
            _ if expects_list => continue,
            _ if levels.is_empty() => continue,
            _ => break,
        }
        expects_list = false;
    }
    levels.reverse();
    levels
}

fn is_list(name: &str) -> bool {
    matches!(name, "ol" | "ul")
}

fn item_of(tree: &Tree, block: &Block) -> Option<NodeId> {
    std::iter::once(block.node).chain(tree.ancestors(block.node)).find(|node| tree.name(*node) == "li")
}

/// `dt` or `dd` around a block.
pub(super) fn part_of_definition(tree: &Tree, node: NodeId) -> Option<&'static str> {
    std::iter::once(node).chain(tree.ancestors(node)).take(3).find_map(|node| match tree.name(node) {
        "dt" => Some("dt"),
        "dd" => Some("dd"),
        _ => None,
    })
}
