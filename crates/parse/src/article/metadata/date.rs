//! Dates of a page: machine-readable ones from its description, tags and `time` elements, then those in the text
//! beside the headline.

use jiff::civil;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Offset, TimeZone};

use super::date_text;

static PARSER: DateTimeParser = DateTimeParser::new();

/// A point in time as a page gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageDate {
    /// Date and time of day as the page shows them.
    pub(crate) local: civil::DateTime,
    /// The page's offset from UTC; `None` when it gives none.
    pub(crate) offset: Option<Offset>,
}

impl PageDate {
    /// Reads a machine-readable date, or one in words.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() < 6 || text.len() > 100 {
            return None;
        }
        iso(text)
            .or_else(|| unix(text))
            .or_else(|| rfc2822(text))
            .or_else(|| date_text::find(text))
            .filter(Self::is_likely)
    }

    pub(crate) fn day(date: civil::Date) -> Self {
        Self { local: date.at(0, 0, 0, 0), offset: None }
    }

    /// RFC 3339 with the page's own offset; UTC is assumed where it gives none.
    #[must_use]
    pub fn to_rfc3339(&self) -> String {
        let offset = self.offset.unwrap_or(Offset::UTC);
        let seconds = offset.seconds();
        let local = self.local.strftime("%Y-%m-%dT%H:%M:%S");
        if seconds == 0 {
            return format!("{local}Z");
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        format!("{local}{sign}{:02}:{:02}", seconds.abs() / 3_600, seconds.abs() / 60 % 60)
    }

    /// Whether the page gives the zone; without one the time may be off by half a day, or be no more than a day.
    #[must_use]
    pub const fn has_zone(&self) -> bool {
        self.offset.is_some()
    }

    /// Milliseconds since the Unix epoch; UTC is assumed where the page gives no offset.
    #[must_use]
    pub fn millis(&self) -> i64 {
        let zone = TimeZone::fixed(self.offset.unwrap_or(Offset::UTC));
        self.local.to_zoned(zone).map_or(0, |zoned| zoned.timestamp().as_millisecond())
    }

    /// The page's offset from UTC in minutes, where it gives one.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i32> {
        self.offset.map(|offset| offset.seconds() / 60)
    }

    /// News is dated between the first newspapers' archives and a few years ahead of this code.
    pub(super) fn is_likely(&self) -> bool {
        (1850..2100).contains(&self.local.year())
    }
}

/// ISO 8601 and its neighbours: a space for the `T`, slashes for dashes, offsets with and without colon.
fn iso(text: &str) -> Option<PageDate> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (day, behind) = text.split_at_checked(10)?;
    let spaced = format!("{}{behind}", day.replace(['/', '.'], "-"));
    let text = spaced.as_str();
    let squeezed = text.trim_end_matches(" UTC").trim_end_matches(" GMT");
    let is_utc = squeezed.len() < text.len();
    let joined = joined(squeezed);
    if let Ok(pieces) = PARSER.parse_pieces(&joined) {
        let time = pieces.time().unwrap_or(civil::Time::midnight());
        let offset = pieces.to_numeric_offset().or_else(|| is_utc.then_some(Offset::UTC));
        return Some(PageDate { local: pieces.date().to_datetime(time), offset });
    }
    let date: civil::Date = joined.get(..10)?.parse().ok()?;
    let is_bare = joined.get(10..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    is_bare.then(|| PageDate::day(date))
}

/// Puts the offset next to the time: `2024-05-03 19:35:00 +0200`.
fn joined(text: &str) -> String {
    let mut parts = text.split_whitespace();
    let (Some(date), time, offset) = (parts.next(), parts.next(), parts.next()) else { return String::new() };
    match (time, offset) {
        (Some(time), Some(offset)) if offset.starts_with(['+', '-']) => format!("{date}T{time}{offset}"),
        (Some(time), _) if time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':') => {
            format!("{date}T{time}")
        }
        _ => date.to_owned(),
    }
}

/// Seconds or milliseconds since the epoch.
fn unix(text: &str) -> Option<PageDate> {
    let number: i64 = text.parse().ok()?;
    let millis = match text.len() {
        10 => number.checked_mul(1_000)?,
        13 => number,
        _ => return None,
    };
    let instant = jiff::Timestamp::from_millisecond(millis).ok()?;
    Some(PageDate { local: instant.to_zoned(TimeZone::UTC).datetime(), offset: Some(Offset::UTC) })
}

fn rfc2822(text: &str) -> Option<PageDate> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(PageDate { local: zoned.datetime(), offset: Some(zoned.offset()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_readable_dates_keep_their_zone() {
        for (text, expected) in [
            ("2024-05-03T19:35:00+02:00", "2024-05-03T19:35:00+02:00"),
            ("2024-05-03T19:35:00.123Z", "2024-05-03T19:35:00Z"),
            ("2024-05-03 19:35:00 +0200", "2024-05-03T19:35:00+02:00"),
            ("2024-05-03T19:35", "2024-05-03T19:35:00Z"),
            ("2024-05-03", "2024-05-03T00:00:00Z"),
            ("2024/05/03 19:35", "2024-05-03T19:35:00Z"),
            ("1714757700", "2024-05-03T17:35:00Z"),
            ("Fri, 03 May 2024 19:35:00 +0200", "2024-05-03T19:35:00+02:00"),
            ("May 3, 2024", "2024-05-03T00:00:00Z"),
        ] {
            assert_eq!(
                PageDate::read(text).map(|date| date.to_rfc3339()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(PageDate::read("yesterday"), None);
    }
}
