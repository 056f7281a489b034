//! Draws a publisher's little picture as PNG.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::error::WorldError;
use crate::publisher::{Mark, Publisher};

const SIDE: u32 = 64;
const DOT: u32 = 7;
const LEFT: u32 = 14;
const TOP: u32 = 8;

/// The mark of a publisher, 64 by 64 pixels, as PNG bytes.
///
/// # Errors
///
/// The encoder failed.
pub(crate) fn draw(publisher: &Publisher) -> Result<Vec<u8>, WorldError> {
    let mark = &publisher.mark;
    let picture =
        RgbImage::from_fn(SIDE, SIDE, |x, y| Rgb(if is_ink(mark, x, y) { mark.ink } else { mark.ground }));
    let mut bytes = Vec::new();
    match picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png) {
        Ok(()) => Ok(bytes),
        Err(source) => Err(WorldError::Favicon { publisher: publisher.name, source }),
    }
}

fn is_ink(mark: &Mark, x: u32, y: u32) -> bool {
    let column = x.checked_sub(LEFT).map(|x| x / DOT).filter(|column| *column < 5);
    let row = y.checked_sub(TOP).and_then(|y| usize::try_from(y / DOT).ok());
    let (Some(column), Some(row)) = (column, row) else { return false };
    mark.rows.get(row).is_some_and(|bits| (bits >> (4 - column)) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::PUBLISHERS;

    #[test]
    fn every_mark_is_a_png_with_ink() {
        for publisher in &PUBLISHERS {
            let bytes = draw(publisher).unwrap();
            let picture = image::load_from_memory(&bytes).unwrap().to_rgb8();
            assert_eq!(picture.dimensions(), (SIDE, SIDE));
            assert!(picture.pixels().any(|pixel| pixel.0 == publisher.mark.ink), "{}", publisher.name);
        }
    }
}
