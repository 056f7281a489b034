//! The forest: decision trees that give each block its chance of being article text.
//!
//! The trees stand in `block_model.txt`, one a line, root first, the left branch before the right: `7<0.5` asks
//! whether feature 7 is at most 0.5 (yes goes left), `=0.1` is a leaf. They are gradient-boosted on the logistic
//! loss; how they are fitted is in `crates/parse/fit`.

use std::sync::LazyLock;

static BLOCKS: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_str!("block_model.txt")));

/// The chance, 0 to 1, that a block with these features belongs to the article.
pub(super) fn chance(features: &[f64]) -> f64 {
    let sum: f64 = BLOCKS.trees.iter().map(|tree| tree.value(features)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Trees whose leaves are summed.
#[derive(Debug, Default)]
struct Forest {
    trees: Vec<Tree>,
}

#[derive(Debug, Default)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    /// Goes on to the next node when the feature is at most the threshold, else to the one with the number.
    Split {
        feature: usize,
        threshold: f64,
        right: usize,
    },
    Leaf(f64),
}

impl Forest {
    fn read(source: &str) -> Self {
        Self { trees: source.lines().map(Tree::read).collect() }
    }
}

impl Tree {
    fn read(line: &str) -> Self {
        let mut tree = Self::default();
        let mut waiting = Vec::new();
        for token in line.split_ascii_whitespace() {
            let position = tree.nodes.len();
            if let Some((feature, threshold)) = token.split_once('<') {
                let (feature, threshold) =
                    (feature.parse().unwrap_or(usize::MAX), threshold.parse().unwrap_or(0.0));
                tree.nodes.push(Node::Split { feature, threshold, right: 0 });
                waiting.push(position);
                continue;
            }
            tree.nodes.push(Node::Leaf(token.trim_start_matches('=').parse().unwrap_or(0.0)));
            if let Some(parent) = waiting.pop()
                && let Some(Node::Split { right, .. }) = tree.nodes.get_mut(parent)
            {
                *right = position + 1;
            }
        }
        tree
    }

    fn value(&self, features: &[f64]) -> f64 {
        let mut position = 0;
        while let Some(node) = self.nodes.get(position) {
            match *node {
                Node::Leaf(value) => return value,
                Node::Split { feature, threshold, right } => {
                    let value = features.get(feature).copied().unwrap_or(0.0);
                    position = if value <= threshold { position + 1 } else { right.max(position + 1) };
                }
            }
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_left_and_right() {
        let tree = Tree::read("0<1 1<5 =1 =2 =3");
        assert!((tree.value(&[0.0, 4.0]) - 1.0).abs() < 1e-9);
        assert!((tree.value(&[0.0, 6.0]) - 2.0).abs() < 1e-9);
        assert!((tree.value(&[2.0, 0.0]) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn the_model_is_read_whole() {
        assert!(BLOCKS.trees.len() > 50);
        for tree in &BLOCKS.trees {
            let splits = tree
                .nodes
                .iter()
                .filter(|node| matches!(node, Node::Split { right, .. } if *right > 0))
                .count();
            assert_eq!(tree.nodes.len(), 2 * splits + 1);
        }
    }
}
