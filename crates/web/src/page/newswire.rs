//! The page that shows how far the sample newswire is.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::newswire::NewswireState;
use crate::page::frame::Frame;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/newswire.html")]
pub struct NewswirePage {
    /// What is around it.
    pub frame: Frame,
    /// How far it is.
    pub state: NewswireState,
}
