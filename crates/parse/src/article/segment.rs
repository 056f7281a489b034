//! Segmenting: walks the page once and cuts its text into blocks, with pictures and players taken out before.

use super::block::{Block, Count, Insert, InsertKind, Kind, Place};
use super::hints::{Hints, PageHints};
use super::shown::Shown;
use super::{code, display, embed, grid, render, words};
use crate::markup::{Element, NodeId, Tree, is_shadow_root};

/// The page as blocks and what stands between them.
#[derive(Debug, Default)]
pub(super) struct Segments {
    pub(super) blocks: Vec<Block>,
    pub(super) inserts: Vec<Insert>,
    /// What is read otherwise than the tree says.
    pub(super) shown: Shown,
}

/// Blocks after which no more are taken.
const MOST_BLOCKS: usize = 20_000;

/// Cuts what is below `top` into blocks.
pub(super) fn segment(tree: &Tree, hints: &PageHints, top: NodeId) -> Segments {
    let frame =
        Frame { node: top, hints: [Hints::default(); 3], all: Hints::default(), place: Place::default() };
    let mut segmenter = Segmenter {
        tree,
        hints,
        segments: Segments { shown: Shown::new(tree, top), ..Segments::default() },
        frames: vec![frame],
        open: Open::default(),
        links: 0,
        articles: 0,
    };
    segmenter.walk(top);
    segmenter.flush();
    segmenter.segments
}

/// A block-level element that is open.
#[derive(Debug, Clone, Copy)]
struct Frame {
    node: NodeId,
    hints: [Hints; 3],
    all: Hints,
    place: Place,
}

/// The block that is being gathered.
#[derive(Debug, Default)]
struct Open {
    text: String,
    leaves: Vec<NodeId>,
    link_characters: usize,
    links: usize,
    breaks: usize,
    is_code: bool,
}

struct Segmenter<'a> {
    tree: &'a Tree,
    hints: &'a PageHints,
    segments: Segments,
    frames: Vec<Frame>,
    open: Open,
    links: usize,
    articles: usize,
}

