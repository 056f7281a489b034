//! Explaining: why each block of a page was kept or dropped, for people who report bad pages.

use serde::Serialize;

use super::block::{Block, Kind};
use super::choose::Verdict;
use super::extracted::Context;
use super::{BOUNDS, Page, phrases};
use crate::markup::parse_document;
use crate::warning::Warning;

/// A block of the page and what was decided of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// What was decided, and why.
    pub verdict: Verdict,
    /// The chance, 0 to 1, that it is article text.
    pub chance: f64,
    /// What it is: `p`, `h1` to `h6`, `li`, `tr`, `pre`.
    pub kind: String,
    /// What speaks for or against it, in words: purposes that the elements around it name, links, phrases.
    pub signs: Vec<String>,
    /// Its text with single spaces.
    pub text: String,
}

/// Explains every block of a page that is already decoded, in reading order.
#[must_use]
pub fn explain(html: &str, context: &Context) -> (Vec<Explained>, Vec<Warning>) {
    let (tree, warnings) = parse_document(html, BOUNDS);
    let page = Page::read(&tree, context);
    let verdicts = page.verdicts();
    let blocks = page.segments.blocks.iter().zip(&page.chances).zip(verdicts);
    let explained = blocks.map(|((block, chance), verdict)| Explained {
        verdict,
        chance: *chance,
        kind: kind(block.kind),
        signs: signs(block),
        text: block.text.clone(),
    });
    (explained.collect(), warnings)
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Paragraph => "p".to_owned(),
        Kind::Heading(level) => format!("h{level}"),
        Kind::Item => "li".to_owned(),
        Kind::Row => "tr".to_owned(),
        Kind::Preformatted => "pre".to_owned(),
    }
}

fn signs(block: &Block) -> Vec<String> {
    let mut signs: Vec<String> = block.near.names().map(str::to_owned).collect();
    let place = [
        (block.place.aside, "<aside>"),
        (block.place.footer, "<footer>"),
        (block.place.header, "<header>"),
        (block.place.form, "<form>"),
    ];
    signs.extend(place.iter().filter(|(is_there, _)| *is_there).map(|(_, name)| (*name).to_owned()));
    if block.count.link_share() > 0.3 {
        signs.push(format!("{:.0} % links", block.count.link_share() * 100.0));
    }
    if phrases::score(&block.folded, block.count.words) > 0.0 {
        signs.push("phrase of page furniture".to_owned());
    }
    signs
}
