//! Markup: the tree that html5ever builds of a page or a fragment, within bounds of size, nesting and nodes.

mod guard;
mod parse;
mod sink;
mod tree;

pub(crate) use parse::{Bounds, parse_document, parse_fragment};
pub(crate) use tree::{Element, NodeId, Tree};
