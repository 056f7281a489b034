//! What pictures take of a real process: this test is a process of its own, which Linux measures.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io::Write;

use bytes::Bytes;
use png::{BitDepth, ColorType, Compression, Encoder};
use tidings_fetch::picture::{PictureLimits, PictureRoom};

const SIDE: u32 = 7_000;
/// What six pictures at once may add, in kilobytes.
const MOST: u64 = 300_000;

/// A picture of sixteen bits a channel, written row by row so that making it takes no memory.
fn deep_picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, SIDE, SIDE);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Sixteen);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    for row in 0..SIDE {
        let level = u8::try_from(row % 251).unwrap();
        rows.write_all(&[level].repeat(usize::try_from(SIDE).unwrap() * 6)).unwrap();
    }
    rows.finish().unwrap();
    writer.finish().unwrap();
    bytes
}

fn kilobytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn six_deep_pictures_of_49_megapixels_at_once_add_300_megabytes_at_most() {
    let room = PictureRoom::new(PictureLimits::default());
    let picture = Bytes::from(deep_picture());
    let before = kilobytes("VmRSS:");
    let mut six = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (room, picture) = (room.clone(), picture.clone());
        six.spawn(async move { room.prepare(picture).await.unwrap().full.size.width });
    }
    assert_eq!(six.join_all().await, [1_600; 6]);
    let added = kilobytes("VmHWM:").saturating_sub(before);
    println!("six pictures added {added} kB");
    assert!(added <= MOST, "{added} kB");
}
