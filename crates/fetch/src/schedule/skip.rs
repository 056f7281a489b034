//! `skipHours` and `skipDays`: when a channel asks not to be read (RSS 2.0, optional channel elements).

use std::time::Duration;

use tidings_model::time::Timestamp;

const HOUR_MILLIS: i64 = 3_600_000;

/// The hours and days in which a channel is not to be read, in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skip {
    /// Hours 0 to 23; 24 is written for 0 by some.
    pub hours: Vec<u8>,
    /// Days of the week, 0 for Monday to 6 for Sunday.
    pub days: Vec<u8>,
}

impl Skip {
    /// The days of the week by their English names, as the element gives them; others are passed over.
    #[must_use]
    pub fn days_by_name<'name>(names: impl IntoIterator<Item = &'name str>) -> Vec<u8> {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let day = |name: &str| NAMES.iter().position(|day| name.trim().eq_ignore_ascii_case(day));
        names.into_iter().filter_map(day).filter_map(|day| u8::try_from(day).ok()).collect()
    }

    /// The first time from `time` on that is not skipped: the time itself, or the start of an hour within a week. A channel
    /// that skips everything is not heeded.
    #[must_use]
    pub fn next_open(&self, time: Timestamp) -> Timestamp {
        if !self.skips(time) {
            return time;
        }
        let hour = Timestamp::from_millis(time.millis().div_euclid(HOUR_MILLIS).saturating_mul(HOUR_MILLIS));
        let later = (1..=7 * 24).map(|hours| hour.plus(Duration::from_hours(hours)));
        later.into_iter().find(|hour| !self.skips(*hour)).unwrap_or(time)
    }

    fn skips(&self, time: Timestamp) -> bool {
        let hours = time.millis().div_euclid(HOUR_MILLIS);
        let hour = hours.rem_euclid(24);
        // The first of January 1970 was a Thursday.
        let day = (hours.div_euclid(24) + 3).rem_euclid(7);
        self.hours.iter().any(|skipped| i64::from(*skipped) % 24 == hour)
            || self.days.iter().any(|skipped| i64::from(*skipped) == day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(skip: &Skip, text: &str) -> String {
        skip.next_open(Timestamp::from_rfc3339(text).unwrap()).to_rfc3339()
    }

    #[test]
    fn skipped_hours_end_at_the_next_open_one() {
        let night = Skip { hours: vec![22, 23, 24, 1, 2], days: Vec::new() };
        assert_eq!(next(&night, "2026-11-23T22:30:10Z"), "2026-11-24T03:00:00Z");
        assert_eq!(next(&night, "2026-11-23T21:59:59Z"), "2026-11-23T21:59:59Z");
    }

    #[test]
    fn skipped_days_end_at_midnight() {
        let days = Skip::days_by_name(["Saturday", " SUNDAY", "Caturday"]);
        let weekend = Skip { hours: Vec::new(), days };
        assert_eq!(next(&weekend, "2026-11-21T10:00:00Z"), "2026-11-23T00:00:00Z");
        assert_eq!(next(&weekend, "2026-11-23T10:00:00Z"), "2026-11-23T10:00:00Z");
    }

    #[test]
    fn a_channel_that_skips_everything_is_not_heeded() {
        let always = Skip { hours: (0..24).collect(), days: Vec::new() };
        assert_eq!(next(&always, "2026-11-23T10:20:30Z"), "2026-11-23T10:20:30Z");
    }
}
