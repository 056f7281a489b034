//! Times as readers see them: how long ago, and exactly when with the zone.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::tz::{Offset, TimeZone};
use tidings_model::time::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A time, written out for a reader. It prints as a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/when.html")]
pub struct When {
    /// RFC 3339 in UTC, for machines.
    pub iso: String,
    /// Day, time and zone: `Monday 23 November 2026, 10:00 (UTC+01:00)`.
    pub exact: String,
    /// `an hour ago`, or the date when it is more than a week.
    pub relative: String,
    /// The short form is shown: `1 h ago`.
    pub is_short: bool,
}

impl HtmlSafe for When {}

impl When {
    /// A time seen at `now`, its exact form in UTC.
    #[must_use]
    pub fn new(time: Timestamp, now: Timestamp) -> Self {
        Self::with_offset(time, now, None)
    }

    /// A time seen at `now`, its exact form in the publisher's own zone: minutes east of UTC, where known.
    #[must_use]
    pub fn with_offset(time: Timestamp, now: Timestamp, offset_minutes: Option<i32>) -> Self {
        Self {
            iso: time.to_rfc3339(),
            exact: exact(time, offset_minutes),
            relative: relative(time, now),
            is_short: false,
        }
    }
}

impl When {
    /// The same time in the short form of cards: `2 h ago`.
    #[must_use]
    pub fn short(mut self) -> Self {
        let units = [
            (" minutes", " min"),
            ("a minute", "1 min"),
            (" hours", " h"),
            ("an hour", "1 h"),
            ("a day", "1 day"),
        ];
        for (long, short) in units {
            self.relative = self.relative.replace(long, short);
        }
        self.is_short = true;
        self
    }
}

fn zone(offset_minutes: Option<i32>) -> Option<(TimeZone, i32)> {
    let minutes = offset_minutes?;
    let offset = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
    Some((offset.to_time_zone(), minutes))
}

fn exact(time: Timestamp, offset_minutes: Option<i32>) -> String {
    let (zone, minutes) = zone(offset_minutes).unwrap_or((TimeZone::UTC, 0));
    let there = time.to_jiff().to_zoned(zone);
    let sign = if minutes < 0 { '-' } else { '+' };
    let name = match minutes.unsigned_abs() {
        0 => "UTC".to_owned(),
        ahead => format!("UTC{sign}{:02}:{:02}", ahead / 60, ahead % 60),
    };
    format!("{} ({name})", there.strftime("%A %-d %B %Y, %H:%M"))
}

/// How long before `now` a time is, in words; the date when it is a week or more, or in the future.
#[must_use]
pub fn relative(time: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(time).as_secs();
    if time > now.plus(std::time::Duration::from_secs(MINUTE)) {
        return date(time);
    }
    match seconds {
        0..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => ago(seconds / MINUTE, "a minute", "minutes"),
        HOUR..DAY => ago(seconds / HOUR, "an hour", "hours"),
        DAY..604_800 => ago(seconds / DAY, "a day", "days"),
        _ => date(time),
    }
}

fn ago(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("{one} ago") } else { format!("{count} {many} ago") }
}

fn date(time: Timestamp) -> String {
    time.to_jiff().strftime("%-d %B %Y").to_string()
}

/// The day as the front page's head has it: `Monday 23 November 2026`.
#[must_use]
pub fn day(time: Timestamp) -> String {
    time.to_jiff().strftime("%A %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_rfc3339(text).unwrap()
    }

    #[test]
    fn times_are_told_in_words() {
        let now = at("2026-11-23T12:00:00Z");
        let told = |text| relative(at(text), now);
        assert_eq!(told("2026-11-23T11:59:30Z"), "just now");
        assert_eq!(told("2026-11-23T11:00:00Z"), "an hour ago");
        assert_eq!(told("2026-11-23T08:30:00Z"), "3 hours ago");
        assert_eq!(told("2026-11-20T12:00:00Z"), "3 days ago");
        assert_eq!(told("2026-10-01T12:00:00Z"), "1 October 2026");
    }

    #[test]
    fn the_exact_time_stands_in_the_publishers_zone() {
        let when = When::with_offset(at("2026-11-23T09:00:00Z"), at("2026-11-23T12:00:00Z"), Some(330));
        assert_eq!(when.exact, "Monday 23 November 2026, 14:30 (UTC+05:30)");
        assert_eq!(when.iso, "2026-11-23T09:00:00Z");
        assert_eq!(when.short().relative, "3 h ago");
    }
}
