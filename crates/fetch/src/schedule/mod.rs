//! When a feed is asked next: from its own rhythm, what its server and its text say, and how the last polls went.
//!
//! Pure: the present time and the seed of the jitter come in.

pub mod freshness;

mod rhythm;
mod skip;

use std::time::Duration;

use tidings_model::time::Timestamp;

pub use skip::Skip;

/// The shortest and the longest time between two polls, and how far hints may stretch it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollBounds {
    /// No feed is asked more often.
    pub shortest: Duration,
    /// Every feed is asked at least this often, unless it fails or asks for silence.
    pub longest: Duration,
    /// A cache lifetime or `ttl` longer than this is taken for a mistake and cut to it.
    pub longest_hint: Duration,
}

impl Default for PollBounds {
    fn default() -> Self {
        Self {
            shortest: Duration::from_mins(5),
            longest: Duration::from_hours(24),
            longest_hint: Duration::from_hours(6),
        }
    }
}

/// What is known of a feed after a poll.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PollHistory {
    /// When its latest entries arrived or were published, in any order; 20 to 50 are enough.
    pub arrivals: Vec<Timestamp>,
    /// Failed polls since the last good one.
    pub failures: u32,
    /// How long the answer stays fresh by its headers, see [`freshness::lifetime`].
    pub fresh_for: Option<Duration>,
    /// The channel's `ttl`.
    pub ttl: Option<Duration>,
    /// `sy:updatePeriod` divided by `sy:updateFrequency`.
    pub update_period: Option<Duration>,
    /// The channel's `skipHours` and `skipDays`.
    pub skip: Skip,
    /// The silence that the host asked for with Retry-After.
    pub retry_after: Option<Duration>,
    /// A hub tells us of news (see [`crate::websub`]), so that polling only catches what the hub misses.
    pub pushed: bool,
}

/// The time of the next poll, between `bounds.shortest` and `bounds.longest` from `now`.
///
/// `seed` is fixed for a feed (its id, say), so that feeds added together drift apart. A good poll follows the feed's
/// rhythm, never before the server's copy is stale; a failed one backs off, doubling from the rhythm, which the next
/// success ends because `failures` is zero again.
#[must_use]
pub fn next_poll(history: &PollHistory, now: Timestamp, seed: u64, bounds: &PollBounds) -> Timestamp {
    let wait =
        if history.failures == 0 { calm(history, now, bounds) } else { backed_off(history, now, bounds) };
    let drifted = jittered(wait, seed, now);
    let floor = floor(history, bounds);
    // Feeds that were told the same time drift apart behind it, never before.
    let wait = if drifted < floor {
        floor.saturating_add(drifted.saturating_sub(wait * 9 / 10) / 4)
    } else {
        drifted
    };
    let wait = wait.clamp(bounds.shortest, bounds.longest);
    history.skip.next_open(now.plus(wait)).min(now.plus(bounds.longest))
}

/// What the server asks for, within the bounds: nothing comes before it.
fn floor(history: &PollHistory, bounds: &PollBounds) -> Duration {
    let fresh = history.fresh_for.max(history.ttl).unwrap_or_default().min(bounds.longest_hint);
    let fresh = if history.failures == 0 { fresh } else { Duration::ZERO };
    fresh.max(history.retry_after.unwrap_or_default()).min(bounds.longest)
}

/// The wait after a good poll.
fn calm(history: &PollHistory, now: Timestamp, bounds: &PollBounds) -> Duration {
    let own = rhythm::until_next(&history.arrivals, now).or(history.update_period).unwrap_or(UNKNOWN);
    let hint = history.fresh_for.max(history.ttl).unwrap_or_default().min(bounds.longest_hint);
    let own = if history.pushed { own.max(PUSHED) } else { own };
    own.max(hint).max(history.retry_after.unwrap_or_default()).clamp(bounds.shortest, bounds.longest)
}

/// For a feed of which nothing is known.
const UNKNOWN: Duration = Duration::from_hours(1);
/// For a feed whose hub tells of news: should the hub fall silent, news are this late at most.
const PUSHED: Duration = Duration::from_hours(2);
/// The first wait after a failure is at least this.
const FIRST_FAILURE: Duration = Duration::from_mins(10);

/// The wait after a failed poll: twice as long with each failure.
fn backed_off(history: &PollHistory, now: Timestamp, bounds: &PollBounds) -> Duration {
    let first = calm(history, now, bounds).clamp(FIRST_FAILURE, Duration::from_hours(1));
    let doubled = first.saturating_mul(2_u32.saturating_pow(history.failures.saturating_sub(1)));
    doubled.max(history.retry_after.unwrap_or_default()).min(bounds.longest)
}

