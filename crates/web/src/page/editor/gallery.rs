//! The gallery for developers: every template with its sample data.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/gallery.html")]
pub struct GalleryPage {
    /// What is around it.
    pub frame: Frame,
    /// The name of each sample page with its address.
    pub samples: Vec<(&'static str, Link)>,
}
