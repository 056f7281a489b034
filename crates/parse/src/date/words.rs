//! Dates written as words and numbers in some order: mail, asctime, and how people of several countries write.

use std::borrow::Cow;

use jiff::civil::Date;

use super::moment::{Clock, moment, year};
use super::{ParsedDate, name, zone};

/// From this year on a year is one of the Buddhist era, which Thailand uses; so many years before its like in ours.
const BUDDHIST: std::ops::RangeInclusive<i16> = 2400..=2700;
const BUDDHIST_LEAD: i16 = 543;

/// What has been found so far.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each notes another thing that was seen and none excludes another"
)]
struct Found<'a> {
    month: Option<i8>,
    /// The month's name stood before any number: it may have been that of a day of the week (French `mar`).
    month_leads: bool,
    /// A word said that the next number is the month.
    month_follows: bool,
    /// Numbers that may be day, month or year, in the order of the text.
    numbers: Vec<&'a str>,
    /// The numbers have dots between them: then the day comes first.
    dotted: bool,
    clock: Option<Clock>,
    afternoon: Option<bool>,
    offset: Option<i32>,
    /// The offset is that of universal time by name, after which a number may follow.
    greenwich: bool,
    /// The name of a zone whose offset depends on the day, such as `Europe/Oslo`.
    zone: Option<&'a str>,
}

/// Reads a date whose parts are told apart by their form. `None` when day, month or year are missing or contradict.
pub(super) fn parse(text: &str) -> Option<ParsedDate> {
    let text = spaced(text);
    let mut found = Found::default();
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '،' | '|' | '·' | '•');
    for word in text.split(separates).filter(|word| !word.is_empty()) {
        found.take(word);
    }
    let day = found.day()?;
    let clock = found.clock.unwrap_or_default();
    let clock = found.afternoon.map_or(clock, |afternoon| clock.half(afternoon));
    let offset = found.offset.or_else(|| zone::offset_of_place(found.zone?, day, clock.hour));
    moment(day, clock, offset)
}

/// The text with units of East Asian dates and joints between date and time made into spaces and colons, and with names of
/// several words made into one.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut joins = false;
    for character in text.chars() {
        let unit = match character {
            '년' | '월' | '年' | '月' => Some('-'),
            '시' | '분' | '時' | '时' | '点' | '分' => Some(':'),
            _ => None,
        };
        match character {
            '일' | '日' => spaced.push(' '),
            '초' | '秒' | '\u{200E}' | '\u{200F}' => {}
            other if joins && other.is_whitespace() => continue,
            other => spaced.push(unit.unwrap_or(other)),
        }
        joins = unit.is_some();
    }
    if text.is_ascii() && !text.contains(". ") { spaced } else { in_one_word(spaced) }
}

