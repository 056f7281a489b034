//! The rhythm of polling: when a feed is asked again, from its own pace and the wishes of its publisher.

use std::collections::BTreeMap;
use std::time::Duration;

use tidings_fetch::schedule::freshness;
use tidings_model::entry::NewEntry;
use tidings_model::feed::Feed;
use tidings_model::http::HttpResponse;
use tidings_model::time::Timestamp;

const SHORTEST: Duration = Duration::from_mins(5);
const LONGEST: Duration = Duration::from_hours(24);
/// Entries whose pace is looked at.
const RECENT: usize = 12;

/// The next poll after one that brought entries: half the median pause between the newest ones, and not before what
/// the publisher asks for (`ttl`, `Cache-Control`, `Expires`).
pub(crate) fn next_poll(
    entries: &[NewEntry],
    ttl_minutes: Option<u32>,
    response: &HttpResponse,
    now: Timestamp,
) -> Timestamp {
    let wished = wish(ttl_minutes, &response.headers, now);
    now.plus(pace(entries, now).max(wished).clamp(SHORTEST, LONGEST))
}

/// The next poll after one that brought nothing new: the last pause and a half.
pub(crate) fn after_no_news(feed: &Feed, response: &HttpResponse, now: Timestamp) -> Timestamp {
    let last = feed.polled_at.map_or(SHORTEST, |polled| now.since(polled));
    let wished = wish(None, &response.headers, now);
    now.plus((last + last / 2).max(wished).clamp(SHORTEST, LONGEST))
}

/// The next poll after a failed one: doubled with every failure in a row.
pub(crate) fn after_failure(feed: &Feed, now: Timestamp) -> Timestamp {
    let doublings = u32::try_from(feed.failures).unwrap_or(0).min(12);
    now.plus(SHORTEST.saturating_mul(1 << doublings).min(LONGEST))
}

fn wish(ttl_minutes: Option<u32>, headers: &BTreeMap<String, String>, now: Timestamp) -> Duration {
    let ttl = Duration::from_mins(u64::from(ttl_minutes.unwrap_or(0)));
    ttl.max(freshness::lifetime(headers, now).unwrap_or_default()).min(LONGEST)
}

fn pace(entries: &[NewEntry], now: Timestamp) -> Duration {
    let mut times: Vec<Timestamp> = entries.iter().filter_map(|entry| entry.published_at).collect();
    times.sort_unstable();
    times.reverse();
    times.truncate(RECENT);
    let mut pauses: Vec<Duration> =
        times.iter().zip(times.iter().skip(1)).map(|(late, early)| late.since(*early)).collect();
    pauses.extend(times.first().map(|newest| now.since(*newest)));
    pauses.sort_unstable();
    pauses.get(pauses.len() / 2).map_or(Duration::from_hours(1), |median| *median / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn answer(header: Option<(&str, &str)>) -> HttpResponse {
        let headers = header.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        HttpResponse {
            status: 200,
            final_url: String::new(),
            moved_to: None,
            headers,
            body: Vec::new().into(),
        }
    }

    #[test]
    fn without_entries_a_feed_is_asked_within_the_hour() {
        assert_eq!(next_poll(&[], None, &answer(None), NOW).since(NOW), Duration::from_hours(1));
    }

    #[test]
    fn the_publishers_wish_is_kept_up_to_a_day() {
        let wish = |header| next_poll(&[], Some(90), &answer(header), NOW).since(NOW);
        assert_eq!(wish(None), Duration::from_mins(90));
        assert_eq!(wish(Some(("cache-control", "max-age=99999999"))), LONGEST);
    }
}
