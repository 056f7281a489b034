//! Dates of every form that feeds and pages carry, read without being told which form it is.

mod iso;
mod moment;
mod name;
mod words;
mod zone;

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
    iso::parse(text).or_else(|| words::parse(text))
}

#[cfg(test)]
mod tests;
