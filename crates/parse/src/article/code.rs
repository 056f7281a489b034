//! Code and other text whose lines and spaces count: the lines of a `pre` element, without numbers and buttons.

use crate::markup::{Element, NodeId, Tree};

/// The texts of an element in order, with its other nodes where a line ends.
pub(super) fn leaves(tree: &Tree, top: NodeId) -> Vec<NodeId> {
    let mut lines = Lines { tree, leaves: Vec::new(), in_line: false, is_empty: Vec::new() };
    let mut next = tree.first_child(top);
    while let Some(id) = next {
        let inside = if lines.enter(id) { tree.first_child(id) } else { None };
        next = inside.or_else(|| lines.climb(id, top));
    }
    lines.leaves
}

/// The text of leaves: every node that is no text ends a line.
pub(super) fn text(tree: &Tree, leaves: &[NodeId]) -> String {
    let mut text = String::new();
    for leaf in leaves {
        text.push_str(tree.text(*leaf).unwrap_or("\n"));
    }
    let start = text.rfind(|c: char| !c.is_whitespace()).map_or(0, |_| {
        let blank = text.len() - text.trim_start().len();
        text.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |end| end + 1)
    });
    text.get(start..).unwrap_or_default().trim_end().to_owned()
}

/// Whether a text is a column of line numbers: each line one more than the line before.
pub(super) fn counts_lines(text: &str) -> bool {
    let numbers: Option<Vec<u32>> = text.split_whitespace().map(|line| line.parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [one, other] if one + 1 == *other))
    })
}

/// Whether an element holds text whose lines count, and not the paragraphs of a page.
pub(super) fn is_code(tree: &Tree, id: NodeId, element: &Element) -> bool {
    let name: &str = element.name();
    let keeps_lines = || {
        let style = element.attribute("style").unwrap_or_default();
        name == "code" && style.replace(' ', "").contains("white-space:pre")
    };
    let is_page = || {
        let is_part = |name: &str| matches!(name, "h1" | "h2" | "h3" | "p" | "section" | "article");
        tree.descendants(id).take(2_000).any(|below| is_part(tree.name(below)))
    };
    (matches!(name, "pre" | "xmp" | "listing") || keeps_lines()) && !is_page()
        || name == "table" && is_numbered(tree, id)
}

/// Whether a table shows code beside a column of line numbers, row by row.
fn is_numbered(tree: &Tree, table: NodeId) -> bool {
    let cells = || tree.descendants(table).take(400).filter(|id| tree.name(*id) == "td");
    let is_gutter = |id: &NodeId| tree.element(*id).is_some_and(is_gutter);
    let has_pre = || tree.descendants(table).take(400).any(|id| tree.name(id) == "pre");
    cells().next().is_some_and(|first| is_gutter(&first)) && !has_pre()
}

/// Whether an element stands beside the code: line numbers, a button.
fn is_gutter(element: &Element) -> bool {
    let name: &str = element.name();
    let style = element.attribute("style").unwrap_or_default().replace(' ', "");
    matches!(
        name,
        "button"
            | "script"
            | "style"
            | "svg"
            | "template"
            | "iframe"
            | "video"
            | "audio"
            | "object"
            | "noscript"
            | "noembed"
            | "noframes"
            | "textarea"
            | "select"
            | "canvas"
    ) || style.contains("user-select:none")
        || !matches!(name, "ol" | "ul" | "code" | "table" | "tbody")
            && element.attribute("class").is_some_and(|class| class.split_whitespace().any(is_beside))
}

/// Class names of line numbers and buttons, without their dashes.
fn is_beside(class: &str) -> bool {
    let bare: String =
        class.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let parts = [
        "lineno",
        "linenumber",
        "linenr",
        "gutter",
        "lnnum",
        "blobnum",
        "linenum",
        "copybtn",
        "copybutton",
        "clipboard",
        "btncopy",
        "selectnone",
    ];
    matches!(bare.as_str(), "ln" | "lnt" | "lnum" | "nu" | "copy")
        || parts.iter().any(|part| bare.contains(part))
}

struct Lines<'a> {
    tree: &'a Tree,
    leaves: Vec<NodeId>,
    /// Whether something stands in the line that is being read.
    in_line: bool,
    /// For each open element that is a line: whether nothing came in it yet.
    is_empty: Vec<bool>,
}

impl Lines<'_> {
    /// Takes a node; whether the walk goes inside.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.tree.text(id) {
            self.leaves.push(id);
            self.in_line = !text.ends_with('\n');
            self.is_empty.iter_mut().for_each(|is_empty| *is_empty &= text.is_empty());
            return false;
        }
        let Some(element) = self.tree.element(id) else { return false };
        if is_gutter(element) || self.is_number(id, element) {
            return false;
        }
        if element.name() == "br" {
            self.end_line(id);
            return false;
        }
        if self.is_line(id) {
            if self.in_line {
                self.end_line(id);
            }
            self.is_empty.push(true);
            if self.tree.first_child(id).is_none() {
                self.leave(id);
            }
        }
        true
    }

    fn leave(&mut self, id: NodeId) {
        if self.is_line(id) && (self.is_empty.pop() == Some(true) || self.in_line) {
            self.end_line(id);
        }
    }

    fn climb(&mut self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut node = id;
        while node != top {
            if let Some(next) = self.tree.next(node) {
                return Some(next);
            }
            node = self.tree.parent(node)?;
            if node != top {
                self.leave(node);
            }
        }
        None
    }

    fn end_line(&mut self, id: NodeId) {
        self.leaves.push(id);
        self.in_line = false;
        self.is_empty.iter_mut().for_each(|is_empty| *is_empty = false);
    }

    /// Whether an element is a line of its own: a block, or a part marked as a line right beside another.
    fn is_line(&self, id: NodeId) -> bool {
        let name = self.tree.name(id);
        let is_marked = || {
            let class = self.tree.attribute(id, "class").unwrap_or_default();
            class
                .split_whitespace()
                .any(|word| matches!(word, "line" | "code-line" | "token-line" | "view-line"))
        };
        let is_beside = || {
            let next = self.tree.next(id);
            next.is_some_and(|next| self.tree.element(next).is_some())
                || next.is_none() && self.tree.parent(id).and_then(|up| self.tree.first_child(up)) != Some(id)
        };
        matches!(name, "div" | "li" | "tr") || name == "span" && is_marked() && is_beside()
    }

    /// Whether an element is the number that its own attribute tells.
    fn is_number(&self, id: NodeId, element: &Element) -> bool {
        let number = ["data-line-number", "data-line"].iter().find_map(|name| element.attribute(name));
        number.is_some_and(|number| self.tree.characters(id).trim() == number)
    }
}
