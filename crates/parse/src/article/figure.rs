//! Figures: a picture with its caption and credit apart, read from its element before the text is flattened.

use url::Url;

use super::credit;
use super::hints::Hints;
use super::image::{self, Image};
use super::words;
use crate::markup::{NodeId, Tree};

/// A figure as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) image: Image,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
}

/// Captions longer than this are text that happens to stand in a figure.
const LONGEST_CAPTION: usize = 1_500;

/// Reads the figures of an element: one for each picture when it is a gallery. The caption of a lone picture is looked for beside it too.
pub(super) fn read(tree: &Tree, node: NodeId, base: Option<&Url>) -> Vec<Figure> {
    let Some(image) = image::find(tree, node, base) else { return Vec::new() };
    let scope = scope(tree, node);
    let mut parts = Parts::default();
    gather(tree, scope, &mut parts);
    if parts.caption.trim().is_empty()
        && let Some(beside) = beside(tree, scope)
    {
        gather(tree, beside, &mut parts);
    }
    let (caption, credit) = parts.finish();
    vec![Figure { image, caption, credit }]
}

/// The element that holds a picture and its caption: the figure itself, or the largest box around a lone picture
/// that holds no other picture and little else.
fn scope(tree: &Tree, node: NodeId) -> NodeId {
    let has_caption = |node| tree.descendants(node).any(|id| tree.element(id).is_some_and(is_caption));
    if tree.name(node) == "figure" && has_caption(node) {
        return node;
    }
    let mut best = node;
    for up in tree.ancestors(node).take(4) {
        if is_more_than_a_picture(tree, up) {
            break;
        }
        let hints = tree.element(up).map(Hints::of).unwrap_or_default();
        let words = words::count(&tree.characters(up));
        let is_little = tree.name(up) != "p" && (2..=40).contains(&words);
        let is_marked = has_caption(up)
            || hints.has(Hints::CAPTION)
            || hints.has(Hints::MEDIA) && (2..=60).contains(&words);
        let is_bare = is_little && best == node && !tree.descendants(up).any(|id| tree.name(id) == "a");
        if is_marked || is_bare {
            best = up;
        }
    }
    best
}

/// Whether a box around a picture holds other things too: a second picture, headings, lists, much text.
fn is_more_than_a_picture(tree: &Tree, up: NodeId) -> bool {
    let is_picture = |id: &NodeId| tree.name(*id) == "img" && !in_noscript(tree, *id, up);
    let is_other = |name: &str| matches!(name, "h1" | "h2" | "h3" | "ul" | "ol" | "table");
    matches!(tree.name(up), "body" | "main" | "article" | "section" | "li" | "header")
        || tree.name(up) == "td" && !is_only_cell(tree, up)
        || tree.descendants(up).filter(is_picture).take(2).count() > 1
        || tree.descendants(up).any(|id| is_other(tree.name(id)))
        || words::count(&tree.characters(up)) > 120
}

/// Whether a cell is the only one of its table: old pages frame a picture and its caption so.
fn is_only_cell(tree: &Tree, cell: NodeId) -> bool {
    let table = tree.ancestors(cell).find(|up| tree.name(*up) == "table");
    table.is_some_and(|table| {
        tree.descendants(table).filter(|id| matches!(tree.name(*id), "td" | "th")).take(2).count() == 1
    })
}

/// A caption that stands right behind the picture's box.
fn beside(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let mut up = node;
    for _ in 0..3 {
        let next =
            std::iter::successors(tree.next(up), |id| tree.next(*id)).find(|id| tree.element(*id).is_some());
        if let Some(next) = next.filter(|next| tree.element(*next).is_some_and(is_caption)) {
            return (words::count(&tree.characters(next)) <= 120).then_some(next);
        }
        up = tree.parent(up).filter(|parent| !is_more_than_a_picture(tree, *parent))?;
    }
    None
}

/// Whether an element says that it is a picture's caption or credit.
pub(super) fn is_caption(element: &crate::markup::Element) -> bool {
    let name: &str = element.name();
    name == "figcaption" || Hints::of(element).has(Hints::CAPTION.with(Hints::CREDIT))
}

