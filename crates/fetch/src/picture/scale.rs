//! Scaling: down to a width, never up, with little memory beside the picture.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

use super::PictureError;

/// Scales down so that the picture, once upright, is at most `width` wide.
///
/// # Errors
///
/// When the picture's bytes do not fit its size, which does not happen to a decoded one.
pub(super) fn narrow(
    picture: DynamicImage,
    orientation: Orientation,
    width: u32,
) -> Result<DynamicImage, PictureError> {
    let on_its_side = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let upright_width = if on_its_side { picture.height() } else { picture.width() };
    let (new_width, new_height) = scaled((picture.width(), picture.height()), upright_width, width);
    if (new_width, new_height) == (picture.width(), picture.height()) {
        return Ok(picture);
    }
    resized(&picture, new_width, new_height)
}

/// The larger size of the two that [`narrow`] can give to a picture.
pub(super) fn largest(size: (u32, u32), width: u32) -> (u32, u32) {
    let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
    let (upright, on_its_side) = (scaled(size, size.0, width), scaled(size, size.1, width));
    if area(upright) < area(on_its_side) { on_its_side } else { upright }
}

fn scaled((wide, high): (u32, u32), upright_width: u32, width: u32) -> (u32, u32) {
    if upright_width <= width || upright_width == 0 {
        return (wide, high);
    }
    let scaled = |length: u32| {
        let exact = u64::from(length) * u64::from(width) / u64::from(upright_width);
        u32::try_from(exact).unwrap_or(length).max(1)
    };
    (scaled(wide), scaled(high))
}

fn resized(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, PictureError> {
    let pixels = match picture.color().channel_count() {
        1 => PixelType::U8,
        2 => PixelType::U8x2,
        3 => PixelType::U8x3,
        _ => PixelType::U8x4,
    };
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), pixels)
        .map_err(PictureError::broken)?;
    let mut target = Image::new(width, height, pixels);
    // Weighing by transparency would need a second copy of the whole picture.
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear)).use_alpha(false);
    Resizer::new().resize(&source, &mut target, &options).map_err(PictureError::broken)?;
    let bytes = target.into_vec();
    let scaled = match pixels {
        PixelType::U8 => GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x2 => GrayAlphaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x3 => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        _ => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
    };
    scaled.ok_or_else(|| PictureError::broken("its rows do not fill it"))
}
