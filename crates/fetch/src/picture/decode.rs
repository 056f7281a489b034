//! Decoding: the first frame of a picture whose head was read, eight bits a channel.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageDecoder, ImageFormat, Limits, RgbImage, RgbaImage,
};
use png::{ColorType, Decoder, Transformations};

use super::PictureError;
use super::head::Head;

/// Bytes that colour profiles, camera data and single rows may take while a picture is read.
const ANCILLARY: usize = 8 * 1024 * 1024;

type Decoded = (DynamicImage, Orientation);

/// Decodes the first frame; what follows it is not looked at.
pub(super) fn first_frame(head: &Head, bytes: &[u8]) -> Result<Decoded, PictureError> {
    let input = Cursor::new(bytes);
    match head.format {
        ImageFormat::Png => first_png_frame(bytes),
        ImageFormat::Jpeg => read(JpegDecoder::new(input).map_err(PictureError::broken)?, head),
        ImageFormat::Gif => read(GifDecoder::new(input).map_err(PictureError::broken)?, head),
        _ => read(WebPDecoder::new(input).map_err(PictureError::broken)?, head),
    }
}

/// Limits on what is read beside pixels.
pub(super) fn ancillary() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = u64::try_from(ANCILLARY).ok();
    limits
}

fn read(mut decoder: impl ImageDecoder, head: &Head) -> Result<Decoded, PictureError> {
    let mut limits = ancillary();
    if head.format == ImageFormat::Gif {
        // A frame may be as large as the screen, not larger.
        limits.max_alloc = Some(head.pixels() * 4);
    }
    (limits.max_image_width, limits.max_image_height) = (Some(head.width), Some(head.height));
    decoder.set_limits(limits).map_err(PictureError::broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(PictureError::broken)?, orientation))
}

/// The reader of PNG files: palettes and few bits become eight a channel, and so do sixteen, row by row.
pub(super) fn png(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: ANCILLARY });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder
}

fn first_png_frame(bytes: &[u8]) -> Result<Decoded, PictureError> {
    let mut reader = png(bytes).read_info().map_err(PictureError::broken)?;
    let size =
        reader.output_buffer_size().ok_or_else(|| PictureError::broken("its size is beyond all bounds"))?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(PictureError::broken)?;
    let exif = reader.info().exif_metadata.as_deref();
    let orientation = exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let (width, height) = (reader.info().width, reader.info().height);
    if (frame.width, frame.height) != (width, height) {
        return Err(PictureError::broken("its first frame does not fill it"));
    }
    let picture = match frame.color_type {
        ColorType::Grayscale => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::Rgb => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::Rgba => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        ColorType::Indexed => None,
    };
    let picture = picture.ok_or_else(|| PictureError::broken("its rows do not fill it"))?;
    Ok((picture, orientation))
}
