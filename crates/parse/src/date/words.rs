//! Dates written as words and numbers in some order: mail, asctime, and how people of several countries write.

use jiff::civil::Date;

use super::moment::{Clock, moment, year};
use super::{ParsedDate, name, zone};

/// What has been found so far.
#[derive(Debug, Default)]
struct Found<'a> {
    month: Option<i8>,
    /// Numbers that may be day, month or year, in the order of the text.
    numbers: Vec<&'a str>,
    clock: Option<Clock>,
    afternoon: Option<bool>,
    offset: Option<i32>,
    /// The name of a zone whose offset depends on the day, such as `Europe/Oslo`.
    zone: Option<&'a str>,
}

/// Reads a date whose parts are told apart by their form. `None` when day, month or year are missing or contradict.
pub(super) fn parse(text: &str) -> Option<ParsedDate> {
    let text = spaced(text);
    let mut found = Found::default();
    for word in text.split([' ', ',', '\u{A0}', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        found.take(word);
    }
    let day = found.day()?;
    let clock = found.clock.unwrap_or_default();
    let clock = found.afternoon.map_or(clock, |afternoon| clock.half(afternoon));
    let offset = found.offset.or_else(|| zone::offset_of_place(found.zone?, day, clock.hour));
    moment(day, clock, offset)
}

/// The text with units of East Asian dates and joints between date and time made into spaces and colons.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '년' | '월' | '年' | '月' => spaced.push('-'),
            '일' | '日' => spaced.push(' '),
            '시' | '분' | '時' | '时' | '点' => spaced.push(':'),
            '초' | '秒' => {}
            other => spaced.push(other),
        }
    }
    spaced.replace("- ", "-")
}

impl<'a> Found<'a> {
    fn take(&mut self, word: &'a str) {
        if let Some(afternoon) = name::afternoon(word) {
            self.afternoon = Some(afternoon);
        } else if let Some((date, clock)) = joined(word) {
            self.take(date);
            self.take_clock(clock);
        } else if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            self.take_clock(word.trim_end_matches(':'));
        } else if word.contains('/') && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.zone = Some(word);
        } else if self.clock.is_some() && self.offset.is_none() && zone::offset(word).is_some() {
            self.offset = zone::offset(word);
        } else {
            word.split(['-', '/', '.']).filter(|part| !part.is_empty()).for_each(|part| self.take_part(part));
        }
    }

    fn take_part(&mut self, part: &'a str) {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.numbers.push(digits);
        } else if self.month.is_none() {
            self.month = name::month(part);
        }
    }

    /// A time with what may be stuck to it: a half of the day or a zone, as in `10:14:55+01:00` or `9:05pm`.
    fn take_clock(&mut self, word: &'a str) {
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
        let (clock, rest) = word.split_at_checked(end).unwrap_or((word, ""));
        self.clock = self.clock.or_else(|| Clock::read(clock.trim_end_matches(['.', ':'])));
        match name::afternoon(rest) {
            Some(afternoon) => self.afternoon = Some(afternoon),
            None if !rest.is_empty() => self.offset = self.offset.or_else(|| zone::offset(rest)),
            None => {}
        }
    }

    fn day(&self) -> Option<Date> {
        let numbers = self.numbers.as_slice();
        match (self.month, numbers) {
            (Some(month), [first, second, ..]) if first.len() > 2 => date(first, month, second),
            (Some(month), [first, second, ..]) => date(second, month, first),
            (Some(month), [first]) if first.len() == 4 => date(first, month, "1"),
            (None, [first, second, third, ..]) if first.len() == 4 => {
                date(first, second.parse().ok()?, third)
            }
            (None, [first, second, third, ..]) if third.len() == 4 => numeric(first, second, third),
            // Years of two digits between slashes: the Hungarian and American forms differ, the day decides.
            (None, [first, second, third, ..]) => numeric(first, second, third),
            _ => None,
        }
    }
}

/// Date and time with a `T` between them.
fn joined(word: &str) -> Option<(&str, &str)> {
    let (date, clock) = word.split_once(['T', 't'])?;
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    (begins(date) && begins(clock) && clock.contains(':') && date.contains(['-', '/', '.']))
        .then_some((date, clock))
}

/// Month and day in numbers with the year last: month first as in America, unless that cannot be.
fn numeric(first: &str, second: &str, last: &str) -> Option<Date> {
    let month: i8 = first.parse().ok()?;
    date(last, month, second).or_else(|| date(last, second.parse().ok()?, first))
}

fn date(year_digits: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year(year_digits)?, month, day.parse().ok()?).ok()
}
