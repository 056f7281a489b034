//! What the pages of the sample world hold, for tests that look from outside.

use crate::article::{Article, Block, Body};
use crate::error::WorldError;
use crate::publisher::Layout;
use crate::world::World;

/// An article as it was written, before its publisher's page is put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthArticle {
    /// Articles with the same word are about one event.
    pub event: String,
    /// The publisher's id.
    pub publisher: String,
    /// The publisher's name.
    pub publisher_name: String,
    /// Path of the page on its publisher's site, with the leading slash.
    pub path: String,
    /// BCP 47 language tag.
    pub language: String,
    /// The headline.
    pub headline: String,
    /// The standfirst, if there is one.
    pub standfirst: Option<String>,
    /// The names of the authors.
    pub bylines: Vec<String>,
    /// The section's name as the publisher prints it.
    pub section: String,
    /// Publication in seconds after the world's start; negative before it.
    pub published: i64,
    /// The change that the publisher tells of, in seconds after the world's start.
    pub modified: Option<i64>,
    /// Id of the publisher whose text this one re-publishes.
    pub copy_of: Option<String>,
    /// The figures in the order of the text.
    pub figures: Vec<TruthFigure>,
    /// The paragraphs in the order of the text, of all pages and updates; behind a wall a page shows the first two.
    pub paragraphs: Vec<String>,
    /// The paragraphs after the silent correction, ninety seconds after the world's start.
    pub corrected: Option<Vec<String>>,
    /// Seconds after the world's start of each update of a live blog, in the order of the file.
    pub updates: Vec<i64>,
    /// How many pages the text is split over.
    pub pages: usize,
    /// Whether the page stops at a subscription wall.
    pub is_paywalled: bool,
}

/// A figure as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthFigure {
    /// File name, the last part of the picture's address.
    pub file: String,
    /// The alternative text.
    pub alternative: String,
    /// The caption without the credit.
    pub caption: Option<String>,
    /// The credit without its label.
    pub credit: Option<String>,
}

/// All articles of the sample world, in the order of events.
///
/// # Errors
///
/// The embedded world cannot be read.
pub fn truth() -> Result<Vec<TruthArticle>, WorldError> {
    Ok(World::embedded()?.articles.iter().map(tell).collect())
}

fn tell(article: &Article) -> TruthArticle {
    let header = &article.header;
    let layout = article.publisher.layout;
    TruthArticle {
        event: article.event.clone(),
        publisher: article.publisher.id.to_owned(),
        publisher_name: article.publisher.name.to_owned(),
        path: article.path.clone(),
        language: article.publisher.language.to_owned(),
        headline: header.headline.clone(),
        standfirst: header.standfirst.clone(),
        bylines: header.bylines.clone(),
        section: header.section.clone(),
        published: header.published.seconds(),
        modified: header.modified.map(crate::offset::Offset::seconds),
        copy_of: header.copy_of.clone(),
        figures: article.body.all_blocks().filter_map(figure).collect(),
        paragraphs: paragraphs(&article.body),
        corrected: article.corrected.as_ref().map(paragraphs),
        updates: article.body.updates.iter().map(|update| update.at.seconds()).collect(),
        pages: if layout == Layout::TolmereReview { article.body.pages.len() } else { 1 },
        is_paywalled: layout == Layout::NorthernLedger,
    }
}

fn figure(block: &Block) -> Option<TruthFigure> {
    let figure = block.figure()?;
    Some(TruthFigure {
        file: figure.file.clone(),
        alternative: figure.alternative.clone(),
        caption: figure.caption.clone(),
        credit: figure.credit.clone(),
    })
}

fn paragraphs(body: &Body) -> Vec<String> {
    body.all_blocks().filter_map(Block::paragraph).map(str::to_owned).collect()
}
