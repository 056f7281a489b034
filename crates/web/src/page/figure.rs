//! Figures and pictures: an image of ours with its size known, its caption and its credit as separate things.

use askama::Template;
use askama::filters::HtmlSafe;
use tidings_model::figure::{Figure, PictureSize, PictureVariant};
use tidings_model::id::PictureId;

use crate::link::Link;

/// A picture that is stored here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureView {
    /// The large file.
    pub full: Link,
    /// The small file.
    pub small: Link,
    /// Alternative text; empty when the publisher gave none.
    pub alt: String,
    /// Size of the large file in pixels.
    pub size: PictureSize,
}

impl PictureView {
    /// The picture of an id.
    #[must_use]
    pub fn new(picture_id: PictureId, alt: Option<&str>, size: PictureSize) -> Self {
        Self {
            full: Link::Picture(picture_id, PictureVariant::Full),
            small: Link::Picture(picture_id, PictureVariant::Small),
            alt: alt.unwrap_or_default().to_owned(),
            size,
        }
    }
}

/// A figure as the article page shows it. It prints as a `<figure>` element.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/figure.html")]
pub struct FigureView {
    /// The picture.
    pub picture: PictureView,
    /// Address of the image at the publisher's, for telling figures apart.
    pub address: String,
    /// The caption.
    pub caption: Option<String>,
    /// The credit, without a label.
    pub credit: Option<String>,
    /// The lead image is loaded at once, the others when they come near.
    pub lead: bool,
}

impl HtmlSafe for FigureView {}

impl FigureView {
    /// A figure whose picture is stored here; `None` while it has not been fetched.
    #[must_use]
    pub fn of(figure: &Figure) -> Option<Self> {
        let read = &figure.figure;
        Some(Self {
            picture: PictureView::new(figure.picture_id, read.alt.as_deref(), figure.picture?),
            address: read.url.clone(),
            caption: read.caption.clone(),
            credit: read.credit.clone(),
            lead: read.lead,
        })
    }
}