/// Up to a tenth more or less, by the seed and the hour, so that no two feeds stay in step.
fn jittered(wait: Duration, seed: u64, now: Timestamp) -> Duration {
    let hour = u64::try_from(now.millis().div_euclid(3_600_000)).unwrap_or_default();
    let thousandth = mixed(seed ^ hour.rotate_left(32)) % 201;
    let permille = 900 + u32::try_from(thousandth).unwrap_or(100);
    wait.saturating_mul(permille) / 1_000
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood, 2014).
const fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_rfc3339("2026-11-23T09:00:00Z").unwrap()
    }

    /// Entries at a steady interval, the last one just now.
    fn every(interval: Duration) -> PollHistory {
        let arrivals = (0..20).map(|number| now().minus(interval * number)).collect();
        PollHistory { arrivals, ..PollHistory::default() }
    }

    fn wait(history: &PollHistory) -> Duration {
        next_poll(history, now(), 7, &PollBounds::default()).since(now())
    }

    #[test]
    fn a_busy_feed_is_asked_often_and_a_quiet_one_seldom() {
        assert_eq!(wait(&every(Duration::from_mins(1))), Duration::from_mins(5));
        let hourly = wait(&every(Duration::from_hours(1)));
        assert!(hourly > Duration::from_mins(15) && hourly < Duration::from_hours(1), "{hourly:?}");
        let weekly = wait(&every(Duration::from_hours(7 * 24)));
        assert!(weekly >= Duration::from_hours(20), "{weekly:?}");
        let unknown = wait(&PollHistory::default());
        assert!(unknown >= Duration::from_mins(54) && unknown <= Duration::from_mins(66), "{unknown:?}");
    }

    #[test]
    fn a_feed_that_fell_silent_is_asked_less_and_less() {
        let busy = every(Duration::from_mins(10));
        let later = |hours| {
            let now = now().plus(Duration::from_hours(hours));
            next_poll(&busy, now, 7, &PollBounds::default()).since(now)
        };
        assert!(later(1) < later(24) && later(24) < later(24 * 30), "{:?} {:?}", later(24), later(24 * 30));
    }

    #[test]
    fn the_server_and_the_channel_stretch_the_wait_within_reason() {
        let busy = every(Duration::from_mins(1));
        let fresh = |fresh_for| wait(&PollHistory { fresh_for: Some(fresh_for), ..busy.clone() });
        assert!(fresh(Duration::from_hours(1)) >= Duration::from_hours(1));
        assert!(fresh(Duration::from_hours(24 * 365)) <= Duration::from_hours(7));
        assert_eq!(fresh(Duration::ZERO), Duration::from_mins(5));
        let ttl = wait(&PollHistory { ttl: Some(Duration::from_mins(30)), ..busy.clone() });
        assert!(ttl >= Duration::from_mins(30), "{ttl:?}");
        let period = PollHistory { update_period: Some(Duration::from_hours(12)), ..PollHistory::default() };
        assert!(wait(&period) >= Duration::from_hours(10));
    }

    #[test]
    fn failures_back_off_and_a_success_ends_it() {
        let failed = |failures| wait(&PollHistory { failures, ..every(Duration::from_mins(1)) });
        let waits: Vec<Duration> = (1..=5).map(failed).collect();
        assert!(waits.windows(2).all(|pair| pair[1] > pair[0] * 3 / 2), "{waits:?}");
        assert!(failed(1_000_000) <= Duration::from_hours(24));
        assert!(failed(1_000_000) >= Duration::from_hours(21));
        assert_eq!(failed(0), Duration::from_mins(5));
    }

    #[test]
    fn retry_after_is_waited_for_within_the_bounds() {
        let asked = |retry_after, failures| {
            wait(&PollHistory { retry_after: Some(retry_after), failures, ..every(Duration::from_mins(1)) })
        };
        assert!(asked(Duration::from_hours(3), 1) >= Duration::from_hours(3));
        assert!(asked(Duration::MAX, 1) <= Duration::from_hours(24));
        assert!(asked(Duration::MAX, 0) <= Duration::from_hours(24));
    }

    #[test]
    fn no_jitter_leads_before_what_the_server_asks_for() {
        let asked = Duration::from_hours(2);
        let at = |history: &PollHistory, seed| {
            next_poll(history, now(), seed, &PollBounds::default()).since(now())
        };
        let silent = PollHistory { retry_after: Some(asked), failures: 1, ..PollHistory::default() };
        let fresh = PollHistory { fresh_for: Some(asked), ..every(Duration::from_mins(1)) };
        for history in [silent, fresh] {
            let waits: std::collections::BTreeSet<Duration> =
                (0..200).map(|seed| at(&history, seed)).collect();
            assert!(waits.iter().all(|wait| *wait >= asked && *wait <= asked * 11 / 10), "{waits:?}");
            assert!(waits.len() > 50, "{}", waits.len());
        }
    }

    #[test]
    fn a_feed_whose_hub_tells_of_news_is_asked_seldom() {
        let pushed = wait(&PollHistory { pushed: true, ..every(Duration::from_mins(1)) });
        assert!(pushed >= Duration::from_mins(108) && pushed <= Duration::from_mins(132), "{pushed:?}");
    }

    #[test]
    fn jitter_sets_feeds_apart_and_stays_within_a_tenth() {
        let at = |seed| next_poll(&PollHistory::default(), now(), seed, &PollBounds::default());
        let times: std::collections::BTreeSet<Timestamp> = (0..100).map(at).collect();
        assert!(times.len() > 50, "{}", times.len());
        assert!(times.iter().all(|time| time.since(now()) >= Duration::from_mins(54)));
        assert!(times.iter().all(|time| time.since(now()) <= Duration::from_mins(66)));
        assert_eq!(at(5), at(5));
    }

    #[test]
    fn closed_hours_are_passed_over() {
        let skip = Skip { hours: (9..=11).collect(), days: Vec::new() };
        let history = PollHistory { skip, ..every(Duration::from_mins(1)) };
        let next = next_poll(&history, now(), 7, &PollBounds::default());
        assert_eq!(next.to_rfc3339(), "2026-11-23T12:00:00Z");
    }
}
