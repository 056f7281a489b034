//! A feed's rhythm: how soon its next entry is to be expected, from when the last ones came.

use std::time::Duration;

use tidings_model::time::Timestamp;

/// The newest arrivals that count.
const MOST_ARRIVALS: usize = 50;
/// Entries closer together than this came in one go and count once.
const BURST: Duration = Duration::from_mins(2);
/// How much of an entry may be expected to be waiting when we come: half of the time we find one.
const EXPECTED: f64 = 0.5;
/// How far ahead the expectation is summed, and in what steps.
const HORIZON: Duration = Duration::from_hours(24);
const STEP: Duration = Duration::from_mins(5);
/// A profile of the day is believed after this many arrivals over at least this many days.
const PROFILE_ARRIVALS: usize = 12;
const PROFILE_SPAN: Duration = Duration::from_hours(3 * 24);

/// Time until an entry is as likely there as not; `None` with fewer than two arrivals.
///
/// The rate is the number of arrivals over the time from the oldest until `now`, so it falls while a feed is silent. Where
/// there is enough to go by, it is spread over the hours of the day as the arrivals were.
pub(super) fn until_next(arrivals: &[Timestamp], now: Timestamp) -> Option<Duration> {
    let arrivals = distinct(arrivals, now);
    let oldest = *arrivals.last()?;
    if arrivals.len() < 2 {
        return None;
    }
    let span = now.since(oldest).max(BURST);
    let count = f64::from(u32::try_from(arrivals.len()).unwrap_or(u32::MAX));
    let per_step = count / span.as_secs_f64() * STEP.as_secs_f64();
    let profile = Profile::new(&arrivals, span);
    let mut expected = 0.0;
    let mut ahead = Duration::ZERO;
    while ahead < HORIZON {
        expected += per_step * profile.weight(now.plus(ahead));
        if expected >= EXPECTED {
            // Within the first step the rate can be taken as even.
            return Some(if ahead.is_zero() {
                STEP.div_f64((expected / EXPECTED).max(1.0))
            } else {
                ahead + STEP
            });
        }
        ahead += STEP;
    }
    Some(HORIZON)
}

/// Newest first, without those of the future, and each burst once.
fn distinct(arrivals: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
    let mut past: Vec<Timestamp> = arrivals.iter().copied().filter(|arrival| *arrival <= now).collect();
    past.sort_unstable_by(|a, b| b.cmp(a));
    past.truncate(MOST_ARRIVALS);
    past.dedup_by(|older, newer| newer.since(*older) < BURST);
    past
}

/// How the arrivals lie over the hours of the day (UTC), 1 on average.
struct Profile(Option<[f64; 24]>);

impl Profile {
    fn new(arrivals: &[Timestamp], span: Duration) -> Self {
        if arrivals.len() < PROFILE_ARRIVALS || span < PROFILE_SPAN {
            return Self(None);
        }
        // One arrival is laid over all hours: no hour is ruled out by what was not seen yet.
        let mut hours = [1.0 / 24.0; 24];
        for arrival in arrivals {
            if let Some(weight) = hours.get_mut(hour(*arrival)) {
                *weight += 1.0;
            }
        }
        let mean = hours.iter().sum::<f64>() / 24.0;
        Self(Some(hours.map(|weight| weight / mean)))
    }

    fn weight(&self, time: Timestamp) -> f64 {
        self.0.as_ref().and_then(|hours| hours.get(hour(time)).copied()).unwrap_or(1.0)
    }
}

/// The hour of the day in UTC, 0 to 23.
fn hour(time: Timestamp) -> usize {
    usize::try_from(time.millis().div_euclid(3_600_000).rem_euclid(24)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_rfc3339(text).unwrap()
    }

    #[test]
    fn one_arrival_is_no_rhythm() {
        let now = at("2026-11-23T09:00:00Z");
        assert_eq!(until_next(&[], now), None);
        assert_eq!(until_next(&[now], now), None);
        assert_eq!(until_next(&[now, now, now], now), None);
        assert_eq!(until_next(&[now.plus(HORIZON), now.plus(BURST)], now), None);
    }

    #[test]
    fn half_of_the_usual_gap_is_waited() {
        let now = at("2026-11-23T09:00:00Z");
        let arrivals: Vec<Timestamp> = (0..10).map(|n| now.minus(Duration::from_hours(2) * n)).collect();
        let wait = until_next(&arrivals, now).unwrap();
        assert!(wait >= Duration::from_mins(45) && wait <= Duration::from_mins(70), "{wait:?}");
    }

    #[test]
    fn a_morning_paper_is_asked_in_the_morning() {
        // Three entries between six and seven each morning for two weeks.
        let morning = at("2026-11-23T06:00:00Z");
        let days = (0..14).map(|day| morning.minus(Duration::from_hours(24) * day));
        let arrivals: Vec<Timestamp> =
            days.flat_map(|day| [0, 20, 40].map(|minutes| day.plus(Duration::from_mins(minutes)))).collect();
        let noon = at("2026-11-23T12:00:00Z");
        let next = noon.plus(until_next(&arrivals, noon).unwrap());
        assert!(next >= at("2026-11-24T04:00:00Z") && next <= at("2026-11-24T06:30:00Z"), "{next}");
        let dawn = at("2026-11-24T06:00:00Z");
        let wait = until_next(&arrivals, dawn).unwrap();
        assert!(wait <= Duration::from_mins(15), "{wait:?}");
    }

    #[test]
    fn strange_times_do_no_harm() {
        let now = at("2026-11-23T09:00:00Z");
        let odd =
            [Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX), Timestamp::from_millis(0)];
        assert_eq!(until_next(&odd, now), Some(HORIZON));
        assert_eq!(until_next(&vec![now; 100_000], now), None);
    }
}
