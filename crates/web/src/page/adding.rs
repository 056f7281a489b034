//! The page that shows how looking for an address's feeds goes.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddingState {
    /// It waits or is being looked at.
    Looking,
    /// The feeds of a list are being stored.
    Storing,
    /// Its feeds were added.
    Found,
    /// Nothing usable was found.
    Failed,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/adding.html")]
pub struct AddingPage {
    /// What is around it.
    pub frame: Frame,
    /// The address that was pasted.
    pub address: String,
    /// How far it is.
    pub state: AddingState,
    /// The state in a sentence, with what to try when it failed.
    pub sentence: String,
    /// The feeds that were found: name or address.
    pub feeds: Vec<String>,
    /// Feeds of a list that are stored, of how many.
    pub stored: Option<(i64, i64)>,
    /// When it was asked for.
    pub asked: When,
}
