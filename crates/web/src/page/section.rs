//! The section page: the stories of one section, newest first.

use askama::Template;
use tidings_model::section::Section;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::card::Card;
use crate::page::frame::Frame;

/// What the section page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/section.html")]
pub struct SectionPage {
    /// What is around it.
    pub frame: Frame,
    /// The section.
    pub section: Section,
    /// Its stories.
    pub cards: Vec<Card>,
    /// The next, older part of the list.
    pub older: Option<Link>,
}
