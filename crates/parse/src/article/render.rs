//! Rendering: kept blocks and figures as markup, to be cleaned by the sanitiser like any other.

use super::block::{Block, Kind};
use super::extracted::ArticleImage;
use crate::markup::{NodeId, Tree};

/// Something to write, in reading order.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Block(&'a Block),
    Figure(&'a ArticleImage),
    /// An address and what it is called.
    Embed(String, String),
}

/// Writes the pieces as markup that still has to be cleaned.
pub(super) fn html(tree: &Tree, pieces: &[Piece<'_>]) -> String {
    let mut writer = Writer { tree, out: String::new(), group: None };
    for piece in pieces {
        match piece {
            Piece::Block(block) => writer.block(block),
            Piece::Figure(image) => writer.figure(image),
            Piece::Embed(address, title) => writer.embed(address, title),
        }
    }
    writer.close_group();
    writer.out
}

/// Elements around several blocks: a list, a table, a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    node: Option<NodeId>,
    name: &'static str,
}

struct Writer<'a> {
    tree: &'a Tree,
    out: String,
    group: Option<Group>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        self.enter_group(self.group_of(block));
        let (start, end) = match (block.kind, self.group) {
            (Kind::Heading(1 | 2), _) => ("<h2>", "</h2>\n"),
            (Kind::Heading(3), _) => ("<h3>", "</h3>\n"),
            (Kind::Heading(_), _) => ("<h4>", "</h4>\n"),
            (Kind::Item, Some(_)) => ("<li>", "</li>\n"),
            (Kind::Preformatted, _) => ("<pre>", "</pre>\n"),
            (Kind::Row, _) => return self.row(block),
            _ => ("<p>", "</p>\n"),
        };
        let direction = self.direction(block);
        self.out.push_str(&start.replace('>', &direction));
        self.inlines(block, block.node);
        self.out.push_str(end);
    }

    /// The end of a start tag, with the text's direction where the page sets it on the block itself.
    fn direction(&self, block: &Block) -> String {
        match self.tree.attribute(block.node, "dir") {
            Some(direction @ ("rtl" | "ltr")) => format!(" dir=\"{direction}\">"),
            _ => String::from(">"),
        }
    }

    fn group_of(&self, block: &Block) -> Option<Group> {
        let around = || std::iter::once(block.node).chain(self.tree.ancestors(block.node));
        let find = |names: &[&str]| around().find(|node| names.contains(&self.tree.name(*node)));
        match block.kind {
            Kind::Item => {
                let node = find(&["ul", "ol", "menu"])?;
                Some(Group { node: Some(node), name: if self.tree.name(node) == "ol" { "ol" } else { "ul" } })
            }
            Kind::Row => Some(Group { node: find(&["table"]), name: "table" }),
            _ if block.place.quote => Some(Group { node: find(&["blockquote"]), name: "blockquote" }),
            _ => None,
        }
    }

    fn enter_group(&mut self, group: Option<Group>) {
        if self.group == group {
            return;
        }
        self.close_group();
        if let Some(group) = group {
            self.out.push('<');
            self.out.push_str(group.name);
            self.out.push('>');
        }
        self.group = group;
    }

    fn close_group(&mut self) {
        if let Some(group) = self.group.take() {
            self.out.push_str("</");
            self.out.push_str(group.name);
            self.out.push_str(">\n");
        }
    }

    fn row(&mut self, block: &Block) {
        self.out.push_str("<tr>");
        let mut leaves = block.leaves.iter().copied().peekable();
        while let Some(leaf) = leaves.peek().copied() {
            let Some(cell) = self.cell_of(leaf) else {
                leaves.next();
                continue;
            };
            let name = self.tree.name(cell);
            self.start(name);
            let mut open = Vec::new();
            while let Some(leaf) = leaves.next_if(|leaf| self.cell_of(*leaf) == Some(cell)) {
                self.leaf(leaf, cell, &mut open, false);
            }
            self.close_inlines(&mut open);
            self.end(name);
        }
        self.out.push_str("</tr>");
    }

    fn cell_of(&self, leaf: NodeId) -> Option<NodeId> {
        self.tree
            .ancestors(leaf)
            .take_while(|up| self.tree.name(*up) != "tr")
            .find(|up| matches!(self.tree.name(*up), "td" | "th"))
    }

    fn inlines(&mut self, block: &Block, top: NodeId) {
        let (start, mut open) = (self.out.len(), Vec::new());
        let is_preformatted = block.kind == Kind::Preformatted;
        for leaf in &block.leaves {
            self.leaf(*leaf, top, &mut open, is_preformatted);
        }
        self.close_inlines(&mut open);
        if !is_preformatted && self.out.get(start..).is_some_and(|text| text.starts_with(' ')) {
            self.out.remove(start);
        }
    }

    /// Writes a text or line break with the inlines around it, closing and opening only what changes.
    fn leaf(&mut self, leaf: NodeId, top: NodeId, open: &mut Vec<NodeId>, is_preformatted: bool) {
        let mut around: Vec<NodeId> = self
            .tree
            .ancestors(leaf)
            .take_while(|up| *up != top)
            .filter(|up| is_written(self.tree.name(*up)))
            .collect();
        around.reverse();
        let common = open.iter().zip(&around).take_while(|(one, other)| one == other).count();
        while open.len() > common {
            if let Some(node) = open.pop() {
                self.end_tag(node);
            }
        }
        for node in around.into_iter().skip(common) {
            self.start_tag(node);
            open.push(node);
        }
        match self.tree.text(leaf) {
            Some(text) if is_preformatted => escape(text, &mut self.out),
            Some(text) => self.folded(text),
            None => self.out.push_str("<br>"),
        }
    }

    fn folded(&mut self, text: &str) {
        let mut folded = String::new();
        if text.starts_with(char::is_whitespace) {
            folded.push(' ');
        }
        super::words::push_folded(text.trim_start(), &mut folded);
        escape(&folded, &mut self.out);
    }

    fn start(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn start_tag(&mut self, node: NodeId) {
        self.out.push('<');
        self.out.push_str(self.tree.name(node));
        for name in ["href", "datetime", "lang", "dir", "cite"] {
            if let Some(value) = self.tree.attribute(node, name) {
                self.attribute(name, value);
            }
        }
        self.out.push('>');
    }

    fn end_tag(&mut self, node: NodeId) {
        self.end(self.tree.name(node));
    }

    fn close_inlines(&mut self, open: &mut Vec<NodeId>) {
        while let Some(node) = open.pop() {
            self.end_tag(node);
        }
    }

    fn figure(&mut self, image: &ArticleImage) {
        self.close_group();
        self.out.push_str("<figure><img src=\"");
        escape(&image.url, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape(image.alt.as_deref().unwrap_or_default(), &mut self.out);
        self.out.push('"');
        for (name, size) in [("width", image.width), ("height", image.height)] {
            if let Some(size) = size {
                self.attribute(name, &size.to_string());
            }
        }
        self.out.push('>');
        if image.caption.is_some() || image.credit.is_some() {
            self.out.push_str("<figcaption>");
            escape(image.caption.as_deref().unwrap_or_default(), &mut self.out);
            if let Some(credit) = &image.credit {
                self.out.push_str(" <span class=\"credit\">");
                escape(credit, &mut self.out);
                self.out.push_str("</span>");
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn embed(&mut self, address: &str, title: &str) {
        self.close_group();
        self.out.push_str("<p><a class=\"embed\" href=\"");
        escape(address, &mut self.out);
        self.out.push_str("\">");
        escape(title, &mut self.out);
        self.out.push_str("</a></p>\n");
    }
}

fn is_written(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "ruby"
            | "rt"
            | "rp"
            | "s"
            | "samp"
            | "small"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
    )
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
}
