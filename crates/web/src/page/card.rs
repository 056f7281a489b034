//! The story card: kicker, headline, a line or two, and who reports it.

use askama::Template;
use askama::filters::HtmlSafe;
use tidings_model::section::Section;

use crate::link::Link;
use crate::page::coverage::CoverageCount;
use crate::page::figure::PictureView;
use crate::page::mark::Mark;
use crate::when::When;

/// How large a card is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardSize {
    /// The lead story: a large picture, loaded at once.
    Lead,
    /// The second and third story.
    Second,
    /// In a section's column.
    Plain,
    /// In the latest river: headline and one quiet line.
    Line,
}

/// A story, or a report that stands alone, in a list. It prints as an `<article>` element.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/card.html")]
pub struct Card {
    /// How large it is set.
    pub size: CardSize,
    /// The story's page, or the article's when it stands alone.
    pub link: Link,
    /// The section, where the list is not of one section.
    pub section: Option<Section>,
    /// The headline.
    pub headline: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Opening lines, where they may be shown.
    pub lines: Option<String>,
    /// The publisher's name, of a report that stands alone.
    pub publisher: Option<String>,
    /// The site that it links to, of a feed's words about a page of another site.
    pub link_to: Option<String>,
    /// How widely it is reported.
    pub count: CoverageCount,
    /// Marks of up to four publishers.
    pub marks: Vec<Mark>,
    /// Its newest report.
    pub when: When,
    /// Its picture.
    pub picture: Option<PictureView>,
    /// Why it stands where it stands, as a sentence.
    pub why: Option<String>,
}

impl HtmlSafe for Card {}

impl Card {
    fn class(&self) -> &'static str {
        match self.size {
            CardSize::Lead => "card card-lead",
            CardSize::Second => "card card-second",
            CardSize::Plain => "card",
            CardSize::Line => "card card-line",
        }
    }

    fn is_lead(&self) -> bool {
        self.size == CardSize::Lead
    }
}
