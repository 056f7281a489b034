//! The standfirst: the sentence between headline and text that a page sets apart from both, by its mark, by its place or
//! because the head of the page describes the article with the same words.

use super::block::{Block, Kind};
use super::choose::KEPT;
use super::figure::is_caption;
use super::hints::Hints;
use super::metadata::byline_place;
use super::metadata::date::PageDate;
use super::metadata::json_ld::JsonLd;
use super::metadata::meta::Meta;
use super::{phrases, words};
use crate::markup::{NodeId, Tree};

/// Blocks behind the headline among which it stands.
const FAR: usize = 12;
/// Words that a standfirst has at least and at most.
const WORDS: std::ops::RangeInclusive<usize> = 5..=90;
/// Words of text that must be left below it.
const LEAST_TEXT: usize = 30;

/// What the head of a page says of its article, folded.
pub(super) fn claims(json_ld: &JsonLd, meta: &Meta) -> Vec<String> {
    let described =
        ["description", "alternativeHeadline", "abstract"].iter().filter_map(|name| json_ld.text(name));
    let tagged = ["og:description", "description", "twitter:description", "dc.description"];
    let tagged = tagged.iter().filter_map(|name| meta.first(&[name])).map(str::to_owned);
    let folded = described.chain(tagged).map(|text| words::fold(&text));
    folded.filter(|text| text.len() > 20).collect()
}

/// A page as it is searched.
pub(super) struct Search<'a> {
    pub(super) tree: &'a Tree,
    pub(super) blocks: &'a [Block],
    pub(super) chances: &'a [f64],
    pub(super) headline: Option<usize>,
    pub(super) claims: Vec<String>,
}

impl Search<'_> {
    /// The number of the block that is the standfirst.
    pub(super) fn find(&self) -> Option<usize> {
        let headline = self.headline?;
        let start = headline + 1;
        let first = self.first_of_body(start)?;
        let end = first.min(start + FAR) + 1;
        let found = (start..end).find(|at| self.is_standfirst(*at, start))?;
        let left: usize =
            self.kept().filter(|(at, _)| *at != found).map(|(_, block)| block.count.words).sum();
        (left >= LEAST_TEXT).then_some(found)
    }

    fn kept(&self) -> impl Iterator<Item = (usize, &Block)> {
        let all = self.blocks.iter().zip(self.chances).enumerate();
        all.filter(|(_, (_, chance))| **chance >= KEPT).map(|(at, (block, _))| (at, block))
    }

    /// The first kept paragraph that is written as one of those behind it.
    fn first_of_body(&self, start: usize) -> Option<usize> {
        let prose = || self.kept().filter(|(at, block)| *at >= start && block.count.prose > 0);
        prose().find(|(at, _)| self.is_like_body(*at)).or_else(|| prose().next()).map(|(at, _)| at)
    }

    /// Whether a block is written as a kept paragraph not far behind it.
    fn is_like_body(&self, at: usize) -> bool {
        let Some(block) = self.blocks.get(at) else { return false };
        let behind = self.kept().filter(|(other, block)| *other > at && block.count.prose > 0).take(6);
        behind.filter(|(_, other)| self.is_alike(block.node, other.node)).count() > 0
    }

    fn is_alike(&self, one: NodeId, other: NodeId) -> bool {
        let class = |node| self.tree.attribute(node, "class");
        let parents = (self.tree.parent(one), self.tree.parent(other));
        let is_same_place = match parents {
            (Some(one), Some(other)) => {
                one == other || class(one) == class(other) && self.tree.name(one) == self.tree.name(other)
            }
            _ => false,
        };
        self.tree.name(one) == self.tree.name(other) && class(one) == class(other) && is_same_place
    }

    fn is_standfirst(&self, at: usize, start: usize) -> bool {
        let Some(block) = self.blocks.get(at).filter(|block| self.may_be(block)) else { return false };
        let is_apart = !self.is_like_body(at) || self.is_all_emphasised(block);
        let is_first =
            (start..at).all(|before| self.blocks.get(before).is_none_or(|block| block.count.prose == 0));
        is_apart
            && is_first
            && (self.is_marked(block) || self.is_claimed(block) || self.is_heading_below(at, start, block))
    }

    /// Whether a block reads like a standfirst: a sentence or two, no byline, no date, no plea, no caption.
    fn may_be(&self, block: &Block) -> bool {
        let other = Hints::CAPTION
            .with(Hints::SHARE)
            .with(Hints::NEWSLETTER)
            .with(Hints::RELATED)
            .with(Hints::COMMENT);
        let own = std::iter::once(block.node).chain(self.tree.ancestors(block.node)).take(2);
        let is_caption = own.filter_map(|node| self.tree.element(node)).any(is_caption);
        WORDS.contains(&block.count.words)
            && block.count.link_share() < 0.4
            && !block.near.has(other)
            && !is_caption
            && !byline_place::is_line(&block.text)
            && (block.count.words > 14 || PageDate::read(&block.text).is_none())
            && phrases::score(&block.folded, block.count.words) < 0.5
    }

    /// Whether the element of a block, or the one around it that holds nothing else, is marked as a standfirst.
    fn is_marked(&self, block: &Block) -> bool {
        let own = std::iter::once(block.node).chain(self.tree.ancestors(block.node));
        let holds_only = |node: &NodeId| {
            let around = |other: &&Block| self.tree.ancestors(other.node).any(|up| up == *node);
            *node == block.node || self.blocks.iter().filter(around).take(2).count() == 1
        };
        own.take(3).take_while(holds_only).filter_map(|node| self.tree.element(node)).any(|element| {
            let names =
                [element.attribute("class"), element.attribute("data-testid"), element.attribute("id")];
            let is_named = names.into_iter().flatten().any(is_standfirst_class);
            let property = element.attribute("itemprop").unwrap_or_default();
            is_named
                || matches!(
                    property,
                    "description" | "alternativeHeadline" | "alternativeheadline" | "abstract"
                )
        })
    }

    /// Whether the head of the page says the same.
    fn is_claimed(&self, block: &Block) -> bool {
        let folded = block.folded.as_str();
        let is_cut = |claim: &str| claim.len() >= 60 && folded.starts_with(claim);
        self.claims.iter().any(|claim| claim == folded || is_cut(claim))
    }

    /// Whether a block is a heading of the second or third level right below the headline, in the headline's own box.
    fn is_heading_below(&self, at: usize, start: usize, block: &Block) -> bool {
        let headline = start.checked_sub(1).and_then(|at| self.blocks.get(at));
        matches!(block.kind, Kind::Heading(2..=4))
            && at <= start + 1
            && block.count.words >= 7
            && headline
                .is_some_and(|headline| self.tree.parent(headline.node) == self.tree.parent(block.node))
    }

    /// Whether all words of a block stand in emphasis, and the words of the next do not.
    fn is_all_emphasised(&self, block: &Block) -> bool {
        let is_emphasis = |up: NodeId| matches!(self.tree.name(up), "b" | "strong" | "i" | "em");
        let has_words = |leaf: &&NodeId| self.tree.text(**leaf).is_some_and(|text| !text.trim().is_empty());
        block
            .leaves
            .iter()
            .filter(has_words)
            .all(|leaf| self.tree.ancestors(*leaf).take_while(|up| *up != block.node).any(is_emphasis))
    }
}

