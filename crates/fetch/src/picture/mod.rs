//! Pictures from outside: read by their magic bytes, bounded before decoding, turned upright, scaled and written anew.
//!
//! What comes out is pixels only: no metadata, no script, no second file hidden behind the first. The work takes
//! milliseconds of CPU, so call it off the async threads.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tidings_model::figure::{PictureFile, PictureSize, PictureVariant};

/// The bounds of a picture and the sizes it is stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureLimits {
    /// Bytes as they came.
    pub bytes: usize,
    /// Width times height as the file says, before anything is decoded.
    pub pixels: u64,
    /// Greatest width of the full size, in pixels.
    pub full_width: u32,
    /// Greatest width of the small size, in pixels.
    pub small_width: u32,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, pixels: 50_000_000, full_width: 1_600, small_width: 640, quality: 82 }
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
        limit: usize,
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
    /// The file is broken.
    #[error("the picture cannot be read")]
    Broken(#[source] ImageError),
}

/// Makes a picture safe to serve: see the module.
///
/// # Errors
///
/// See [`PictureError`].
pub fn prepare(bytes: &[u8], limits: &PictureLimits) -> Result<PreparedPicture, PictureError> {
    if bytes.len() > limits.bytes {
        return Err(PictureError::TooManyBytes { limit: limits.bytes });
    }
    let (picture, orientation) = decode(bytes, limits)?;
    let mut full = narrow(picture, orientation, limits.full_width);
    full.apply_orientation(orientation);
    let full_file = file(&full, PictureVariant::Full, limits.quality)?;
    if full.width() <= limits.small_width {
        let small = PictureFile { variant: PictureVariant::Small, ..full_file.clone() };
        return Ok(PreparedPicture { full: full_file, small });
    }
    let small = narrow(full, Orientation::NoTransforms, limits.small_width);
    Ok(PreparedPicture { full: full_file, small: file(&small, PictureVariant::Small, limits.quality)? })
}

/// Tells the format by its magic bytes; name and content type of the outside are not asked.
fn format(bytes: &[u8]) -> Option<ImageFormat> {
    let webp = || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        _ if webp() => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Decodes the first frame after the size in the file's head was checked.
fn decode(bytes: &[u8], limits: &PictureLimits) -> Result<(DynamicImage, Orientation), PictureError> {
    let format = format(bytes).ok_or(PictureError::UnknownFormat)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(memory(limits));
    let mut decoder = reader.into_decoder().map_err(PictureError::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(PictureError::TooManyPixels { width, height, limit: limits.pixels });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(PictureError::Broken)?;
    Ok((eight_bit(picture), orientation))
}

/// Eight bytes a pixel (16 bits in four channels), twice for a decoder that copies.
fn memory(limits: &PictureLimits) -> Limits {
    let mut memory = Limits::default();
    memory.max_alloc = Some(limits.pixels.saturating_mul(16));
    memory
}

fn eight_bit(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageLuma8(_) => picture,
        _ if picture.color().has_alpha() && has_transparency(&picture) => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

fn has_transparency(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)),
        _ => picture.to_rgba8().pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)),
    }
}

/// Scales down so that the picture, once upright, is at most `width` wide. Never scales up.
fn narrow(picture: DynamicImage, orientation: Orientation, width: u32) -> DynamicImage {
    let on_its_side = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (is_wide, is_high) = (picture.width(), picture.height());
    let upright_width = if on_its_side { is_high } else { is_wide };
    if upright_width <= width || upright_width == 0 {
        return picture;
    }
    let scaled = |length: u32| {
        let exact = u64::from(length) * u64::from(width) / u64::from(upright_width);
        u32::try_from(exact).unwrap_or(length).max(1)
    };
    picture.resize_exact(scaled(is_wide), scaled(is_high), FilterType::Triangle)
}

fn file(picture: &DynamicImage, variant: PictureVariant, quality: u8) -> Result<PictureFile, PictureError> {
    let mut bytes = Vec::new();
    let media_type = if picture.color().has_alpha() {
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, PngFilter::Adaptive);
        picture.write_with_encoder(encoder).map_err(PictureError::Broken)?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        picture.write_with_encoder(encoder).map_err(PictureError::Broken)?;
        "image/jpeg"
    };
    let size = PictureSize { width: i64::from(picture.width()), height: i64::from(picture.height()) };
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(PictureFile { variant, media_type: media_type.to_owned(), size, sha256, bytes })
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
