//! The first-run page: four ways to begin.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::starter::StarterList;

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
    /// Lists of well-known feeds that can be chosen.
    pub starter: Vec<StarterList>,
    /// What was wrong with the last try, as a sentence with the cure.
    pub problem: Option<String>,
    /// The address of the last try.
    pub address: String,
}

impl WelcomePage {
    /// The lists by theme, and those by country.
    fn groups(&self) -> [(&'static str, Vec<&StarterList>); 2] {
        let of = |country: bool| self.starter.iter().filter(|list| list.country == country).collect();
        [("By theme", of(false)), ("By country", of(true))]
    }
}
