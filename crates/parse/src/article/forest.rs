//! The forest: decision trees that give each block its chance of being article text.
//!
//! The trees stand in `block_model.txt`, one a line, root first, the left branch before the right: `7<0.5` asks
//! whether feature 7 is at most 0.5 (yes goes left), `=0.1` is a leaf. They are gradient-boosted on the logistic
//! loss; how they are fitted is in `crates/parse/fit`.

use std::sync::LazyLock;

static BLOCKS: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_str!("block_model.txt")));

/// The chance, 0 to 1, that each of the blocks with these features belongs to the article.
pub(super) fn chances(rows: &[Vec<f64>]) -> Vec<f64> {
    BLOCKS.values(rows).into_iter().map(|value| 1.0 / (1.0 + (-value).exp())).collect()
}

/// Rows that go through a tree together, so that they and the tree stay in the cache.
const TOGETHER: usize = 16;

/// Trees whose leaves are summed: all nodes in one list, and where each tree begins in it.
#[derive(Debug, Default)]
struct Forest {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

/// A question or, when the feature is [`LEAF`], an answer. It is small so that the whole forest stays in the cache.
#[derive(Debug, Clone, Copy)]
struct Node {
    feature: u16,
    /// Nodes to go on by when the feature is above the value; one when it is not.
    right: u16,
    /// The threshold, or the leaf's value.
    value: f32,
}

const LEAF: u16 = u16::MAX;

impl Forest {
    fn read(source: &str) -> Self {
        let mut forest = Self::default();
        for line in source.lines() {
            forest.roots.push(forest.nodes.len());
            forest.read_tree(line);
        }
        forest
    }

    fn read_tree(&mut self, line: &str) {
        let mut waiting = Vec::new();
        for token in line.split_ascii_whitespace() {
            let position = self.nodes.len();
            if let Some((feature, threshold)) = token.split_once('<') {
                let feature = feature.parse().unwrap_or(LEAF - 1);
                self.nodes.push(Node { feature, right: 1, value: threshold.parse().unwrap_or(0.0) });
                waiting.push(position);
                continue;
            }
            let value = token.trim_start_matches('=').parse().unwrap_or(0.0);
            self.nodes.push(Node { feature: LEAF, right: 0, value });
            if let Some(parent) = waiting.pop()
                && let Some(node) = self.nodes.get_mut(parent)
            {
                node.right = u16::try_from(position + 1 - parent).unwrap_or(1);
            }
        }
    }

    /// For each row of features the sum of the leaves that they lead to.
    fn values(&self, rows: &[Vec<f64>]) -> Vec<f64> {
        let mut values = vec![0.0; rows.len()];
        for (rows, values) in rows.chunks(TOGETHER).zip(values.chunks_mut(TOGETHER)) {
            for root in &self.roots {
                for (row, value) in rows.iter().zip(values.iter_mut()) {
                    *value += self.leaf(*root, row);
                }
            }
        }
        values
    }

    fn leaf(&self, root: usize, features: &[f64]) -> f64 {
        let mut position = root;
        while let Some(node) = self.nodes.get(position) {
            if node.feature == LEAF {
                return f64::from(node.value);
            }
            let value = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            position += if value <= f64::from(node.value) { 1 } else { usize::from(node.right) };
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_left_and_right() {
        let forest = Forest::read("0<1 1<5 =1 =2 =3\n=10");
        let rows = [vec![0.0, 4.0], vec![0.0, 6.0], vec![2.0, 0.0]];
        let expected = [11.0, 12.0, 13.0];
        let values = forest.values(&rows);
        assert!(
            values.iter().zip(expected).all(|(value, expected)| (value - expected).abs() < 1e-9),
            "{values:?}"
        );
    }

    #[test]
    fn the_model_is_read_whole() {
        assert!(BLOCKS.roots.len() > 50);
        let leaves = BLOCKS.nodes.iter().filter(|node| node.feature == LEAF).count();
        assert_eq!(BLOCKS.nodes.len(), 2 * leaves - BLOCKS.roots.len());
        assert!(BLOCKS.nodes.iter().all(|node| node.feature == LEAF || node.right > 1));
    }
}
