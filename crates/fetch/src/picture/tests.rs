//! Pictures good and bad, made here.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use tidings_model::figure::PictureVariant;

use super::*;

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn prepared(bytes: &[u8]) -> Result<PreparedPicture, PictureError> {
    prepare(bytes, &PictureLimits::default())
}

fn decoded(file: &PictureFile) -> RgbImage {
    image::load_from_memory(&file.bytes).unwrap().into_rgb8()
}

/// Puts an APP1 segment with an EXIF orientation behind the start of a JPEG.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn a_large_picture_is_scaled_to_both_sizes() {
    let picture = prepared(&encoded(halves(2_000, 1_000), ImageFormat::Jpeg)).unwrap();
    assert_eq!((picture.full.size.width, picture.full.size.height), (1_600, 800));
    assert_eq!((picture.small.size.width, picture.small.size.height), (640, 320));
    assert_eq!((picture.full.variant, picture.small.variant), (PictureVariant::Full, PictureVariant::Small));
    assert_eq!(picture.full.media_type, "image/jpeg");
    assert_eq!(decoded(&picture.small).dimensions(), (640, 320));
    assert!(decoded(&picture.small).get_pixel(10, 10).0[0] > 180);
}

#[test]
fn a_small_picture_is_not_scaled_up_and_is_the_same_in_both_sizes() {
    let picture = prepared(&encoded(halves(300, 200), ImageFormat::Png)).unwrap();
    assert_eq!((picture.full.size.width, picture.full.media_type.as_str()), (300, "image/jpeg"));
    assert_eq!(picture.full.sha256, picture.small.sha256);
    assert_eq!(picture.full.sha256.len(), 64);
}

#[test]
fn every_allowed_format_is_read() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let picture = prepared(&encoded(halves(64, 48), format)).unwrap();
        assert_eq!((picture.full.size.width, picture.full.size.height), (64, 48), "{format:?}");
    }
}

#[test]
fn transparency_is_kept_and_only_then_png_is_written() {
    let mut pixels = RgbaImage::from_pixel(900, 90, Rgba([10, 200, 10, 255]));
    let opaque = prepared(&encoded(pixels.clone(), ImageFormat::Png)).unwrap();
    assert_eq!(opaque.full.media_type, "image/jpeg");
    pixels.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let transparent = prepared(&encoded(pixels, ImageFormat::Png)).unwrap();
    assert_eq!(
        (transparent.full.media_type.as_str(), transparent.small.media_type.as_str()),
        ("image/png", "image/png")
    );
    assert_eq!(image::load_from_memory(&transparent.full.bytes).unwrap().to_rgba8().get_pixel(0, 0).0[3], 0);
}

#[test]
fn the_camera_s_orientation_is_applied_and_all_metadata_dropped() {
    let turned = with_orientation(&encoded(halves(2_000, 1_000), ImageFormat::Jpeg), 6);
    let picture = prepared(&turned).unwrap();
    assert_eq!((picture.full.size.width, picture.full.size.height), (1_000, 2_000));
    let pixels = decoded(&picture.full);
    assert!(pixels.get_pixel(500, 100).0[0] > 180, "red is on top once the picture is turned");
    assert!(pixels.get_pixel(500, 1_900).0[2] > 180, "blue is below");
    assert!(!picture.full.bytes.windows(4).any(|window| window == b"Exif"));
}

#[test]
fn svg_and_other_files_are_refused() {
    let icon = b"\0\0\x01\0\x01\0\x10\x10".as_slice();
    for bytes in [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!DOCTYPE html>".as_slice(),
        b"",
        b"BM",
        icon,
    ] {
        assert!(matches!(prepared(bytes), Err(PictureError::UnknownFormat)), "{bytes:?}");
    }
}

#[test]
fn a_page_hidden_behind_a_picture_is_gone() {
    let mut bytes = encoded(halves(32, 32), ImageFormat::Png);
    bytes.extend(b"<script>alert(1)</script>");
    let picture = prepared(&bytes).unwrap();
    assert!(!picture.full.bytes.windows(7).any(|window| window == b"<script"));
}

#[test]
fn a_decompression_bomb_is_refused_before_decoding() {
    let mut bomb = encoded(halves(8, 8), ImageFormat::Png);
    // The size stands at a fixed place in the first chunk; its checksum follows.
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let checksum = crc32(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&checksum);
    let error = prepared(&bomb).unwrap_err();
    assert!(matches!(error, PictureError::TooManyPixels { width: 65_535, .. }), "{error:?}");
}

#[test]
fn too_many_bytes_and_broken_files_are_errors() {
    let good = encoded(halves(200, 200), ImageFormat::Png);
    let bytes = u64::try_from(good.len()).unwrap() - 1;
    let limits = PictureLimits { bytes, ..PictureLimits::default() };
    assert!(matches!(prepare(&good, &limits), Err(PictureError::TooManyBytes { .. })));
    assert!(matches!(prepared(&good[..good.len() / 2]), Err(PictureError::Broken(_))));
    for magic in [b"\xff\xd8\xff\xe0".as_slice(), b"GIF89a", b"RIFF\0\0\0\0WEBP"] {
        assert!(matches!(prepared(magic), Err(PictureError::Broken(_))), "{magic:?}");
    }
}

