//! The walk: a parsed tree to the events of allowed tags, without recursion.

use std::borrow::Cow;

use url::Url;

use super::attribute;
use super::builder::Events;
use super::tag::{Kind, Tag, is_dropped_whole, is_embed};
use crate::markup::{Element, NodeId, Tree, formula_alone};

/// Sends everything below `top` to `events`.
pub(super) fn walk(tree: &Tree, top: NodeId, base: Option<&Url>, events: &mut impl Events) {
    let mut open: Vec<NodeId> = Vec::new();
    let mut node = tree.first_child(top);
    while let Some(id) = node {
        let enters = visit(tree, id, base, events);
        if enters == Enters::Opened {
            open.push(id);
        }
        let inside = if enters == Enters::No { None } else { tree.first_child(id) };
        node = inside.or_else(|| {
            leave(tree, id, top, |left| {
                if open.last() == Some(&left) {
                    open.pop();
                    events.close();
                }
            })
        });
    }
}

/// The next node that is not inside `id`; `left` hears of every node that is left behind on the way.
fn leave(tree: &Tree, id: NodeId, top: NodeId, mut left: impl FnMut(NodeId)) -> Option<NodeId> {
    let mut node = id;
    while node != top {
        left(node);
        if let Some(next) = tree.next(node) {
            return Some(next);
        }
        node = tree.parent(node)?;
    }
    None
}

/// Whether the walk goes on inside a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enters {
    /// What is in it is left out, or there is nothing in it.
    No,
    /// Its tag is left out, what is in it stays.
    Unwrapped,
    /// Its tag was opened.
    Opened,
}

fn visit(tree: &Tree, id: NodeId, base: Option<&Url>, events: &mut impl Events) -> Enters {
    if let Some(text) = tree.text(id) {
        events.text(text);
        return Enters::No;
    }
    let Some(element) = tree.element(id) else { return Enters::No };
    let name: &str = element.name();
    if let Some(words) = formula_alone(tree, id) {
        events.text(&words);
        return Enters::No;
    }
    if !element.is_html() || is_dropped_whole(name) {
        return Enters::No;
    }
    if is_embed(name) {
        link_embed(tree, id, base, events);
        return Enters::No;
    }
    let Some(tag) = Tag::from_name(name) else { return Enters::Unwrapped };
    let attributes: Vec<(&str, Cow<'_, str>)> =
        element.attributes().map(|(name, value)| (name, Cow::Borrowed(value))).collect();
    send(tag, &attributes, base, events)
}

fn send(
    tag: Tag,
    attributes: &[(&str, Cow<'_, str>)],
    base: Option<&Url>,
    events: &mut impl Events,
) -> Enters {
    let mut written = String::new();
    let is_useful = attribute::write(tag, attributes, base, &mut written);
    match tag.kind {
        Kind::InlineVoid | Kind::BlockVoid => {
            if is_useful {
                events.void(tag, &written);
            }
            Enters::No
        }
        _ if is_useful => {
            events.open(tag, written);
            Enters::Opened
        }
        _ => Enters::Unwrapped,
    }
}

/// A player or a page set into this one becomes a link with its title, or with its host, as text.
fn link_embed(tree: &Tree, id: NodeId, base: Option<&Url>, events: &mut impl Events) {
    let source = |id: NodeId| tree.attribute(id, "src").filter(|source| !source.trim().is_empty());
    let Some(address) = source(id).or_else(|| tree.children(id).find_map(source)) else { return };
    let attributes = [("href", Cow::Borrowed(address)), ("class", Cow::Borrowed("embed"))];
    let title = tree.element(id).and_then(|element: &Element| element.attribute("title")).map(str::trim);
    let host = base.and_then(|base| base.join(address).ok()).or_else(|| Url::parse(address).ok());
    let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
    let text = title.filter(|title| !title.is_empty()).unwrap_or(host);
    if send(Tag::A, &attributes, base, events) == Enters::Opened {
        events.text(text);
        events.close();
    }
}
