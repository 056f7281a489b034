//! The front page: the lead story, the second and third, the sections, and the latest river.

use askama::Template;
use tidings_model::section::Section;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::card::Card;
use crate::page::frame::Frame;

/// A section's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionColumn {
    /// The section.
    pub section: Section,
    /// Its first stories.
    pub cards: Vec<Card>,
}

/// What the front page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/front.html")]
pub struct FrontPage {
    /// What is around it.
    pub frame: Frame,
    /// The lead story; `None` while nothing has arrived.
    pub lead: Option<Card>,
    /// The second and third story.
    pub seconds: Vec<Card>,
    /// The sections that have stories.
    pub columns: Vec<SectionColumn>,
    /// The newest articles, newest first.
    pub latest: Vec<Card>,
    /// Jobs that still wait, where nothing has arrived yet.
    pub waiting: i64,
}
