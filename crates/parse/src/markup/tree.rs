//! The tree: nodes in one list, linked by number, so that no depth of nesting can overflow the stack.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

/// The number of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The document itself.
    pub(crate) const ROOT: Self = Self(0);

    /// The position in lists that run parallel to the nodes.
    pub(crate) fn position(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// An element's name and attributes.
#[derive(Debug)]
pub(crate) struct Element {
    /// Name and namespace.
    pub(super) name: QualName,
    /// Attributes in the order of the source.
    pub(super) attributes: Vec<Attribute>,
}

impl Element {
    /// The local name: `div`.
    pub(crate) fn name(&self) -> &LocalName {
        &self.name.local
    }

    /// Whether the element is HTML and not SVG or `MathML`.
    pub(crate) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
    }

    /// All attributes as name and value.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }
}

/// What a node is. Comments are not kept.
#[derive(Debug)]
pub(super) enum Data {
    Document,
    Element(Element),
    Text(StrTendril),
}

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
    pub(super) depth: u32,
    pub(super) data: Data,
}

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: None, previous: None, next: None, first: None, last: None, depth: 0, data }
    }
}

/// A parsed page or fragment.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    nothing: Node,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::new(Data::Document)], nothing: Node::new(Data::Document) }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.position()).unwrap_or(&self.nothing)
    }

    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id.position()) {
            change(node);
        }
    }

    pub(super) fn add(&mut self, data: Data) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node::new(data));
        id
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        let (last, depth) = {
            let node = self.node(parent);
            (node.last, node.depth.saturating_add(1))
        };
        self.change(child, |node| {
            node.parent = Some(parent);
            node.previous = last;
            node.next = None;
            node.depth = depth;
        });
        if let Some(last) = last {
            self.change(last, |node| node.next = Some(child));
        }
        self.change(parent, |node| {
            node.first = node.first.or(Some(child));
            node.last = Some(child);
        });
    }

    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        let Some(parent) = self.node(sibling).parent else { return };
        let (previous, depth) = (self.node(sibling).previous, self.node(sibling).depth);
        self.change(child, |node| {
            node.parent = Some(parent);
            node.previous = previous;
            node.next = Some(sibling);
            node.depth = depth;
        });
        self.change(sibling, |node| node.previous = Some(child));
        match previous {
            Some(previous) => self.change(previous, |node| node.next = Some(child)),
            None => self.change(parent, |node| node.first = Some(child)),
        }
    }

    pub(super) fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = self.node(id);
            (node.parent, node.previous, node.next)
        };
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.change(previous, |node| node.next = next),
            None => self.change(parent, |node| node.first = next),
        }
        match next {
            Some(next) => self.change(next, |node| node.previous = previous),
            None => self.change(parent, |node| node.last = previous),
        }
        self.change(id, |node| {
            node.parent = None;
            node.previous = None;
            node.next = None;
        });
    }

    /// Adds `more` to a text node; `false` when the node is none.
    pub(super) fn extend_text(&mut self, id: NodeId, more: &StrTendril) -> bool {
        match self.nodes.get_mut(id.position()).map(|node| &mut node.data) {
            Some(Data::Text(text)) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }

    pub(super) fn attributes_mut(&mut self, id: NodeId) -> Option<&mut Vec<Attribute>> {
        match self.nodes.get_mut(id.position()).map(|node| &mut node.data) {
            Some(Data::Element(element)) => Some(&mut element.attributes),
            _ => None,
        }
    }
}

/// Reading.
impl Tree {
    /// The element at a node.
    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            Data::Document | Data::Text(_) => None,
        }
    }

    /// The characters of a text node.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            Data::Document | Data::Element(_) => None,
        }
    }

    /// The local name of an element, `""` for other nodes.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| element.name())
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.element(id).and_then(|element| element.attribute(name))
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(id), |child| self.next(*child))
    }

    /// The parents from the nearest to the document.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |node| self.parent(*node))
    }

    /// The node after `id` in document order that is not inside it, within `top`.
    pub(crate) fn after(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut node = id;
        while node != top {
            if let Some(next) = self.next(node) {
                return Some(next);
            }
            node = self.parent(node)?;
        }
        None
    }

    /// Every node below `top` in document order.
    pub(crate) fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(top), move |node| {
            self.first_child(*node).or_else(|| self.after(*node, top))
        })
    }

    /// The first element below `top` with this name.
    pub(crate) fn find(&self, top: NodeId, name: &str) -> Option<NodeId> {
        self.descendants(top).find(|id| self.name(*id) == name)
    }

    /// All characters below a node, as they stand in the source.
    pub(crate) fn characters(&self, top: NodeId) -> String {
        let mut all = String::from(self.text(top).unwrap_or_default());
        for id in self.descendants(top) {
            all.push_str(self.text(id).unwrap_or_default());
        }
        all
    }
}
