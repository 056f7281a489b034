//! A span: a piece of a text by byte offsets.

use serde::{Deserialize, Serialize};

/// Byte offsets into a text, end excluded, both on character boundaries. Serialised as `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to `end`; an `end` before `start` gives an empty span.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The piece of `text`; empty when the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let piece = self.of(text);
        let start = self.start + (piece.len() - piece.trim_start().len());
        Self::new(start, start + piece.trim().len())
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// The lines of `text` that are not blank, as trimmed spans: one paragraph a line.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if !span.is_empty() {
            found.push(span);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_as_a_pair() {
        assert_eq!(serde_json::to_string(&Span::new(3, 9)).unwrap(), "[3,9]");
    }

    #[test]
    fn a_span_off_the_text_is_empty() {
        assert_eq!(Span::new(1, 2).of("ä"), "");
        assert_eq!(Span::new(0, 2).of("ä"), "ä");
    }

    #[test]
    fn paragraphs_leave_blank_lines_out() {
        let text = " One.\n\n  Two. \n";
        let found: Vec<&str> = paragraphs(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["One.", "Two."]);
    }
}