impl Segmenter<'_> {
    fn walk(&mut self, top: NodeId) {
        let mut next = self.tree.first_child(top);
        while let Some(id) = next {
            let goes_in = self.enter(id) && self.segments.blocks.len() < MOST_BLOCKS;
            let inside = if goes_in { self.tree.first_child(id) } else { None };
            if goes_in && inside.is_none() {
                self.leave(id);
            }
            next = inside.or_else(|| self.climb(id, top));
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

    /// Takes a node; whether the walk goes inside.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.tree.text(id) {
            self.text(id, text);
            return false;
        }
        let Some(element) = self.tree.element(id) else { return false };
        if self.segments.shown.leaves_out(id) {
            return false;
        }
        if let Some(words) = self.segments.shown.words(id) {
            words::push_folded(words, &mut self.open.text);
            self.open.leaves.push(id);
            return false;
        }
        let name: &str = element.name();
        let is_skipped = is_skipped(name) && !self.opens_picture(id, name) && !is_shadow_root(self.tree, id);
        element.is_html() && !is_skipped && self.enter_element(id, name, element)
    }

    fn enter_element(&mut self, id: NodeId, name: &str, element: &Element) -> bool {
        match name {
            _ if code::is_code(self.tree, id, element) => self.code(id, name),
            "br" => self.line_break(id),
            "blockquote" | "div" if embed::is_post(element) => {
                self.flush();
                self.insert(id, InsertKind::Embed);
            }
            "hr" => self.flush(),
            "iframe" | "video" | "audio" | "amp-youtube" | "amp-iframe" | "amp-video" => {
                self.insert(id, InsertKind::Embed);
            }
            "img" | "picture" | "amp-img" | "figure" if self.is_picture(id, name) => {
                self.insert(id, InsertKind::Figure);
            }
            "a" if self.leads_away(id) => {
                self.links += 1;
                self.open.links += 1;
                return true;
            }
            _ if display::is_apart(self.tree, id, element) => {
                self.enter_block(id, name);
                return true;
            }
            _ => return true,
        }
        false
    }

    /// Takes code as one block, its lines kept. A column of line numbers is none.
    fn code(&mut self, id: NodeId, name: &str) {
        self.enter_block(id, name);
        let leaves = code::leaves(self.tree, id);
        let text = code::text(self.tree, &leaves);
        if !code::counts_lines(&text) {
            self.open = Open { text, leaves, is_code: true, ..Open::default() };
        }
        self.leave(id);
    }

    /// Whether a link is more than a heading's own address.
    fn leads_away(&self, link: NodeId) -> bool {
        let is_heading = |up: NodeId| matches!(self.tree.name(up), "h2" | "h3" | "h4" | "h5" | "h6");
        !(self.tree.attribute(link, "href").is_some_and(|href| href.starts_with('#'))
            && self.tree.ancestors(link).take(2).any(is_heading))
    }

    fn leave(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        if name == "a" && self.leads_away(id) {
            self.links = self.links.saturating_sub(1);
        }
        if self.frames.last().is_some_and(|frame| frame.node == id) {
            self.flush();
            self.frames.pop();
        }
        if matches!(name, "td" | "th") {
            self.space();
        }
    }

    /// Keeps the next word apart from the last.
    fn space(&mut self) {
        if !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
            self.open.text.push(' ');
        }
    }

    fn enter_block(&mut self, id: NodeId, name: &str) {
        if matches!(name, "td" | "th") && grid::is_data_cell(self.tree, id) {
            return;
        }
        if self.is_in_cell() && !matches!(name, "table" | "tr" | "td" | "th") {
            self.space();
            return;
        }
        self.flush();
        let Some(parent) = self.frames.last().copied() else { return };
        let own = self.hints.of(id);
        let [first, second, _] = parent.hints;
        self.articles += usize::from(name == "article");
        let place = placed(parent.place, name, self.articles);
        self.frames.push(Frame { node: id, hints: [own, first, second], all: parent.all.with(own), place });
    }

    /// Whether the walk is in a cell of a row that is read as one line.
    fn is_in_cell(&self) -> bool {
        self.frames.last().is_some_and(|frame| self.tree.name(frame.node) == "tr")
    }

    fn is_picture(&self, id: NodeId, name: &str) -> bool {
        if name != "figure" {
            return true;
        }
        let has =
            |names: &[&str]| self.tree.descendants(id).any(|node| names.contains(&self.tree.name(node)));
        !has(&["table", "blockquote", "pre"])
            && (has(&["img", "picture", "amp-img", "noscript", "figcaption"]))
    }

    /// Whether a button is the frame of a picture that it enlarges.
    fn opens_picture(&self, id: NodeId, name: &str) -> bool {
        name == "button" && self.tree.descendants(id).any(|node| self.tree.name(node) == "figure")
    }

    fn insert(&mut self, node: NodeId, kind: InsertKind) {
        let is_icon =
            kind == InsertKind::Figure && !self.open.text.trim().is_empty() && self.tree.name(node) == "img";
        if is_icon {
            return;
        }
        self.segments.inserts.push(Insert {
            node,
            before: self.segments.blocks.len() + usize::from(!self.open.text.trim().is_empty()),
            kind,
        });
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let before = self.open.text.len();
        self.push_folded(id, text);
        let added = self.open.text.get(before..).unwrap_or_default();
        let characters = added.chars().filter(|character| !character.is_whitespace()).count();
        if characters > 0 {
            self.open.breaks = 0;
        }
        if self.links > 0 {
            self.open.link_characters += characters;
        }
        self.open.leaves.push(id);
    }

    /// Adds text; the reading of a character is set in brackets where the page does not do so itself.
    fn push_folded(&mut self, id: NodeId, text: &str) {
        let is_reading = self.tree.parent(id).is_some_and(|up| render::lacks_brackets(self.tree, up));
        self.open.text.push_str(if is_reading { "(" } else { "" });
        words::push_folded(text, &mut self.open.text);
        self.open.text.push_str(if is_reading { ")" } else { "" });
    }

    fn line_break(&mut self, id: NodeId) {
        self.open.breaks += 1;
        if self.open.breaks > 1 {
            self.flush();
            return;
        }
        if !self.open.text.is_empty() {
            self.open.text.push(' ');
            self.open.leaves.push(id);
        }
    }

    fn flush(&mut self) {
        let links = self.links;
        let open = std::mem::take(&mut self.open);
        self.open.links = usize::from(links > 0);
        let Some(frame) = self.frames.last() else { return };
        let text = if open.is_code { open.text.as_str() } else { open.text.trim() };
        if text.is_empty() {
            return;
        }
        let kind = kind_of(self.tree, frame, open.is_code);
        let mut leaves = open.leaves;
        while leaves.pop_if(|leaf| self.tree.name(*leaf) == "br").is_some() {}
        let mut count = Count {
            words: words::count(text),
            characters: text.chars().filter(|character| !character.is_whitespace()).count(),
            link_characters: open.link_characters,
            links: open.links,
            prose: 0,
            blocks: 1,
        };
        if words::is_prose(text, &count) {
            count.prose = count.words;
        }
        let [own, parent, grandparent] = frame.hints;
        self.segments.blocks.push(Block {
            kind,
            node: frame.node,
            leaves,
            folded: words::fold(text),
            text: text.to_owned(),
            count,
            near: own.with(parent).with(grandparent),
            all: frame.all,
            place: frame.place,
        });
    }
}

fn placed(mut place: Place, name: &str, articles: usize) -> Place {
    place.depth += 1;
    match name {
        "article" => {
            place.article = true;
            place.article_number = articles;
        }
        "main" => place.main = true,
        "aside" => place.aside = true,
        "footer" => place.footer = true,
        "header" => place.header = true,
        "form" => place.form = true,
        "ul" | "ol" => place.list = true,
        "table" => place.table = true,
        "blockquote" => place.quote = true,
        "section" => place.section = true,
        "details" => place.details = true,
        "dl" => place.definition = true,
        _ => {}
    }
    place
}

fn kind_of(tree: &Tree, frame: &Frame, is_preformatted: bool) -> Kind {
    match tree.name(frame.node) {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "tr" => Kind::Row,
        "li" => Kind::Item,
        _ if is_preformatted => Kind::Preformatted,
        "p" | "div" | "span" if in_item(tree, frame.node) => Kind::Item,
        _ => Kind::Paragraph,
    }
}

/// Whether the element is the first thing in a list item.
fn in_item(tree: &Tree, node: NodeId) -> bool {
    tree.parent(node).is_some_and(|parent| {
        tree.name(parent) == "li"
            && tree.children(parent).find(|child| tree.element(*child).is_some()) == Some(node)
    })
}

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "object"
            | "embed"
            | "head"
            | "title"
            | "textarea"
            | "select"
            | "button"
            | "input"
            | "canvas"
            | "nav"
            | "dialog"
            | "map"
            | "link"
            | "meta"
            | "amp-ad"
    )
}
