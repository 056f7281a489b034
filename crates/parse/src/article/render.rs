//! Rendering: kept blocks and figures as markup, to be cleaned by the sanitiser like any other.

use super::block::{Block, Kind};
use super::extracted::ArticleImage;
use super::nest::{self, Nest};
use super::shown::Shown;
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
pub(super) fn html(tree: &Tree, shown: &Shown, pieces: &[Piece<'_>]) -> String {
    let mut writer = Writer { tree, shown, out: String::new(), nest: Nest::default() };
    for piece in pieces {
        match piece {
            Piece::Block(block) => writer.block(block),
            Piece::Figure(image) => writer.figure(image),
            Piece::Embed(address, title) => writer.embed(address, title),
        }
    }
    writer.close_groups();
    writer.out
}

struct Writer<'a> {
    tree: &'a Tree,
    shown: &'a Shown,
    out: String,
    nest: Nest,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        self.nest.enter(self.tree, block, &mut self.out);
        let (start, end) = match block.kind {
            Kind::Heading(1 | 2) => ("<h2>", "</h2>\n"),
            Kind::Heading(3) => ("<h3>", "</h3>\n"),
            Kind::Heading(_) => ("<h4>", "</h4>\n"),
            Kind::Item if self.nest.in_item() => ("", ""),
            Kind::Preformatted => ("<pre>", "</pre>\n"),
            Kind::Row => return self.row(block),
            Kind::Paragraph if self.tree.name(block.node) == "caption" => ("<caption>", "</caption>"),
            Kind::Paragraph if self.nest.is_in("dl") => {
                match nest::part_of_definition(self.tree, block.node) {
                    Some("dt") => ("<dt>", "</dt>\n"),
                    _ => ("<dd>", "</dd>\n"),
                }
            }
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

    fn close_groups(&mut self) {
        self.nest.close(&mut self.out);
    }

    fn row(&mut self, block: &Block) {
        self.out.push_str("<tr>");
        let mut leaves = block.leaves.iter().copied().peekable();
        while let Some(leaf) = leaves.peek().copied() {
            let Some(cell) = self.cell_of(leaf) else {
                leaves.next();
                continue;
            };
            self.start_cell(cell);
            let (mut open, mut last) = (Vec::new(), None);
            while let Some(leaf) = leaves.next_if(|leaf| self.cell_of(*leaf) == Some(cell)) {
                let part = self.part_of(leaf, cell);
                if last.is_some_and(|last| last != part) {
                    self.out.push(' ');
                }
                last = Some(part);
                self.leaf(leaf, cell, &mut open, false);
            }
            self.close_inlines(&mut open);
            self.end(self.tree.name(cell));
        }
        self.out.push_str("</tr>");
    }

    fn start_cell(&mut self, cell: NodeId) {
        self.out.push('<');
        self.out.push_str(self.tree.name(cell));
        for name in ["colspan", "rowspan"] {
            if let Some(value) = self.tree.attribute(cell, name) {
                self.attribute(name, value);
            }
        }
        self.out.push('>');
    }

    /// The block inside a cell that holds a leaf; the cell itself where there is none.
    fn part_of(&self, leaf: NodeId, cell: NodeId) -> NodeId {
        let mut around = self.tree.ancestors(leaf).take_while(|up| *up != cell);
        around.find(|up| matches!(self.tree.name(*up), "p" | "div" | "li")).unwrap_or(cell)
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
        match self.shown.words(leaf).or_else(|| self.tree.text(leaf)) {
            Some(text) if is_preformatted => escape(text, &mut self.out),
            Some(text) => self.folded(text),
            None => self.out.push_str(if is_preformatted { "\n" } else { "<br>" }),
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
        if lacks_brackets(self.tree, node) {
            self.out.push_str("<rp>(</rp>");
        }
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
        if lacks_brackets(self.tree, node) {
            self.out.push_str("<rp>)</rp>");
        }
    }

    fn close_inlines(&mut self, open: &mut Vec<NodeId>) {
        while let Some(node) = open.pop() {
            self.end_tag(node);
        }
    }

    fn figure(&mut self, image: &ArticleImage) {
        self.close_groups();
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
        self.close_groups();
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

/// Whether an element is the reading of a character (`rt`) that the page does not set in brackets (`rp`) itself.
pub(super) fn lacks_brackets(tree: &Tree, node: NodeId) -> bool {
    let ruby = || tree.ancestors(node).take(2).find(|up| tree.name(*up) == "ruby");
    tree.name(node) == "rt"
        && ruby().is_some_and(|ruby| !tree.descendants(ruby).take(200).any(|id| tree.name(id) == "rp"))
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
