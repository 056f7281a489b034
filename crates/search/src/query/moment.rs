//! Moments that a reader can name: a day, a month, a year, or so long ago.

use std::fmt;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tidings_model::time::Timestamp;

/// A moment: the beginning (UTC) of a day, month or year, or a while before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `2026-11-23`
    Day(Date),
    /// `2026-11`: its first day.
    Month(Date),
    /// `2026`: its first day.
    Year(Date),
    /// `7d`: so many units before now.
    Ago(u16, Unit),
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Hours,
    Days,
    Weeks,
}

impl Moment {
    /// Reads a moment as a reader writes it; `None` when it is none.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(moment) = ago(word) {
            return Some(moment);
        }
        let parts: Vec<&str> = word.split('-').collect();
        let number = |place: usize, digits: usize| -> Option<i16> {
            let part = parts.get(place)?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let small = |number: i16| i8::try_from(number).ok();
        let year = number(0, 4)?;
        match parts.len() {
            1 => Some(Self::Year(Date::new(year, 1, 1).ok()?)),
            2 => Some(Self::Month(Date::new(year, small(number(1, 2)?)?, 1).ok()?)),
            3 => Some(Self::Day(Date::new(year, small(number(1, 2)?)?, small(number(2, 2)?)?).ok()?)),
            _ => None,
        }
    }

    /// The moment itself.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Day(date) | Self::Month(date) | Self::Year(date) => {
                let start = date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp().as_millisecond());
                Timestamp::from_millis(start.unwrap_or_default())
            }
            Self::Ago(count, unit) => {
                let hours = match unit {
                    Unit::Hours => 1,
                    Unit::Days => 24,
                    Unit::Weeks => 7 * 24,
                };
                now.minus(Duration::from_hours(u64::from(count) * hours))
            }
        }
    }
}

fn ago(word: &str) -> Option<Moment> {
    let unit = match word.chars().next_back()? {
        'h' => Unit::Hours,
        'd' => Unit::Days,
        'w' => Unit::Weeks,
        _ => return None,
    };
    let count = word.get(..word.len() - 1)?;
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| count.parse().ok()).flatten().map(|count| Moment::Ago(count, unit))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month(date) => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Self::Year(date) => write!(f, "{:04}", date.year()),
            Self::Ago(count, Unit::Hours) => write!(f, "{count}h"),
            Self::Ago(count, Unit::Days) => write!(f, "{count}d"),
            Self::Ago(count, Unit::Weeks) => write!(f, "{count}w"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_printed() {
        for word in ["2026", "2026-11", "2026-11-23", "7d", "24h", "2w"] {
            assert_eq!(Moment::from_word(word).unwrap().to_string(), word);
        }
        for word in ["", "d", "26", "2026-13", "2026-02-30", "yesterday", "٧d", "99999d", "2026-1-1"] {
            assert_eq!(Moment::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn a_moment_is_a_time() {
        let now = Timestamp::from_rfc3339("2026-11-23T12:00:00Z").unwrap();
        let at = |word: &str| Moment::from_word(word).unwrap().at(now).to_rfc3339();
        assert_eq!(at("2026-11"), "2026-11-01T00:00:00Z");
        assert_eq!(at("1w"), "2026-11-16T12:00:00Z");
    }
}
