//! UTF-32, and UTF-16 without a byte order mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Reads UTF-32 with or without a mark; `None` when the bytes do not begin like it.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, String)> {
    let (big, marked) = match bytes {
        [0, 0, 0xFE, 0xFF, ..] => (true, true),
        [0xFF, 0xFE, 0, 0, ..] => (false, true),
        [0, 0, 0, b'<', ..] => (true, false),
        [b'<', 0, 0, 0, ..] => (false, false),
        _ => return None,
    };
    let (units, _) = bytes.as_chunks::<4>();
    let character = |unit: &[u8; 4]| {
        let code = if big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let text = units.iter().skip(usize::from(marked)).map(character).collect();
    Some((text, if big { "utf-32be" } else { "utf-32le" }.to_owned()))
}

/// How far the zeros of UTF-16 are counted, in pairs of bytes.
const HEAD: usize = 512;

/// The byte order of UTF-16 that has no mark: of each pair of bytes that stands for a sign of markup, one is zero, always at
/// the same place. `label` is what the header says.
pub(super) fn unmarked_utf16(bytes: &[u8], label: Option<&str>) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let head = pairs.get(..HEAD).unwrap_or(pairs);
    let high = head.iter().filter(|[first, second]| *first == 0 && *second != 0).count();
    let low = head.iter().filter(|[first, second]| *first != 0 && *second == 0).count();
    let said =
        label.is_some_and(|label| label.starts_with("utf-16") || label == "utf16" || label == "unicode");
    // Where nobody says so, most of the text has to look like it.
    let least = if said { 1 } else { (head.len() / 4).max(2) };
    match (high, low) {
        (high, low) if high >= least && high > low * 8 => Some(UTF_16BE),
        (high, low) if low >= least && low > high * 8 => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf32_in_both_orders() {
        let big: Vec<u8> = "<a>å</a>".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let little: Vec<u8> = "\u{FEFF}<a>å</a>".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(decode(&big).unwrap().0, "<a>å</a>");
        assert_eq!(decode(&little).unwrap(), ("<a>å</a>".to_owned(), "utf-32le".to_owned()));
        assert_eq!(decode(b"<rss"), None);
    }
}
