//! The properties of a microformat (microformats.org/wiki/microformats2-parsing), read off a page's tree.

use super::{MOST_VALUES, folded};
use crate::markup::{NodeId, Tree};
use crate::url;

/// A microformat: its element, and the elements inside that carry its properties.
#[derive(Debug)]
pub(super) struct Item<'t> {
    tree: &'t Tree,
    root: NodeId,
    base: &'t str,
    properties: Vec<NodeId>,
}

impl<'t> Item<'t> {
    /// Collects the elements with properties; what is inside a microformat within this one belongs to that one.
    pub(super) fn read(tree: &'t Tree, root: NodeId, base: &'t str) -> Self {
        let mut properties = Vec::new();
        let mut next = tree.first_child(root);
        while let Some(id) = next {
            if classes(tree, id).any(is_property) {
                properties.push(id);
            }
            let inner = if is_root(tree, id) { None } else { tree.first_child(id) };
            next = inner.or_else(|| tree.after(id, root));
        }
        Self { tree, root, base, properties }
    }

    /// The first element of a property.
    pub(super) fn node(&self, property: &str) -> Option<NodeId> {
        self.properties.iter().copied().find(|id| has_class(self.tree, *id, property))
    }

    /// The first value of a property that is not blank.
    pub(super) fn first(&self, property: &str) -> Option<String> {
        self.values(property).next()
    }

    /// All values of a property.
    pub(super) fn all(&self, property: &str) -> Vec<String> {
        self.values(property).take(MOST_VALUES).collect()
    }

    fn values(&self, property: &str) -> impl Iterator<Item = String> {
        let nodes = self.properties.iter().filter(move |id| has_class(self.tree, **id, property));
        let kind = property.split('-').next().unwrap_or_default().to_owned();
        nodes.map(move |id| self.value(*id, &kind)).filter(|value| !value.is_empty())
    }

    /// The microformats that are values of a property; the text where a value is none.
    pub(super) fn cards(&self, property: &str) -> Vec<Result<Item<'t>, String>> {
        let nodes = self.properties.iter().filter(|id| has_class(self.tree, **id, property));
        let cards = nodes.take(MOST_VALUES).map(|id| {
            if is_root(self.tree, *id) {
                Ok(Item::read(self.tree, *id, self.base))
            } else {
                Err(self.value(*id, "p"))
            }
        });
        cards.collect()
    }

    /// The name of an item without any text property: what its element says.
    pub(super) fn implied_name(&self) -> Option<String> {
        let explicit = |class: &str| class.starts_with("p-") || class.starts_with("e-");
        if self.properties.iter().any(|id| classes(self.tree, *id).any(explicit)) {
            return None;
        }
        Some(self.text(self.root)).filter(|name| !name.is_empty())
    }

    /// The address of an item without one: that of its element, or of the only link in it.
    pub(super) fn implied_url(&self) -> Option<String> {
        let is_link = |id: &NodeId| self.tree.name(*id) == "a" && self.tree.attribute(*id, "href").is_some();
        if is_link(&self.root) {
            return self.address(self.root, "href");
        }
        let mut links = self.tree.descendants(self.root).filter(is_link);
        let only = links.next().filter(|_| links.next().is_none());
        only.and_then(|id| self.address(id, "href"))
    }

    fn value(&self, id: NodeId, kind: &str) -> String {
        let value = self.stated(id, kind).unwrap_or_else(|| self.parts(id, kind));
        if kind == "u" { url::resolve(self.base, &value).unwrap_or_default() } else { value }
    }

    /// The value that an attribute of the element gives.
    fn stated(&self, id: NodeId, kind: &str) -> Option<String> {
        let attributes: &[(&str, &str)] = match kind {
            "u" => &ADDRESSES,
            "dt" => &DATES,
            _ => &TEXTS,
        };
        let name = self.tree.name(id);
        let mut own = attributes.iter().filter(|(element, _)| *element == name);
        own.find_map(|(_, attribute)| self.tree.attribute(id, attribute)).map(folded)
    }

    /// The value class pattern: parts of a value that are marked as such, else the whole text.
    fn parts(&self, id: NodeId, kind: &str) -> String {
        let marked = self.tree.descendants(id).filter(|inner| has_class(self.tree, *inner, "value"));
        let parts = marked.take(MOST_VALUES).map(|id| self.stated(id, kind).unwrap_or_else(|| self.text(id)));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { self.text(id) } else { parts.join(if kind == "dt" { "T" } else { "" }) }
    }

    fn address(&self, id: NodeId, attribute: &str) -> Option<String> {
        url::resolve(self.base, self.tree.attribute(id, attribute)?)
    }

    /// The text of an element, pictures by their description, without scripts and styles.
    fn text(&self, top: NodeId) -> String {
        let mut text = String::new();
        let mut next = Some(top);
        while let Some(id) = next {
            text.push_str(self.tree.text(id).unwrap_or_default());
            if self.tree.name(id) == "img" {
                text.push_str(self.tree.attribute(id, "alt").unwrap_or_default());
            }
            let hidden = matches!(self.tree.name(id), "script" | "style" | "template");
            let child = if hidden { None } else { self.tree.first_child(id) };
            next = child.or_else(|| self.tree.after(id, top));
        }
        folded(&text)
    }
}

/// Elements and the attributes that hold a value of text, of an address or of a date.
const TEXTS: [(&str, &str); 5] =
    [("abbr", "title"), ("link", "title"), ("data", "value"), ("input", "value"), ("img", "alt")];
const ADDRESSES: [(&str, &str); 12] = [
    ("a", "href"),
    ("area", "href"),
    ("link", "href"),
    ("img", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("video", "poster"),
    ("object", "data"),
    ("abbr", "title"),
    ("data", "value"),
];
const DATES: [(&str, &str); 6] = [
    ("time", "datetime"),
    ("ins", "datetime"),
    ("del", "datetime"),
    ("abbr", "title"),
    ("data", "value"),
    ("input", "value"),
];

fn classes(tree: &Tree, id: NodeId) -> impl Iterator<Item = &str> {
    tree.attribute(id, "class").unwrap_or_default().split_ascii_whitespace()
}

/// Whether an element has a class.
pub(super) fn has_class(tree: &Tree, id: NodeId, wanted: &str) -> bool {
    classes(tree, id).any(|class| class == wanted)
}

fn is_root(tree: &Tree, id: NodeId) -> bool {
    classes(tree, id).any(|class| class.starts_with("h-"))
}

fn is_property(class: &str) -> bool {
    ["p-", "u-", "dt-", "e-"].iter().any(|prefix| class.starts_with(prefix))
}
