//! Relation: how each block stands to the headline, to the element that holds most of the prose, and to the heading
//! before it. It tells the article from a second one that the page shows below.

use super::block::{Block, Count, Kind, number};
use super::hints::Hints;
use crate::markup::{NodeId, Tree};

/// What the relation is measured against.
#[derive(Debug)]
pub(super) struct Anchor<'a> {
    pub(super) tree: &'a Tree,
    pub(super) blocks: &'a [Block],
    /// Sums for each element, by its position.
    pub(super) sums: &'a [Count],
    /// The element that holds most of the prose.
    pub(super) main: NodeId,
    /// The block that is the headline.
    pub(super) headline: Option<usize>,
    /// Words of prose on the page.
    pub(super) prose: usize,
}

/// What has been seen on the way down the page.
#[derive(Debug, Default)]
pub(super) struct Relation {
    around_main: Vec<NodeId>,
    around_headline: Vec<NodeId>,
    main_article: usize,
    headline_article: usize,
    titles: usize,
    teasers: usize,
    bylines: usize,
    prose: usize,
    last_heading: Option<(f64, f64)>,
    since_heading: usize,
}

impl Relation {
    pub(super) fn new(anchor: &Anchor<'_>) -> Self {
        let chain = |node: NodeId| {
            let mut chain: Vec<NodeId> = std::iter::once(node).chain(anchor.tree.ancestors(node)).collect();
            chain.reverse();
            chain
        };
        let headline = anchor.headline.and_then(|at| anchor.blocks.get(at));
        let main_article =
            anchor.blocks.iter().find(|block| anchor.tree.parent(block.node) == Some(anchor.main));
        Self {
            around_main: chain(anchor.main),
            around_headline: headline.map(|block| chain(block.node)).unwrap_or_default(),
            main_article: main_article.map_or(0, |block| block.place.article_number),
            headline_article: headline.map_or(0, |block| block.place.article_number),
            ..Self::default()
        }
    }

    /// Adds the features of the next block.
    pub(super) fn features(&mut self, anchor: &Anchor<'_>, at: usize, block: &Block, row: &mut Vec<f64>) {
        let mut chain: Vec<NodeId> =
            std::iter::once(block.node).chain(anchor.tree.ancestors(block.node)).collect();
        chain.reverse();
        branch(anchor, &chain, &self.around_main, row);
        branch(anchor, &chain, &self.around_headline, row);
        let article = block.place.article_number;
        row.push(f64::from(u8::from(article == self.main_article)));
        row.push(f64::from(u8::from(article == self.headline_article)));
        row.push(number(article.saturating_sub(self.main_article).min(10)));
        row.extend([number(self.titles.min(9)), number(self.teasers.min(30)), number(self.bylines.min(20))]);
        let (level, link_share) = self.last_heading.unwrap_or((0.0, -1.0));
        row.extend([level, link_share, number(self.since_heading)]);
        self.see(anchor, at, block);
    }

    fn see(&mut self, anchor: &Anchor<'_>, at: usize, block: &Block) {
        let is_after = anchor.headline.is_none_or(|headline| at > headline);
        if let Kind::Heading(level) = block.kind {
            let is_title = level == 1 && is_after && self.prose > 30;
            self.titles += usize::from(is_title);
            self.teasers += usize::from(is_after && block.count.link_share() > 0.8);
            self.last_heading = Some((f64::from(level), block.count.link_share()));
            self.since_heading = 0;
            return;
        }
        self.since_heading += block.count.words;
        if is_after {
            self.prose += block.count.prose;
        }
        let is_byline = block.count.words < 15 && block.near.has(Hints::AUTHOR.with(Hints::DATE));
        self.bylines += usize::from(is_byline && self.prose > 30);
    }
}

/// Where a block leaves a chain of elements: levels up from the chain's end, and how much prose and links its own
/// branch holds there.
fn branch(anchor: &Anchor<'_>, chain: &[NodeId], other: &[NodeId], row: &mut Vec<f64>) {
    let common = chain.iter().zip(other).take_while(|(one, other)| one == other).count();
    let up = other.len().saturating_sub(common);
    let branch = chain.get(common).or(chain.last());
    let sum = branch.and_then(|node| anchor.sums.get(node.position())).copied().unwrap_or_default();
    row.extend([
        number(up),
        number(chain.len().saturating_sub(common)),
        number(sum.prose) / number(anchor.prose.max(1)),
        sum.link_share(),
    ]);
}
