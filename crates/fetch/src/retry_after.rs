//! How long a host asks us to stay away: Retry-After of 429 and 503 answers (RFC 9110, section 10.2.3).

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use tidings_model::time::Timestamp;

/// For a 429 without a usable Retry-After.
const UNSAID: Duration = Duration::from_mins(1);

/// Reads an HTTP date (RFC 9110, section 5.6.7).
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    let parser = DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(text.trim()).ok().map(|instant| Timestamp::from_millis(instant.as_millisecond()))
}

/// The silence that an answer asks for, unbounded; `None` when it asks for none.
pub(crate) fn silence(status: u16, retry_after: Option<&str>, now: Timestamp) -> Option<Duration> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let said = retry_after.and_then(|text| delay(text, now));
    if status == 429 { said.or(Some(UNSAID)) } else { said }
}

fn delay(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    http_date(text).map(|date| date.since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        let now = Timestamp::from_rfc3339("2026-11-23T09:00:00Z").unwrap();
        assert_eq!(silence(503, Some("120"), now), Some(Duration::from_mins(2)));
        let date = Some("Mon, 23 Nov 2026 09:10:00 GMT");
        assert_eq!(silence(429, date, now), Some(Duration::from_mins(10)));
        assert_eq!(silence(503, Some("Mon, 23 Nov 2020 09:10:00 GMT"), now), Some(Duration::ZERO));
        assert_eq!(silence(503, Some("99999999999999999999999"), now), Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn what_says_nothing_asks_for_nothing() {
        let now = Timestamp::from_millis(0);
        assert_eq!(silence(200, Some("120"), now), None);
        assert_eq!(silence(503, None, now), None);
        assert_eq!(silence(503, Some("soon"), now), None);
        assert_eq!(silence(429, Some("soon"), now), Some(UNSAID));
    }
}
