//! The rhythm of polling: what a poll brought, put as `fetch::schedule` wants to know it.

use std::time::Duration;

use tidings_fetch::schedule::{self, PollBounds, PollHistory, Skip, freshness};
use tidings_model::feed::{Feed, FeedRhythm};
use tidings_model::http::HttpResponse;
use tidings_model::time::Timestamp;
use tidings_parse::feed::FeedMeta;

/// A feed at the end of a poll.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polled<'a> {
    /// The feed as it was before.
    pub(crate) feed: &'a Feed,
    /// How often feeds are asked.
    pub(crate) bounds: &'a PollBounds,
    /// A hub tells of its news.
    pub(crate) pushed: bool,
    /// The time of the poll.
    pub(crate) now: Timestamp,
}

impl Polled<'_> {
    /// After an answer: from the times of the latest entries and what the feed says of itself.
    pub(crate) fn after_answer(
        self,
        rhythm: &FeedRhythm,
        arrivals: Vec<Timestamp>,
        response: &HttpResponse,
    ) -> Timestamp {
        self.next(PollHistory {
            arrivals,
            fresh_for: freshness::lifetime(&response.headers, self.now),
            ttl: rhythm.ttl_minutes.map(Duration::from_mins),
            update_period: rhythm.period_minutes.map(Duration::from_mins),
            skip: Skip {
                hours: rhythm.skip_hours.clone(),
                days: Skip::days_by_name(rhythm.skip_days.iter().map(String::as_str)),
            },
            ..PollHistory::default()
        })
    }

    /// After a poll that failed: further off with every failure in a row, and not before the host's silence is over.
    pub(crate) fn after_failure(self, silence: Option<Duration>) -> Timestamp {
        let failures = u32::try_from(self.feed.failures.saturating_add(1)).unwrap_or(u32::MAX);
        self.next(PollHistory { failures, retry_after: silence, ..PollHistory::default() })
    }

    fn next(self, history: PollHistory) -> Timestamp {
        let seed = u64::try_from(self.feed.id.get()).unwrap_or_default();
        schedule::next_poll(&PollHistory { pushed: self.pushed, ..history }, self.now, seed, self.bounds)
    }
}

/// What a feed says of its own rhythm.
pub(crate) fn stated(meta: &FeedMeta) -> FeedRhythm {
    FeedRhythm {
        ttl_minutes: meta.ttl_minutes().map(u64::from),
        period_minutes: meta.update_period().and_then(|(period, often)| period_minutes(&period, often)),
        skip_hours: meta.skip_hours(),
        skip_days: meta.skip_days(),
    }
}

/// The time between two changes by the syndication module (`sy:updatePeriod` and `sy:updateFrequency`).
fn period_minutes(period: &str, often: u32) -> Option<u64> {
    let hours = match period {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 24 * 7,
        "monthly" => 24 * 30,
        "yearly" => 24 * 365,
        _ => return None,
    };
    Some(hours * 60 / u64::from(often.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syndication_modules_words_are_lengths() {
        assert_eq!(period_minutes("daily", 4), Some(360));
        assert_eq!(period_minutes("hourly", 0), Some(60));
        assert_eq!(period_minutes("often", 1), None);
    }
}
