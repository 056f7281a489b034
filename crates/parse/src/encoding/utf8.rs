//! How much of some bytes is UTF-8, and reading those that are for the greater part.

use std::str::Utf8Chunk;

use encoding_rs::Encoding;

/// Sequences of several bytes for each byte that fits nothing, from which on a text counts as UTF-8 with slips in it.
const SEQUENCES_A_SLIP: usize = 2;

/// Sequences that a text in an old encoding of East Asia may hold by chance.
const BY_CHANCE: usize = 4;

/// Counts of a text's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Census {
    /// Characters of several bytes.
    pub(super) sequences: usize,
    /// Bytes, or broken characters, that are no UTF-8.
    slips: usize,
}

impl Census {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut census = Self { sequences: 0, slips: 0 };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            // In UTF-8 every character of several bytes begins with one of these.
            census.sequences += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
            let cut_off = chunks.peek().is_none() && is_beginning(&chunk);
            census.slips += usize::from(!chunk.invalid().is_empty() && !cut_off);
        }
        census
    }

    /// Whether the bytes are UTF-8 whatever they are said to be in: a text in an encoding of one byte a character forms
    /// no sequences of UTF-8; one in an old encoding of East Asia may form a few.
    pub(super) fn is_utf8_despite(self, label: &str) -> bool {
        let least = match Encoding::for_label(label.as_bytes()) {
            Some(encoding) if !encoding.is_single_byte() => BY_CHANCE,
            _ => 1,
        };
        self.slips == 0 && self.sequences >= least
    }

    /// Whether the bytes are UTF-8 but for a few that came in from elsewhere.
    pub(super) fn is_mostly_utf8(self) -> bool {
        self.sequences > 0 && self.sequences >= self.slips.saturating_mul(SEQUENCES_A_SLIP)
    }
}

/// Whether what is no UTF-8 may be the beginning of a character that was cut off.
fn is_beginning(chunk: &Utf8Chunk<'_>) -> bool {
    matches!(chunk.invalid(), [0xC2..=0xF4, ..])
}

/// The text with bytes that are no UTF-8 read as Windows-1252, which is what slips in; a character cut off at the end is
/// left out.
pub(super) fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 64);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        if chunks.peek().is_some() || !is_beginning(&chunk) {
            let (slip, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
            text.push_str(&slip);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_read_as_what_they_are() {
        let mut bytes = "Grüße über Öland – fünf Fähren".as_bytes().to_vec();
        bytes.extend(b" caf\xE9 \x93x\x94 ");
        bytes.extend("ä".as_bytes());
        assert!(Census::of(&bytes).is_mostly_utf8());
        assert_eq!(mixed(&bytes), "Grüße über Öland – fünf Fähren café “x” ä");
        assert!(!Census::of(b"d\xE9j\xE0 vu").is_mostly_utf8());
    }

    #[test]
    fn a_character_cut_off_is_no_slip() {
        let bytes = "Fähre ü".as_bytes();
        let cut = bytes.get(..bytes.len() - 1).unwrap();
        assert!(Census::of(cut).is_utf8_despite("windows-1252"));
        assert_eq!(mixed(cut), "Fähre ");
    }
}
