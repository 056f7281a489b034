//! Pictures from outside: read by their magic bytes, weighed before decoding, turned upright, scaled and written anew.
//!
//! What comes out is pixels only: no metadata, no script, no second file hidden behind the first, and of a moving picture
//! its first frame. [`PictureRoom`] bounds what all pictures that are decoded at once hold in memory.

mod decode;
mod head;
mod room;
mod scale;

use std::error::Error;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageError};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tidings_model::figure::{PictureFile, PictureSize, PictureVariant};

use head::Head;
pub use room::PictureRoom;
use scale::narrow;

/// One megabyte, in which room for pictures is counted.
const MEGABYTE: u64 = 1_000_000;

/// The bounds of a picture and the sizes it is stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureLimits {
    /// Bytes as they came.
    pub bytes: u64,
    /// Width times height as the file says, before anything is decoded.
    pub pixels: u64,
    /// Memory that all pictures decoded at once may take, in megabytes: pixels, what their readers need beside them, and
    /// what scaling and writing need.
    pub megabytes: u32,
    /// Greatest width of the full size, in pixels.
    pub full_width: u32,
    /// Greatest width of the small size, in pixels.
    pub small_width: u32,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self {
            bytes: 20 * MEGABYTE,
            pixels: 50_000_000,
            megabytes: 256,
            full_width: 1_600,
            small_width: 640,
            quality: 82,
        }
    }
}

/// A picture in its two sizes. A picture that is no wider than the small size has the same bytes twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedPicture {
    /// For the article page.
    pub full: PictureFile,
    /// For cards and phones.
    pub small: PictureFile,
}

/// Why a picture is not taken.
#[derive(Debug, Error)]
pub enum PictureError {
    /// No JPEG, PNG, GIF or WebP by its first bytes; SVG is refused too, because it can carry script.
    #[error("the file is no JPEG, PNG, GIF or WebP picture")]
    UnknownFormat,
    /// More bytes than allowed.
    #[error("the picture has more than {limit} bytes")]
    TooManyBytes {
        /// The limit in bytes.
        limit: u64,
    },
    /// More pixels than allowed.
    #[error("the picture has {width} by {height} pixels, more than {limit} in all")]
    TooManyPixels {
        /// Width as the file says.
        width: u32,
        /// Height as the file says.
        height: u32,
        /// The limit in pixels.
        limit: u64,
    },
    /// It alone would take more memory than all pictures together may have.
    #[error(
        "the picture has {width} by {height} pixels and takes {needed} MB of memory to read, more than the {limit} MB \
         that pictures may have"
    )]
    TooMuchMemory {
        /// Width as the file says.
        width: u32,
        /// Height as the file says.
        height: u32,
        /// What reading and scaling it would take, in megabytes.
        needed: u64,
        /// What all pictures at once may take, in megabytes.
        limit: u32,
    },
    /// The file is broken.
    #[error("the picture cannot be read")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
}

impl PictureError {
    fn broken(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(error.into())
    }
}

/// Makes a picture safe to serve: see the module. It takes milliseconds of CPU and up to [`PictureLimits::megabytes`] of
/// memory: [`PictureRoom::prepare`] calls it off the async threads and keeps room for it.
///
/// # Errors
///
/// See [`PictureError`].
pub fn prepare(bytes: &[u8], limits: &PictureLimits) -> Result<PreparedPicture, PictureError> {
    let head = Head::read(bytes, limits)?;
    head.megabytes(limits)?;
    prepare_as(&head, bytes, limits)
}

/// Makes a picture safe to serve whose head was read and whose weight is accounted for.
fn prepare_as(head: &Head, bytes: &[u8], limits: &PictureLimits) -> Result<PreparedPicture, PictureError> {
    let (picture, orientation) = decode::first_frame(head, bytes)?;
    let mut full = with_needed_channels(narrow(picture, orientation, limits.full_width)?);
    full.apply_orientation(orientation);
    let full_file = file(&full, PictureVariant::Full, limits.quality)?;
    if full.width() <= limits.small_width {
        let small = PictureFile { variant: PictureVariant::Small, ..full_file.clone() };
        return Ok(PreparedPicture { full: full_file, small });
    }
    let small = narrow(full, Orientation::NoTransforms, limits.small_width)?;
    Ok(PreparedPicture { full: full_file, small: file(&small, PictureVariant::Small, limits.quality)? })
}

/// Transparency is kept only where there is any.
fn with_needed_channels(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageLuma8(_) => picture,
        _ if has_transparency(&picture) => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

fn has_transparency(picture: &DynamicImage) -> bool {
    let channels = usize::from(picture.color().channel_count());
    picture.color().has_alpha()
        && picture.as_bytes().chunks_exact(channels).any(|pixel| pixel.last() != Some(&u8::MAX))
}

fn file(picture: &DynamicImage, variant: PictureVariant, quality: u8) -> Result<PictureFile, PictureError> {
    let mut bytes = Vec::new();
    let media_type = if picture.color().has_alpha() {
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, PngFilter::Adaptive);
        picture.write_with_encoder(encoder).map_err(broken_encoder)?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        picture.write_with_encoder(encoder).map_err(broken_encoder)?;
        "image/jpeg"
    };
    let size = PictureSize { width: i64::from(picture.width()), height: i64::from(picture.height()) };
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(PictureFile { variant, media_type: media_type.to_owned(), size, sha256, bytes })
}

fn broken_encoder(error: ImageError) -> PictureError {
    PictureError::broken(error)
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests;
