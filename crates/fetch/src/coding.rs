//! Unpacking a body by what its bytes are. What its header says of compression is only a hint: servers and caches lie.

use std::io::Read;

use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Wrappings around each other that are taken off.
const MOST_LAYERS: usize = 4;
/// Bytes that are unpacked at a time.
const PIECE: usize = 16 * 1024;
/// How much of a body is looked at to see whether it is text.
const HEAD: usize = 512;
/// The largest window of Zstandard on the web, as a power of two (RFC 9659): it bounds the memory of unpacking.
const LARGEST_WINDOW: u32 = 23;

/// What we ask for.
pub(crate) const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// A way to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Zlib,
    Deflate,
    Brotli,
    Zstd,
}

/// A body as it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The bytes without any compression.
    pub(crate) body: Bytes,
    /// What was not as the header said, as sentences.
    pub(crate) warnings: Vec<&'static str>,
    /// More bytes than the limit were in it; `body` holds the first of them.
    pub(crate) cut: bool,
}

const UNANNOUNCED: &str = "the answer is compressed in another way than it says";
const NOT_COMPRESSED: &str = "the answer says that it is compressed and is not";
const CUT_OFF: &str = "the compressed answer breaks off before its end; what came is read";

/// Takes all compression off a body, up to `limit` bytes. `header` is its Content-Encoding.
pub(crate) fn unpack(body: Bytes, header: &str, limit: usize) -> Plain {
    let mut labels = labels(header);
    let mut plain = Plain { cut: body.len() > limit, body, warnings: Vec::new() };
    for _ in 0..MOST_LAYERS {
        let label = labels.pop();
        let Some((coding, layer)) = layer(&plain.body, label, limit) else {
            if label.is_some() {
                plain.warn(NOT_COMPRESSED);
                continue;
            }
            break;
        };
        let fits = matches!((label, coding), (Some(Coding::Deflate), Coding::Zlib | Coding::Deflate))
            || label == Some(coding);
        if !fits {
            plain.warn(UNANNOUNCED);
        }
        if !layer.whole {
            plain.warn(CUT_OFF);
        }
        plain.cut = layer.cut;
        plain.body = layer.bytes.into();
        if plain.cut {
            break;
        }
    }
    plain.body.truncate(limit);
    plain
}

impl Plain {
    fn warn(&mut self, sentence: &'static str) {
        if !self.warnings.contains(&sentence) && !self.body.is_empty() {
            self.warnings.push(sentence);
        }
    }
}

/// The compressions that a header names, the one that was put on last at the end.
fn labels(header: &str) -> Vec<Coding> {
    let known = header.split(',').filter_map(|name| match name.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Some(Coding::Gzip),
        "deflate" | "x-deflate" | "zlib" => Some(Coding::Deflate),
        "br" | "brotli" => Some(Coding::Brotli),
        "zstd" => Some(Coding::Zstd),
        _ => None,
    });
    known.take(MOST_LAYERS).collect()
}

/// What one compression gave.
#[derive(Debug)]
struct Layer {
    bytes: Vec<u8>,
    /// It came to its proper end.
    whole: bool,
    /// The limit was reached.
    cut: bool,
}

