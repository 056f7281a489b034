//! The page about this paper: what it does with texts, readers and publishers.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/about.html")]
pub struct AboutPage {
    /// What is around it.
    pub frame: Frame,
    /// Publishers that are read.
    pub publishers: i64,
    /// Articles that are kept.
    pub articles: i64,
    /// Stories they are grouped in.
    pub stories: i64,
}