/// Names of months that are two words, halves of the day that stick to the hour, and both in the form that is known.
const SEVERAL_WORDS: [(&str, &str); 14] = [
    ("上午", " 上午 "),
    ("下午", " 下午 "),
    ("午前", " 午前 "),
    ("午後", " 午後 "),
    ("كانون الثاني", "يناير"),
    ("كانون الأول", "ديسمبر"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("a. m.", "am"),
    ("p. m.", "pm"),
    ("a.\u{A0}m.", "am"),
    ("p.\u{A0}m.", "pm"),
    ("a.\u{202F}m.", "am"),
    ("p.\u{202F}m.", "pm"),
];

fn in_one_word(mut text: String) -> String {
    for (several, one) in SEVERAL_WORDS {
        if text.contains(several) {
            text = text.replace(several, one);
        }
    }
    text
}

impl<'a> Found<'a> {
    fn take(&mut self, word: &'a str) {
        if let Some(afternoon) = name::afternoon(word) {
            self.afternoon = Some(afternoon);
        } else if let Some((date, clock)) = joined(word) {
            self.take(date);
            self.take_clock(clock);
        } else if self.is_clock(word) {
            self.take_clock(word.trim_end_matches([':', '.']));
        } else if word.contains('/') && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(') {
            self.zone = Some(word);
        } else if name::announces_month(word) {
            self.month_follows = true;
        } else if !self.take_zone(word) && !self.take_month(word) {
            self.dotted |= word.matches('.').count() >= 2;
            word.split(['-', '/', '.']).filter(|part| !part.is_empty()).for_each(|part| self.take_part(part));
        }
    }

    /// Takes a zone, which stands after the time of day.
    fn take_zone(&mut self, word: &'a str) -> bool {
        let names_month = !self.is_whole() && name::month(word).is_some();
        if self.clock.is_none() || names_month {
            return false;
        }
        let signed = word.starts_with(['+', '-', '\u{2212}']);
        if self.offset.is_some() && !(self.greenwich && signed) {
            return false;
        }
        if let Some(place) = zone::place(word).filter(|_| self.zone.is_none()) {
            self.zone = Some(place);
            return true;
        }
        let Some(offset) = zone::offset(word) else { return false };
        self.greenwich = zone::is_greenwich(word);
        self.offset = Some(offset);
        true
    }

    /// Takes a month's name. A later one counts where the first stood before all numbers, for that was a day's.
    fn take_month(&mut self, word: &str) -> bool {
        let free = self.month.is_none() || self.month_leads;
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        let Some(month) = name::month(word).filter(|_| free && !has_digit) else { return false };
        self.month_leads = self.numbers.is_empty() && self.month.is_none();
        self.month = Some(month);
        true
    }

    fn take_part(&mut self, part: &'a str) {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '(' | ')' | 'º' | 'ª'));
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            if self.month_follows && self.month.is_none() {
                self.month = digits.parse().ok();
            } else {
                self.numbers.push(digits);
            }
        } else {
            self.take_month(part);
        }
    }

    /// Whether day, month and year are there.
    fn is_whole(&self) -> bool {
        self.numbers.len() >= 3 || (self.month.is_some() && !self.month_leads && self.numbers.len() >= 2)
    }

    /// Whether a word is a time of day: `10:14`, `9am`, `14h05`, and after a whole date `14.05`.
    fn is_clock(&self, word: &str) -> bool {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let Some((_, rest)) = word.split_at_checked(digits).filter(|_| digits > 0) else { return false };
        if rest.starts_with(':') || (word.contains(':') && !word.contains(['/', '-'])) {
            return true;
        }
        if digits > 2 || self.clock.is_some() {
            return false;
        }
        let after = |mark: char| rest.strip_prefix(mark).map(str::as_bytes);
        match (after('h'), after('.')) {
            (Some([] | [b'0'..=b'5', b'0'..=b'9']), _) => true,
            (_, Some([b'0'..=b'5', b'0'..=b'9', rest @ ..])) => {
                let total = self.numbers.len() + usize::from(self.month.is_some());
                total >= 3 && !rest.first().is_some_and(|byte| matches!(byte, b'.' | b'0'..=b'9'))
            }
            _ => name::afternoon(rest).is_some(),
        }
    }

    /// A time with what may be stuck to it: a half of the day or a zone, as in `10:14:55+01:00` or `9:05pm`.
    fn take_clock(&mut self, word: &str) {
        let word = with_colon(word);
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
        let (clock, rest) = word.split_at_checked(end).unwrap_or((&word, ""));
        self.clock = self.clock.or_else(|| Clock::read(clock.trim_end_matches(['.', ':'])));
        match name::afternoon(rest) {
            Some(afternoon) => self.afternoon = Some(afternoon),
            None if !rest.is_empty() => self.offset = self.offset.or_else(|| zone::offset(rest)),
            None => {}
        }
    }

    fn day(&self) -> Option<Date> {
        let numbers = self.numbers.as_slice();
        if let (true, [first, second, third]) = (self.month_leads, numbers)
            && (first.len() == 4 || third.len() == 4)
        {
            // Three numbers are a whole date, so the word before them was the name of a day.
            return self.in_numbers(first, second, third);
        }
        match (self.month, numbers) {
            (Some(month), [first, second, ..]) if first.len() > 2 => date(first, month, second),
            (Some(month), [first, second, ..]) => date(second, month, first),
            (Some(month), [first]) if first.len() == 4 => date(first, month, "1"),
            (None, [first, second, third, ..]) => self.in_numbers(first, second, third),
            _ => None,
        }
    }

    fn in_numbers(&self, first: &str, second: &str, third: &str) -> Option<Date> {
        if first.len() == 4 {
            return date(first, second.parse().ok()?, third);
        }
        let day_first = || date(third, second.parse().ok()?, first);
        if self.dotted && third.len() == 4 {
            return day_first().or_else(|| numeric(first, second, third));
        }
        // Years of two digits between slashes: the Hungarian and American forms differ, the day decides.
        numeric(first, second, third)
    }
}

/// Date and time with a `T` between them.
fn joined(word: &str) -> Option<(&str, &str)> {
    let (date, clock) = word.split_once(['T', 't'])?;
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    (begins(date) && begins(clock) && clock.contains(':') && date.contains(['-', '/', '.']))
        .then_some((date, clock))
}

/// A time of day such as `14h05` or `14h` with a colon in place of the letter.
fn with_colon(word: &str) -> Cow<'_, str> {
    match word.split_once('h') {
        Some((hour, minute)) if !word.contains(':') && hour.bytes().all(|byte| byte.is_ascii_digit()) => {
            Cow::Owned(format!("{hour}:{}", if minute.is_empty() { "00" } else { minute }))
        }
        _ => Cow::Borrowed(word),
    }
}

/// Month and day in numbers with the year last: month first as in America, unless that cannot be.
fn numeric(first: &str, second: &str, last: &str) -> Option<Date> {
    let month: i8 = first.parse().ok()?;
    date(last, month, second).or_else(|| date(last, second.parse().ok()?, first))
}

fn date(year_digits: &str, month: i8, day: &str) -> Option<Date> {
    let year = year(year_digits)?;
    let year = if BUDDHIST.contains(&year) { year - BUDDHIST_LEAD } else { year };
    Date::new(year, month, day.parse().ok()?).ok()
}