/// Takes off the outermost compression; `None` when there is none.
fn layer(body: &[u8], label: Option<Coding>, limit: usize) -> Option<(Coding, Layer)> {
    if let Some(coding) = by_its_mark(body) {
        return Some((coding, decoded(coding, body, limit))).filter(|(_, layer)| !layer.bytes.is_empty());
    }
    let label = label.filter(|_| !is_text(body))?;
    let zlib_mark = matches!(body, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    let first = if zlib_mark { Coding::Zlib } else { label };
    let attempts = [first, label, Coding::Brotli, Coding::Deflate];
    attempts
        .into_iter()
        .enumerate()
        .filter(|(at, coding)| !attempts.iter().take(*at).any(|earlier| earlier == coding))
        .find_map(|(_, coding)| {
            let layer = decoded(coding, body, limit);
            // Bytes of another kind give nothing, or rubbish that breaks off.
            let sensible = !layer.bytes.is_empty() && (layer.whole || layer.cut || is_text(&layer.bytes));
            sensible.then_some((coding, layer))
        })
}

/// The compressions that begin with a mark of their own (RFC 1952, RFC 8878).
fn by_its_mark(body: &[u8]) -> Option<Coding> {
    match body {
        [0x1F, 0x8B, 8, ..] => Some(Coding::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Coding::Zstd),
        _ => None,
    }
}

fn decoded(coding: Coding, body: &[u8], limit: usize) -> Layer {
    match coding {
        Coding::Gzip => drained(MultiGzDecoder::new(body), limit),
        Coding::Zlib => drained(ZlibDecoder::new(body), limit),
        Coding::Deflate => drained(DeflateDecoder::new(body), limit),
        Coding::Brotli => drained(brotli::Decompressor::new(body, PIECE), limit),
        Coding::Zstd => match zstd::stream::read::Decoder::new(body) {
            Ok(mut decoder) => {
                let bounded = decoder.window_log_max(LARGEST_WINDOW).is_ok();
                if bounded {
                    drained(decoder, limit)
                } else {
                    Layer { bytes: Vec::new(), whole: false, cut: false }
                }
            }
            Err(_) => Layer { bytes: Vec::new(), whole: false, cut: false },
        },
    }
}

/// Reads until the end, the first error or one byte beyond the limit.
fn drained(mut reader: impl Read, limit: usize) -> Layer {
    let mut layer = Layer { bytes: Vec::new(), whole: true, cut: false };
    let mut piece = [0; PIECE];
    while !layer.cut {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => layer.bytes.extend_from_slice(piece.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => {
                layer.whole = false;
                break;
            }
        }
        layer.cut = layer.bytes.len() > limit;
    }
    layer
}

/// Whether bytes begin like text that is not compressed: UTF-8, or one byte a letter with markup.
fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    let starts = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let marked = starts.is_some_and(|byte| matches!(byte, b'<' | b'{' | b'[' | 0xEF));
    !head.iter().any(control)
        && (marked || String::from_utf8_lossy(head).chars().filter(|c| *c == '\u{FFFD}').count() <= 1)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const FEED: &[u8] =
        b"<?xml version='1.0'?><rss><channel><title>Quay and fog, fog and quay</title></channel></rss>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).unwrap();
        packed
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    fn read(body: Vec<u8>, header: &str) -> Plain {
        unpack(body.into(), header, 1 << 20)
    }

    #[test]
    fn whatever_the_header_says_the_bytes_are_read() {
        let bodies = [
            FEED.to_vec(),
            gzip(FEED),
            zlib(FEED),
            deflate(FEED),
            brotli(FEED),
            zstd(FEED),
            gzip(&gzip(FEED)),
        ];
        for header in
            ["gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "deflate, gzip", "GZIP", "br, identity"]
        {
            for (number, body) in bodies.iter().enumerate() {
                let plain = read(body.clone(), header);
                assert_eq!(plain.body.as_ref(), FEED, "body {number} as {header}");
                assert!(!plain.cut);
            }
        }
        for body in [FEED.to_vec(), gzip(FEED), zstd(FEED), gzip(&gzip(FEED))] {
            assert_eq!(read(body, "").body.as_ref(), FEED);
        }
    }

    #[test]
    fn only_what_is_not_as_it_says_is_warned_of() {
        for (body, header) in
            [(gzip(FEED), "gzip"), (zlib(FEED), "deflate"), (deflate(FEED), "deflate"), (FEED.to_vec(), "")]
        {
            assert_eq!(read(body, header).warnings, Vec::<&str>::new(), "{header}");
        }
        assert_eq!(read(FEED.to_vec(), "gzip").warnings, [NOT_COMPRESSED]);
        assert_eq!(read(gzip(FEED), "").warnings, [UNANNOUNCED]);
        assert_eq!(read(brotli(FEED), "gzip").warnings, [UNANNOUNCED]);
    }

    #[test]
    fn a_stream_that_is_cut_gives_what_came() {
        let long = FEED.repeat(2_000);
        for (whole, header) in [(gzip(&long), "gzip"), (zlib(&long), "deflate"), (zstd(&long), "zstd")] {
            let cut = whole.get(..whole.len() - 8).unwrap().to_vec();
            let plain = read(cut, header);
            assert!(
                long.starts_with(&plain.body) && plain.body.len() > 1_000,
                "{header}: {}",
                plain.body.len()
            );
            assert_eq!(plain.warnings, [CUT_OFF], "{header}");
        }
        let mut trailed = gzip(FEED);
        trailed.extend(b"rubbish behind it");
        assert_eq!(read(trailed, "gzip").body.as_ref(), FEED);
    }

    #[test]
    fn bombs_are_bounded_in_every_way() {
        let bomb = vec![0; 30_000_000];
        let bodies =
            [gzip(&bomb), zlib(&bomb), deflate(&bomb), brotli(&bomb), zstd(&bomb), gzip(&gzip(&bomb))];
        for (number, body) in bodies.into_iter().enumerate() {
            for header in ["gzip", "deflate", "br", "zstd", "gzip, gzip"] {
                let plain = unpack(body.clone().into(), header, 65_536);
                assert!(plain.body.len() <= 65_536, "{number} {header}");
            }
            let named = ["gzip", "deflate", "deflate", "br", "zstd", "gzip"].get(number).copied().unwrap();
            assert!(unpack(body.into(), named, 65_536).cut, "{number}");
        }
    }

    #[test]
    fn pictures_and_rubbish_stay_as_they_are() {
        let picture = [b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".as_slice(), &[7, 200, 13, 99].repeat(50)].concat();
        for header in ["", "gzip", "deflate", "br", "zstd"] {
            assert_eq!(read(picture.clone(), header).body.as_ref(), picture, "{header}");
        }
        assert_eq!(read(Vec::new(), "gzip"), Plain { body: Bytes::new(), warnings: Vec::new(), cut: false });
        let broken = b"\x1F\x8B\x08rubbish".to_vec();
        assert_eq!(read(broken.clone(), "gzip").body.as_ref(), broken);
    }
}
