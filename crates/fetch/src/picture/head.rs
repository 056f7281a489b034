//! The head of a picture file: its format and size, and from them what reading it will take, before anything is decoded.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ImageDecoder, ImageFormat};
use memchr::memmem;

use super::{MEGABYTE, PictureError, PictureLimits, decode, scale};

/// What the head says. A picture is read as eight bits a channel, also when its file has sixteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) format: ImageFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Channels of the decoded picture, one byte each.
    channels: u64,
    /// Bytes a pixel that its reader holds beside the decoded picture.
    beside: u64,
    /// Bytes of the file, which its reader may hold once more.
    file: u64,
}

impl Head {
    /// Reads the head.
    ///
    /// # Errors
    ///
    /// No picture that is taken, too many bytes or pixels, or a broken head.
    pub(super) fn read(bytes: &[u8], limits: &PictureLimits) -> Result<Self, PictureError> {
        let file = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if file > limits.bytes {
            return Err(PictureError::TooManyBytes { limit: limits.bytes });
        }
        let format = format(bytes).ok_or(PictureError::UnknownFormat)?;
        let (width, height, channels, beside) = match format {
            ImageFormat::Png => png(bytes, limits)?,
            ImageFormat::Jpeg => jpeg(bytes)?,
            ImageFormat::Gif => gif(bytes)?,
            _ => webp(bytes)?,
        };
        within(width, height, limits)?;
        Ok(Self { format, width, height, channels, beside, file })
    }

    /// Pixels as the head says.
    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The most memory that decoding, scaling and writing take at one moment, in megabytes; at least 1.
    ///
    /// # Errors
    ///
    /// More than all pictures together may have.
    pub(super) fn megabytes(&self, limits: &PictureLimits) -> Result<u32, PictureError> {
        let decoded = self.pixels() * self.channels;
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        // One that lies on its side is scaled by its height: the larger of both ways is counted.
        let (scaled_width, scaled_height) = scale::largest((self.width, self.height), limits.full_width);
        let scaled = u64::from(scaled_width) * u64::from(scaled_height) * self.channels;
        let halfway = if scaled < decoded { width * u64::from(scaled_height) * self.channels } else { 0 };
        let reading = decoded + self.pixels() * self.beside;
        // The decoded picture, the one that is scaled in one direction, and the scaled one.
        let scaling = decoded + halfway + scaled;
        // The scaled one, again with other channels or turned, and its file while it is written.
        let writing = scaled * 2 + u64::from(scaled_width) * u64::from(scaled_height) * 4;
        let bytes = reading.max(scaling).max(writing) + 2 * self.file + height;
        let needed = bytes.div_ceil(MEGABYTE).max(1);
        let (width, height, limit) = (self.width, self.height, limits.megabytes);
        match u32::try_from(needed) {
            Ok(megabytes) if megabytes <= limit => Ok(megabytes),
            _ => Err(PictureError::TooMuchMemory { width, height, needed, limit }),
        }
    }
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

fn within(width: u32, height: u32, limits: &PictureLimits) -> Result<(), PictureError> {
    let limit = limits.pixels;
    if u64::from(width) * u64::from(height) > limit {
        return Err(PictureError::TooManyPixels { width, height, limit });
    }
    Ok(())
}

/// Width, height, channels, and bytes a pixel beside them.
type Shape = (u32, u32, u64, u64);

/// Rows are turned into eight bits a channel one by one, so nothing stands beside the picture.
fn png(bytes: &[u8], limits: &PictureLimits) -> Result<Shape, PictureError> {
    let mut decoder = decode::png(bytes);
    let (width, height) =
        decoder.read_header_info().map(|info| (info.width, info.height)).map_err(PictureError::broken)?;
    within(width, height, limits)?;
    let reader = decoder.read_info().map_err(PictureError::broken)?;
    let channels = reader.output_color_type().0.samples();
    Ok((width, height, u64::try_from(channels).unwrap_or(4), 0))
}

/// A progressive picture, or one whose channels stand one after the other, is held as coefficients of two bytes before it
/// is pixels. Markers do not occur in coded data, so looking for their bytes finds at least every true one.
fn jpeg(bytes: &[u8]) -> Result<Shape, PictureError> {
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(PictureError::broken)?;
    let (width, height) = decoder.dimensions();
    let scans = memmem::find_iter(bytes, b"\xff\xda").take(2).count();
    let is_held_as_coefficients = scans > 1 || memmem::find(bytes, b"\xff\xc2").is_some();
    let beside = if is_held_as_coefficients { 2 * components(bytes) } else { 0 };
    Ok((width, height, u64::from(decoder.color_type().channel_count()), beside))
}

/// The most components that any frame header announces.
fn components(bytes: &[u8]) -> u64 {
    let frames = [b"\xff\xc0", b"\xff\xc1", b"\xff\xc2"].into_iter().flat_map(|marker| {
        memmem::find_iter(bytes, marker).filter_map(|at| bytes.get(at + 9).copied()).collect::<Vec<u8>>()
    });
    frames.map(|components| u64::from(components.clamp(1, 4))).max().unwrap_or(4)
}

/// A frame that does not fill the screen is read beside it.
fn gif(bytes: &[u8]) -> Result<Shape, PictureError> {
    let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(PictureError::broken)?;
    let (width, height) = decoder.dimensions();
    Ok((width, height, 4, 4))
}

/// A lossless picture is read as four channels beside; a moving one has a canvas and a frame.
fn webp(bytes: &[u8]) -> Result<Shape, PictureError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(PictureError::broken)?;
    decoder.set_limits(decode::ancillary()).map_err(PictureError::broken)?;
    let (width, height) = decoder.dimensions();
    let canvas = u64::from(width) * u64::from(height);
    if largest_frame(bytes.get(12..).unwrap_or_default()) > canvas {
        return Err(PictureError::broken("a frame is larger than its picture"));
    }
    let beside = if decoder.has_animation() { 8 } else { 6 };
    Ok((width, height, u64::from(decoder.color_type().channel_count()), beside))
}

/// Pixels of the largest lossy frame in a WebP file by its own head, which its reader believes before it compares it with
/// the picture's.
fn largest_frame(mut chunks: &[u8]) -> u64 {
    let mut largest = 0;
    while let Some((head, rest)) = chunks.split_at_checked(8) {
        let length = head.get(4..8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(rest.len());
        let (payload, after) = rest.split_at(length);
        match head {
            [b'V', b'P', b'8', b' ', ..] => largest = largest.max(frame(payload)),
            [b'A', b'N', b'M', b'F', ..] => {
                largest = largest.max(largest_frame(payload.get(16..).unwrap_or_default()));
            }
            _ => {}
        }
        chunks = after.get(length % 2..).unwrap_or_default();
    }
    largest
}

/// RFC 6386, section 9.1: after three bytes of tag and three of start code stand width and height, 14 bits each.
fn frame(payload: &[u8]) -> u64 {
    let side = |bytes: [u8; 2]| u64::from(u16::from_le_bytes(bytes) & 0x3fff);
    match payload.get(6..10) {
        Some(&[a, b, c, d]) => side([a, b]) * side([c, d]),
        _ => 0,
    }
}
