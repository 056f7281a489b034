//! Figures (an image with its caption and credit) and the pictures behind them.

use serde::{Deserialize, Serialize};

use crate::id::{FigureId, PictureId};
use crate::time::Timestamp;

/// A figure of an article as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFigure {
    /// Absolute address of the image at the publisher's.
    pub url: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// Caption, without the credit.
    pub caption: Option<String>,
    /// Photo credit, without its label ("Photograph:", "Foto:").
    pub credit: Option<String>,
    /// Width in pixels as the page says.
    pub width: Option<i64>,
    /// Height in pixels as the page says.
    pub height: Option<i64>,
    /// Whether it is the article's lead image.
    pub lead: bool,
}

/// A stored figure with the state of its picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its id.
    pub id: FigureId,
    /// What the page said.
    pub figure: NewFigure,
    /// Its picture.
    pub picture_id: PictureId,
    /// The re-encoded picture; `None` while it is not fetched.
    pub picture: Option<PictureSize>,
}

/// Size of a re-encoded picture in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSize {
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
}

/// Which of a picture's two stored sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureVariant {
    /// For the article page.
    Full,
    /// For cards and phones.
    Small,
}

impl PictureVariant {
    /// The word that the store and addresses use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Small => "small",
        }
    }
}

/// A re-encoded picture file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// Which size this is.
    pub variant: PictureVariant,
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Its size.
    pub size: PictureSize,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A picture to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureWork {
    /// Its id.
    pub id: PictureId,
    /// Its address at the publisher's.
    pub url: String,
    /// When it was last fetched.
    pub fetched_at: Option<Timestamp>,
}