#[test]
fn sixteen_bits_a_channel_are_read_as_eight() {
    let deep = DynamicImage::ImageRgb8(halves(2_000, 1_000)).into_rgb16();
    let picture = prepared(&encoded(deep, ImageFormat::Png)).unwrap();
    assert_eq!((picture.full.size.width, picture.full.media_type.as_str()), (1_600, "image/jpeg"));
    assert!(decoded(&picture.full).get_pixel(100, 100).0[0] > 180);
    let grey = DynamicImage::ImageRgb8(halves(80, 40)).into_luma_alpha16();
    assert_eq!(prepared(&encoded(grey, ImageFormat::Png)).unwrap().full.media_type, "image/jpeg");
}

fn weight(bytes: &[u8]) -> u32 {
    Head::read(bytes, &PictureLimits::default()).unwrap().megabytes(&PictureLimits::default()).unwrap()
}

#[test]
fn what_a_picture_takes_is_known_from_its_head() {
    let square = encoded(halves(2_000, 2_000), ImageFormat::Png);
    // 12 MB of pixels, 2,000 by 1,600 on the way, and 1,600 by 1,600 at the end.
    assert!((29..=31).contains(&weight(&square)), "{}", weight(&square));
    assert_eq!(weight(&encoded(halves(20, 20), ImageFormat::Png)), 1);
    let mut jpeg = encoded(halves(2_000, 2_000), ImageFormat::Jpeg);
    let baseline = weight(&jpeg);
    let frame = jpeg.windows(2).position(|marker| marker == b"\xff\xc0").unwrap();
    jpeg[frame + 1] = 0xc2;
    assert!(weight(&jpeg) > baseline, "a progressive picture is coefficients before it is pixels");
}

#[test]
fn one_picture_that_takes_more_than_all_may_have_is_refused_with_a_sentence() {
    let limits = PictureLimits { megabytes: 10, ..PictureLimits::default() };
    let said = prepare(&encoded(halves(2_000, 2_000), ImageFormat::Png), &limits).unwrap_err().to_string();
    assert!(said.contains("2000 by 2000 pixels") && said.contains("more than the 10 MB"), "{said}");
}

#[tokio::test]
async fn pictures_that_do_not_fit_the_room_together_wait_for_each_other() {
    let room = PictureRoom::new(PictureLimits { megabytes: 31, ..PictureLimits::default() });
    let bytes = bytes::Bytes::from(encoded(halves(2_000, 2_000), ImageFormat::Png));
    let all = (0..4).map(|_| room.prepare(bytes.clone()));
    for picture in futures_util::future::join_all(all).await {
        assert_eq!(picture.unwrap().full.size.width, 1_600);
    }
}

/// A GIF whose frames are all the same small one.
fn moving(frames: usize) -> Vec<u8> {
    let one = encoded(RgbaImage::from_pixel(8, 8, Rgba([200, 30, 30, 255])), ImageFormat::Gif);
    let start = one.windows(2).position(|block| block == b"\x21\xf9" || block == b"\x2c\0").unwrap();
    let (head, frame) = (&one[..start], &one[start..one.len() - 1]);
    [head, &frame.repeat(frames), b"\x3b"].concat()
}

#[test]
fn of_a_moving_picture_only_the_first_frame_is_read_however_many_follow() {
    let picture = prepared(&moving(100_000)).unwrap();
    assert_eq!((picture.full.size.width, picture.full.media_type.as_str()), (8, "image/jpeg"));
    // What follows the first frame is not even looked at.
    let mut cut = moving(3);
    cut.truncate(cut.len() - 12);
    assert!(prepared(&cut).is_ok());
}

#[test]
fn a_frame_that_is_larger_than_its_picture_is_refused_before_it_is_read() {
    // The head says 1 by 1; the lossy frame inside says 16,383 by 16,383.
    let extended = [b"VP8X\x0a\0\0\0".as_slice(), &[0; 10]].concat();
    let frame = b"VP8 \x0c\0\0\0\x10\0\0\x9d\x01\x2a\xff\x3f\xff\x3f\0\0".as_slice();
    let body = [b"WEBP".as_slice(), &extended, frame].concat();
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    let file = [b"RIFF".as_slice(), &length, &body].concat();
    let said = Head::read(&file, &PictureLimits::default()).unwrap_err();
    assert!(matches!(said, PictureError::Broken(_)), "{said:?}");
}

/// CRC-32 as in PNG, annex D.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[test]
#[ignore = "a measurement: cargo test --release -p tidings-fetch -- --ignored --nocapture speed"]
fn speed_of_an_ordinary_photograph() {
    let photograph = RgbImage::from_fn(1_200, 800, |x, y| {
        let grain = u8::try_from((x * 7_919 + y * 104_729) % 37).unwrap();
        Rgb([u8::try_from(x % 200).unwrap() + grain, u8::try_from(y % 200).unwrap() + grain, 90 + grain])
    });
    let bytes = encoded(photograph, ImageFormat::Jpeg);
    let started = tokio::time::Instant::now();
    for _ in 0..10 {
        assert!(prepared(&bytes).is_ok());
    }
    println!("one picture takes {:?}", started.elapsed() / 10);
}
