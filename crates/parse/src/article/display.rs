//! Display: whether an element stands in a line of text or apart from it, as a browser would lay it out.

use crate::markup::{Element, NodeId, Tree};

/// Nodes below an unknown element that are looked at for blocks.
const FAR: usize = 200;

/// Whether an element is shown apart from the text around it. What is unknown stands in the line, as in a browser,
/// unless it holds blocks or is itself one of several parts of a box that holds no text of its own.
pub(super) fn is_apart(tree: &Tree, id: NodeId, element: &Element) -> bool {
    let name: &str = element.name();
    match element.attribute("style").and_then(styled) {
        Some(is_apart) => is_apart,
        None if is_block(name) => true,
        None if is_inline(name) => false,
        None => holds_blocks(tree, id) || !stands_in_a_line(tree, id),
    }
}

/// What a style attribute says: `Some(true)` for a block, `Some(false)` for a part of the line.
fn styled(style: &str) -> Option<bool> {
    let lower = style.to_ascii_lowercase();
    let value = lower.split(';').rev().find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        (name.trim() == "display").then(|| value.trim().to_owned())
    })?;
    match value.trim_end_matches("!important").trim_end() {
        "block" | "flex" | "grid" | "list-item" | "flow-root" | "table" | "table-row" => Some(true),
        "inline" => Some(false),
        _ => None,
    }
}

fn holds_blocks(tree: &Tree, id: NodeId) -> bool {
    tree.descendants(id).take(FAR).any(|below| is_block(tree.name(below)) || tree.name(below) == "br")
}

/// Whether text or known inline elements with text stand beside an element, or its parent can hold only lines.
fn stands_in_a_line(tree: &Tree, id: NodeId) -> bool {
    let Some(parent) = tree.parent(id) else { return false };
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    let holds_lines =
        |name: &str| is_inline(name) || matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    holds_lines(tree.name(parent))
        || tree.children(parent).take(FAR).any(|beside| {
            tree.text(beside).is_some_and(has_words)
                || is_inline(tree.name(beside)) && has_words(&tree.characters(beside))
        })
}

/// Whether the HTML standard's style sheet shows an element as a block, or as a part of a list or table.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Whether an element of the HTML standard, or an older one, stands in a line.
fn is_inline(name: &str) -> bool {
    INLINES.binary_search(&name).is_ok()
}

/// In the order of letters.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "colgroup", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
    "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "template",
    "tfoot", "th", "thead", "tr", "ul", "xmp",
];

/// In the order of letters.
#[rustfmt::skip]
const INLINES: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rp", "rt", "rtc", "ruby", "s",
    "samp", "slot", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_an_element_is_one_or_the_other() {
        assert!(BLOCKS.is_sorted() && INLINES.is_sorted());
        assert!(BLOCKS.iter().all(|name| !is_inline(name)) && is_block("div") && is_inline("rb"));
    }
}
