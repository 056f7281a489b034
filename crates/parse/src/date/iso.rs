//! ISO 8601, W3CDTF and RFC 3339: dates that begin with the year in four digits.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use tidings_model::time::Timestamp;

use super::moment::{Clock, moment};
use super::{ParsedDate, zone};

/// Reads a date such as `2003-12-31T10:14:55Z`, `20031231`, `2003-365`, `2003-W52-3`; `None` for other forms.
pub(super) fn parse(text: &str) -> Option<ParsedDate> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | 'W' | 'w')).unwrap_or(text.len());
    let (date, rest) = text.split_at_checked(end)?;
    if rest.is_empty() && date.bytes().all(|byte| byte.is_ascii_digit()) && date.len() >= 10 {
        return digits(date);
    }
    let day = day(date.trim_end_matches('-'))?;
    let rest = rest.trim_start_matches([' ', ',']);
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let rest = rest.trim();
    if rest.is_empty() {
        return moment(day, Clock::default(), None);
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    if clock.is_empty() {
        return moment(day, Clock::default(), Some(zone::offset(zone)?));
    }
    let offset = if zone.trim().is_empty() { None } else { Some(zone::offset(zone)?) };
    moment(day, compact_clock(clock)?, offset)
}

/// Ten digits and more: a date with its time, or seconds or milliseconds since 1970.
fn digits(text: &str) -> Option<ParsedDate> {
    let (date, clock) = text.split_at_checked(8)?;
    let recent = matches!(text.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..]);
    let written = || moment(day(date)?, compact_clock(clock)?, None);
    let since = |millis: i64| {
        let timestamp = Timestamp::from_millis(millis);
        Some(ParsedDate { timestamp, offset: Some(0) })
    };
    match text.len() {
        10 | 12 | 14 if recent && written().is_some() => written(),
        10 => since(text.parse::<i64>().ok()? * 1000),
        13 => since(text.parse().ok()?),
        _ => None,
    }
}

/// A time of day with or without colons.
fn compact_clock(text: &str) -> Option<Clock> {
    let digits = text.find(['.', ',']).unwrap_or(text.len());
    let (whole, fraction) = text.split_at_checked(digits)?;
    if whole.contains(':') || whole.len() <= 2 {
        return Clock::read(text);
    }
    let pair = |from: usize| whole.get(from..from + 2);
    let spaced = match whole.len() {
        4 => format!("{}:{}", pair(0)?, pair(2)?),
        6 => format!("{}:{}:{}{fraction}", pair(0)?, pair(2)?, pair(4)?),
        _ => return None,
    };
    Clock::read(&spaced)
}

fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let year: i16 = parts.first()?.get(..4)?.parse().ok()?;
    match parts.as_slice() {
        [_] if text.len() == 4 => Date::new(year, 1, 1).ok(),
        [_] => compact_day(year, text.get(4..)?),
        [first, second] if first.len() == 4 => match (second.len(), week(second)) {
            (_, Some(week)) => of_week(year, week, None),
            (3, None) => of_year(year, second.parse().ok()?),
            (1 | 2, None) => Date::new(year, second.parse().ok()?, 1).ok(),
            _ => None,
        },
        [first, second, third] if first.len() == 4 => match week(second) {
            Some(week) => of_week(year, week, third.parse().ok()),
            None if third.len() <= 2 => Date::new(year, second.parse().ok()?, third.parse().ok()?).ok(),
            None => None,
        },
        _ => None,
    }
}

/// What follows the year without a hyphen: month and day, the day's number in the year, or week and day.
fn compact_day(year: i16, rest: &str) -> Option<Date> {
    if let Some(digits) = week_digits(rest) {
        return of_week(
            year,
            digits.get(..2)?.parse().ok()?,
            digits.get(2..).and_then(|day| day.parse().ok()),
        );
    }
    match rest.len() {
        2 => Date::new(year, rest.parse().ok()?, 1).ok(),
        3 => of_year(year, rest.parse().ok()?),
        4 => Date::new(year, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?).ok(),
        _ => None,
    }
}

fn week_digits(text: &str) -> Option<&str> {
    text.strip_prefix(['W', 'w'])
}

fn week(text: &str) -> Option<i8> {
    week_digits(text)?.parse().ok()
}

fn of_week(year: i16, week: i8, weekday: Option<i8>) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday.unwrap_or(1)).ok()?;
    ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date)
}

fn of_year(year: i16, number: i32) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    let day = first.checked_add((number - 1).days()).ok()?;
    (number >= 1 && day.year() == year).then_some(day)
}