/// Words by which templates name a standfirst, in many languages.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "standfirst", "dek", "deck", "lede", "lead", "intro", "subtitle", "subheadline", "subhead", "subheading",
    "sub", "subline", "summary", "chapo", "chapeau", "vorspann", "teaser", "entradilla", "bajada", "copete",
    "sumario", "sommario", "occhiello", "catenaccio", "ingress", "ingres", "manchet", "excerpt", "abstract",
    "description", "tagline", "strapline", "spot", "preamble", "leadtext", "introtext", "articlelead",
    "articleintro",
];

/// Whether a class name is one of them, or has one of them as a part.
fn is_standfirst_class(value: &str) -> bool {
    let split = |c: char| !c.is_ascii_alphabetic();
    value.split_whitespace().take(12).any(|word| {
        let lower = word.to_ascii_lowercase();
        let bare: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
        NAMES.contains(&bare.as_str())
            || lower.split(split).any(|part| NAMES.contains(&part))
            || ["standfirst", "subheadline", "vorspann", "articlesummary"]
                .iter()
                .any(|name| bare.contains(name))
    })
}

/// The description of a page where nothing on it is the standfirst: not when the text itself begins with it, or the
/// headline says it.
pub(super) fn described(described: Option<String>, title: Option<&str>, text: &str) -> Option<String> {
    let described = described?;
    let folded = words::fold(&described);
    let opening = words::fold(text.get(..text.floor_char_boundary(4_000)).unwrap_or_default());
    let is_title = title.is_some_and(|title| words::fold(title) == folded);
    let start = folded.get(..folded.floor_char_boundary(120)).unwrap_or_default();
    let is_said = !start.is_empty() && opening.contains(start);
    (!is_title && !is_said && !folded.is_empty()).then_some(described)
}

#[cfg(test)]
#[path = "standfirst_tests.rs"]
mod tests;
