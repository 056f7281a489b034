//! The pictures of the world: their bytes, their size and their kind.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::ImageReader;

use crate::error::WorldError;

/// A picture as it is served.
#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) bytes: &'static [u8],
    /// Media type by the file's name.
    pub(crate) mime: &'static str,
    /// Width in pixels.
    pub(crate) width: u32,
    /// Height in pixels.
    pub(crate) height: u32,
}

/// Pictures by file name.
pub(crate) type Pictures = BTreeMap<&'static str, Picture>;

/// Reads size and kind of a picture; `None` when the name is not that of a JPEG or PNG file.
///
/// # Errors
///
/// The file is not a readable image.
pub(crate) fn read(file: &str, bytes: &'static [u8]) -> Result<Option<Picture>, WorldError> {
    let Some(mime) = mime(file) else { return Ok(None) };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.map_err(image::ImageError::IoError).and_then(ImageReader::into_dimensions);
    let (width, height) = size.map_err(|source| WorldError::Picture { file: file.to_owned(), source })?;
    Ok(Some(Picture { bytes, mime, width, height }))
}

fn mime(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "jpg" | "jpeg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        _ => None,
    }
}
