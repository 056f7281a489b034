//! Markup: the tree that html5ever builds of a page or a fragment, within bounds of size, nesting and nodes.

mod formula;
mod guard;
mod parse;
mod shadow;
mod sink;
mod tree;

pub(crate) use formula::{alone as formula_alone, read as formula};
pub(crate) use parse::{Bounds, parse_document, parse_fragment};
pub(crate) use shadow::is_root as is_shadow_root;
pub(crate) use tree::{Element, NodeId, Tree};
