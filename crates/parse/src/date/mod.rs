//! Dates of every form that feeds and pages carry, read without being told which form it is.

mod iso;
mod moment;
mod month;
mod name;
mod words;
mod zone;

use std::borrow::Cow;

use serde::Serialize;
use tidings_model::time::Timestamp;

/// Longer texts are no dates.
const LONGEST: usize = 128;

/// A point in time and the offset it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ParsedDate {
    /// The point in time.
    pub timestamp: Timestamp,
    /// Minutes east of UTC as written; `None` when the text names no zone (then UTC is assumed).
    pub offset: Option<i32>,
}

impl ParsedDate {
    /// RFC 3339 in UTC, to the second.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        self.timestamp.to_rfc3339()
    }
}

/// Reads a date: RFC 822 and 2822, RFC 3339, W3CDTF and ISO 8601 with week and ordinal dates, asctime, and dates
/// with the names of months in several languages, zones by number or by name.
///
/// Missing parts are the smallest ones: `2003-12` is midnight of the first of December, UTC. Two-digit years up to 69
/// are of this century. `None` when the text is no date that exists.
///
/// ```
/// use tidings_parse::date;
/// let date = date::parse("Thu, 01 Jan 2004 19:48:21 EST").unwrap();
/// assert_eq!(date.to_rfc3339(), "2004-01-02T00:48:21Z");
/// assert_eq!(date.offset, Some(-300));
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<ParsedDate> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let text = with_ascii_digits(without_place(text));
    iso::parse(&text).or_else(|| words::parse(&text))
}

/// A date without the place that Java writes behind the offset, as in `2026-03-13T10:00+01:00[Europe/Oslo]`.
fn without_place(text: &str) -> &str {
    match text.split_once('[') {
        Some((before, _)) if before.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(']') => {
            before
        }
        _ => text,
    }
}

/// The zeros of the scripts in which dates are written.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}', '\u{C66}',
    '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{17E0}', '\u{FF10}',
];

fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let digit = |character: char| {
        let from =
            |zero: &char| u32::from(character).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10);
        ZEROS.iter().find_map(from).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
    };
    Cow::Owned(text.chars().map(digit).collect())
}

#[cfg(test)]
mod tests;