fn in_noscript(tree: &Tree, id: NodeId, top: NodeId) -> bool {
    tree.ancestors(id).take_while(|up| *up != top).any(|up| tree.name(up) == "noscript")
}

/// The texts of a figure.
#[derive(Debug, Default)]
struct Parts {
    caption: String,
    credit: Vec<String>,
}

/// Walks a figure's texts and sorts them into caption and credit.
fn gather(tree: &Tree, top: NodeId, parts: &mut Parts) {
    let figcaption = tree.find(top, "figcaption");
    let mut next = tree.first_child(top);
    while let Some(id) = next {
        let mut inside = tree.first_child(id);
        if let Some(text) = tree.text(id) {
            words::push_folded(text, &mut parts.caption);
        } else if let Some(element) = tree.element(id) {
            let name: &str = element.name();
            let hints = Hints::of(element);
            let is_number = || tree.characters(id).trim().parse::<u16>().is_ok();
            let is_shown = name == "figcaption" && !hints.has(Hints::SHARE.with(Hints::ADVERTISEMENT));
            if is_left_out(name, hints) && !is_shown || !element.is_html() || is_number() {
                inside = None;
            } else if hints.has(Hints::CREDIT) && Some(id) != figcaption && !holds_caption(tree, id) {
                let text = folded(tree, id);
                if credit::clean(&text).is_some() {
                    parts.credit.push(text);
                }
                inside = None;
            } else if is_block(name) && !parts.caption.is_empty() && !parts.caption.ends_with('\n') {
                parts.caption.truncate(parts.caption.trim_end().len());
                parts.caption.push('\n');
            }
        }
        next = inside.or_else(|| tree.after(id, top));
    }
}

fn is_left_out(name: &str, hints: Hints) -> bool {
    let is_code = matches!(
        name,
        "script" | "style" | "noscript" | "template" | "button" | "svg" | "video" | "iframe" | "select"
    );
    is_code || hints.has(Hints::SHARE.with(Hints::HIDDEN).with(Hints::ADVERTISEMENT).with(Hints::OVERLAY))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "figcaption" | "br" | "li" | "section" | "footer" | "header" | "small" | "h4" | "h5"
    )
}

/// Whether an element marked as credit also holds a caption marked as such.
fn holds_caption(tree: &Tree, node: NodeId) -> bool {
    tree.descendants(node).filter_map(|id| tree.element(id)).any(|element| {
        let hints = Hints::of(element);
        hints.has(Hints::CAPTION) && !hints.has(Hints::CREDIT)
    })
}

fn folded(tree: &Tree, node: NodeId) -> String {
    let mut text = String::new();
    for id in tree.descendants(node) {
        let hidden = tree
            .ancestors(id)
            .take_while(|up| *up != node)
            .any(|up| matches!(tree.name(up), "script" | "style" | "svg" | "button"));
        if let (Some(part), false) = (tree.text(id), hidden) {
            words::push_folded(part, &mut text);
        }
    }
    text.trim().to_owned()
}

impl Parts {
    fn finish(self) -> (Option<String>, Option<String>) {
        let text = self.caption.trim();
        if text.len() > LONGEST_CAPTION {
            return (None, None);
        }
        let mut credits: Vec<String> = Vec::new();
        for credit in self.credit.iter().filter_map(|text| credit::clean(text)) {
            if !credits.iter().any(|known| known.contains(&credit)) {
                credits.push(credit);
            }
        }
        let (text, split) = credit::split(text);
        let mut lines: Vec<&str> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !lines.iter().any(|known| known.contains(line)) {
                lines.push(line);
            }
        }
        let mut caption = lines.join(" ");
        if credits.is_empty() {
            credits.extend(split);
        } else if let Some(bare) = credits.iter().find_map(|credit| caption.strip_suffix(credit.as_str())) {
            let length = bare.trim_end_matches([' ', ',', '|', '/', ':', '©', '(']).len();
            caption.truncate(length);
        }
        let caption = Some(caption).filter(|caption| caption.chars().any(char::is_alphanumeric));
        let credit = Some(credits.join(" / ")).filter(|credit| !credit.is_empty());
        (caption, credit)
    }
}
