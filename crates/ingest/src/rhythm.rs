//! The rhythm of polling: what a poll brought, put as `fetch::schedule` wants to know it.

use std::time::Duration;

use tidings_fetch::schedule::{self, PollBounds, PollHistory, Skip, freshness};
use tidings_model::entry::NewEntry;
use tidings_model::feed::Feed;
use tidings_model::http::HttpResponse;
use tidings_model::time::Timestamp;
use tidings_parse::feed::FeedMeta;

/// After a poll that brought the whole feed: from the times of its entries and what it says of its own rhythm.
pub(crate) fn after_answer(
    feed: &Feed,
    meta: &FeedMeta,
    entries: &[NewEntry],
    (response, now): (&HttpResponse, Timestamp),
) -> Timestamp {
    let history = PollHistory {
        arrivals: entries.iter().filter_map(|entry| entry.published_at).collect(),
        fresh_for: freshness::lifetime(&response.headers, now),
        ttl: meta.ttl_minutes().map(|minutes| Duration::from_mins(u64::from(minutes))),
        update_period: meta.update_period().and_then(|(period, often)| period_length(&period, often)),
        skip: Skip {
            hours: meta.skip_hours(),
            days: Skip::days_by_name(meta.skip_days().iter().map(String::as_str)),
        },
        ..PollHistory::default()
    };
    next(feed, &history, now)
}

/// After a poll that brought nothing new: the last pause and a half, for the entries are not at hand.
pub(crate) fn after_no_news(feed: &Feed, response: &HttpResponse, now: Timestamp) -> Timestamp {
    let last = feed.polled_at.map_or(Duration::ZERO, |polled| now.since(polled));
    let history = PollHistory {
        update_period: Some(last + last / 2),
        fresh_for: freshness::lifetime(&response.headers, now),
        ..PollHistory::default()
    };
    next(feed, &history, now)
}

/// After a poll that failed: further off with every failure in a row, and not before the host's silence is over.
pub(crate) fn after_failure(feed: &Feed, silence: Option<Duration>, now: Timestamp) -> Timestamp {
    let failures = u32::try_from(feed.failures.saturating_add(1)).unwrap_or(u32::MAX);
    next(feed, &PollHistory { failures, retry_after: silence, ..PollHistory::default() }, now)
}

fn next(feed: &Feed, history: &PollHistory, now: Timestamp) -> Timestamp {
    let seed = u64::try_from(feed.id.get()).unwrap_or_default();
    schedule::next_poll(history, now, seed, &PollBounds::default())
}

/// The time between two changes by the syndication module (`sy:updatePeriod` and `sy:updateFrequency`).
fn period_length(period: &str, often: u32) -> Option<Duration> {
    let hours = match period {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 24 * 7,
        "monthly" => 24 * 30,
        "yearly" => 24 * 365,
        _ => return None,
    };
    Some(Duration::from_hours(hours) / often.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syndication_modules_words_are_lengths() {
        assert_eq!(period_length("daily", 4), Some(Duration::from_hours(6)));
        assert_eq!(period_length("hourly", 0), Some(Duration::from_hours(1)));
        assert_eq!(period_length("often", 1), None);
    }
}
