//! The publisher page: who they are, and their articles, newest first.

use askama::Template;
use tidings_model::publisher::DisplayPolicy;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::article::OriginalLink;
use crate::page::coverage::Report;
use crate::page::frame::Frame;
use crate::page::mark::Mark;
use crate::when::When;

/// What the publisher page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/publisher.html")]
pub struct PublisherPage {
    /// What is around it.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub mark: Mark,
    /// Its site.
    pub site: String,
    /// Its home page.
    pub home: OriginalLink,
    /// How much of its text strangers may see.
    pub policy: DisplayPolicy,
    /// When it was added.
    pub added: When,
    /// Its articles.
    pub reports: Vec<Report>,
    /// The next, older part of the list.
    pub older: Option<Link>,
}
