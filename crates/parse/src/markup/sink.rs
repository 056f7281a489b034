//! The sink: takes the tree builder's calls and makes the tree of them.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::tree::{Data, Element, NodeId, Tree};

/// The tree while it is being built, and the depth at which the last element was put.
#[derive(Debug)]
pub(super) struct Sink {
    tree: RefCell<Tree>,
    depth: Cell<u32>,
    fallback: QualName,
}

impl Sink {
    pub(super) fn new() -> Self {
        let fallback = QualName::new(None, Namespace::from(""), LocalName::from(""));
        Self { tree: RefCell::new(Tree::new()), depth: Cell::new(0), fallback }
    }

    /// The depth of the element that was put last.
    pub(super) fn depth(&self) -> &Cell<u32> {
        &self.depth
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    fn put(&self, parent: NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                tree.detach(node);
                tree.append(parent, node);
                self.depth.set(tree.node(node).depth);
            }
            NodeOrText::AppendText(text) => {
                let last = tree.node(parent).last;
                if !last.is_some_and(|last| tree.extend_text(last, &text)) {
                    let node = tree.add(Data::Text(text));
                    tree.append(parent, node);
                }
            }
        }
    }

    fn put_before(&self, sibling: NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                tree.detach(node);
                tree.insert_before(sibling, node);
                self.depth.set(tree.node(node).depth);
            }
            NodeOrText::AppendText(text) => {
                let previous = tree.node(sibling).previous;
                if !previous.is_some_and(|previous| tree.extend_text(previous, &text)) {
                    let node = tree.add(Data::Text(text));
                    tree.insert_before(sibling, node);
                }
            }
        }
    }
}

/// A borrowed element name, as the tree builder asks for it.
#[derive(Debug)]
pub(super) struct Name<'a>(Option<Ref<'a, QualName>>, &'a QualName);

impl Name<'_> {
    fn name(&self) -> &QualName {
        self.0.as_deref().unwrap_or(self.1)
    }
}

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.name().ns
    }

    fn local_name(&self) -> &LocalName {
        &self.name().local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        let name =
            Ref::filter_map(self.tree.borrow(), |tree| tree.element(*target).map(|element| &element.name));
        Name(name.ok(), &self.fallback)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.tree.borrow_mut().add(Data::Element(Element { name, attributes }))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Document)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Document)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        if !self.is_comment(&child) {
            self.put(*parent, child);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.is_comment(&child) {
            return;
        }
        if self.tree.borrow().parent(*element).is_some() {
            self.put_before(*element, child);
        } else {
            self.put(*previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if !self.is_comment(&child) {
            self.put_before(*sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Some(present) = tree.attributes_mut(*target) else { return };
        for attribute in attributes {
            if !present.iter().any(|known| known.name == attribute.name) {
                present.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let children: Vec<NodeId> = self.tree.borrow().children(*node).collect();
        let mut tree = self.tree.borrow_mut();
        for child in children {
            tree.detach(child);
            tree.append(*new_parent, child);
        }
    }
}

impl Sink {
    /// Comments are created as empty nodes and never put into the tree.
    fn is_comment(&self, child: &NodeOrText<NodeId>) -> bool {
        match child {
            NodeOrText::AppendNode(node) => {
                let tree = self.tree.borrow();
                *node != NodeId::ROOT && tree.element(*node).is_none() && tree.text(*node).is_none()
            }
            NodeOrText::AppendText(_) => false,
        }
    }
}
