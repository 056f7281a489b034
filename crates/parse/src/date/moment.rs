//! The parts of a date as they are found, and the point in time that they make together.

use jiff::civil::{Date, Time};
use tidings_model::time::Timestamp;

use super::ParsedDate;

/// The milliseconds of the years 1 to 9999: others have no form in RFC 3339.
const WRITABLE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// A time of day. Hour 24 and second 60 are allowed, as they are written in the wild.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    pub(super) millisecond: i16,
}

impl Clock {
    /// Reads `10`, `10:14`, `10:14:55.25`, or `10.14.55`; `None` for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split([':', '.', ',']);
        let mut part = |most: i8| -> Option<i8> {
            let Some(part) = parts.next() else { return Some(0) };
            let digits = !part.is_empty() && part.len() <= 2;
            digits.then(|| part.parse().ok()).flatten().filter(|&number| (0..=most).contains(&number))
        };
        let (hour, minute, second) = (part(24)?, part(59)?, part(60)?);
        let millisecond = parts.next().map_or(Some(0), fraction)?;
        parts.next().is_none().then_some(Self { hour, minute, second, millisecond })
    }

    /// The same time on a clock with two halves.
    pub(super) fn half(self, afternoon: bool) -> Self {
        let hour = self.hour % 12 + if afternoon { 12 } else { 0 };
        Self { hour: if self.hour > 12 { self.hour } else { hour }, ..self }
    }
}

/// The thousandths that a decimal fraction of a second stands for.
fn fraction(digits: &str) -> Option<i16> {
    let number: i16 = digits.get(..digits.len().min(3))?.parse().ok()?;
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then_some(match digits.len() {
        1 => number * 100,
        2 => number * 10,
        _ => number,
    })
}

/// The point in time of a day, a time of day and an offset.
pub(super) fn moment(day: Date, clock: Clock, offset: Option<i32>) -> Option<ParsedDate> {
    let next_day = clock.hour == 24;
    let leap = clock.second == 60;
    let second = if leap { 59 } else { clock.second };
    let time =
        Time::new(clock.hour % 24, clock.minute, second, i32::from(clock.millisecond) * 1_000_000).ok()?;
    let local = day.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond();
    let extra = i64::from(next_day) * 86_400_000 + i64::from(leap) * 1000;
    let millis = local + extra - i64::from(offset.unwrap_or(0)) * 60_000;
    WRITABLE.contains(&millis).then_some(ParsedDate { timestamp: Timestamp::from_millis(millis), offset })
}

/// A year in full: of two digits, those up to 69 are of this century (as in RFC 2822, which says 49, and POSIX).
pub(super) fn year(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok().filter(|number| *number >= 0)?;
    Some(match (digits.len(), number) {
        (1 | 2, 0..=69) => number + 2000,
        (1..=3, _) => number + 1900,
        _ => number,
    })
}
