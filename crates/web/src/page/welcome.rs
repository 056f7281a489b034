//! The first-run page: three ways to begin.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;

/// What the first-run page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/welcome.html")]
pub struct WelcomePage {
    /// What is around it.
    pub frame: Frame,
    /// No publisher is there yet.
    pub first: bool,
    /// The sample can be started from here.
    pub sample: bool,
    /// What was wrong with the last try, as a sentence with the cure.
    pub problem: Option<String>,
    /// The address of the last try.
    pub address: String,
}
