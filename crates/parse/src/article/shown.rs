//! What of a page is shown otherwise than its tree says: hidden words and ornaments are left out, formulas stand as one
//! line of text.

use std::collections::HashMap;

use super::display;
use super::hidden;
use super::ornament;
use super::quick::Quickly;
use crate::markup::{NodeId, Tree, formula};

/// How an element is read.
#[derive(Debug)]
enum Reading {
    /// Nothing of it is read.
    LeftOut,
    /// These words are read in its place.
    Words(String),
}

/// The elements of a page that are read in another way than others.
#[derive(Debug, Default)]
pub(super) struct Shown {
    readings: HashMap<usize, Reading, Quickly>,
}

impl Shown {
    /// Looks at every element below `top`.
    pub(super) fn new(tree: &Tree, top: NodeId) -> Self {
        let mut shown = Self::default();
        let mut concealed = Vec::new();
        let mut next = tree.first_child(top);
        while let Some(id) = next {
            let reading = shown.read(tree, id);
            if reading.is_none() && hidden::is_concealed(tree, id) {
                concealed.push(id);
            }
            let goes_in = reading.is_none();
            if let Some(reading) = reading {
                shown.readings.insert(id.position(), reading);
            }
            let inside = if goes_in { tree.first_child(id) } else { None };
            next = inside.or_else(|| tree.after(id, top));
        }
        for id in hidden::left_out(tree, top, &concealed) {
            shown.readings.insert(id.position(), Reading::LeftOut);
        }
        shown
    }

    fn read(&mut self, tree: &Tree, id: NodeId) -> Option<Reading> {
        let element = tree.element(id)?;
        if let Some(words) = formula(tree, id) {
            self.leave_out_drawings(tree, id);
            return Some(Reading::Words(words));
        }
        let is_out = ornament::is_ornament(tree, id, element)
            || hidden::is_for_readers_aloud(tree, id, element)
            || hidden::is_twin(tree, id, element);
        is_out.then_some(Reading::LeftOut)
    }

    /// Leaves out what stands right before a script with TeX: what a typesetter drew of it.
    fn leave_out_drawings(&mut self, tree: &Tree, script: NodeId) {
        if tree.name(script) != "script" {
            return;
        }
        let mut drawings =
            tree.parent(script).into_iter().flat_map(|up| tree.children(up).take(2_000)).collect::<Vec<_>>();
        let at = drawings.iter().position(|child| *child == script).unwrap_or(0);
        drawings.truncate(at);
        let is_drawing = |id: &NodeId| {
            let class = tree.attribute(*id, "class").unwrap_or_default();
            class.split_whitespace().any(|word| word.starts_with("MathJax") || word.starts_with("mjx-"))
        };
        for drawing in drawings.into_iter().rev().take_while(is_drawing) {
            self.readings.insert(drawing.position(), Reading::LeftOut);
        }
    }

    /// Whether nothing of an element is read.
    pub(super) fn leaves_out(&self, id: NodeId) -> bool {
        matches!(self.readings.get(&id.position()), Some(Reading::LeftOut))
    }

    /// The words that are read in place of an element: a formula.
    pub(super) fn words(&self, id: NodeId) -> Option<&str> {
        match self.readings.get(&id.position()) {
            Some(Reading::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// Whether a block of leaves is nothing but formulas.
    pub(super) fn is_formula(&self, tree: &Tree, leaves: &[NodeId]) -> bool {
        let is_blank = |text: &str| !text.chars().any(char::is_alphanumeric);
        leaves.iter().any(|leaf| self.words(*leaf).is_some())
            && leaves.iter().all(|leaf| self.words(*leaf).is_some() || tree.text(*leaf).is_none_or(is_blank))
    }
}

/// Whether an element stands in a line of text.
pub(super) fn is_in_line(tree: &Tree, id: NodeId) -> bool {
    tree.element(id).is_some_and(|element| !display::is_apart(tree, id, element))
}

#[cfg(test)]
#[path = "shown_tests.rs"]
mod tests;
