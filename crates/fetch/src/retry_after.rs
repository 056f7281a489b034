//! How long a host asks us to stay away: Retry-After of an answer that is an error (RFC 9110, section 10.2.3).

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use tidings_model::time::Timestamp;

/// For a 429 without a usable Retry-After.
const UNSAID: Duration = Duration::from_mins(1);

/// Reads an HTTP date (RFC 9110, section 5.6.7).
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    let parser = DateTimeParser::new().relaxed_weekday(true);
    let usual = parser.parse_timestamp(text.trim()).map(jiff::Timestamp::as_millisecond);
    usual.ok().or_else(|| obsolete(text.trim())).map(Timestamp::from_millis)
}

/// The two older forms, which are still to be read.
fn obsolete(text: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// The silence that an answer asks for, unbounded; `None` when it asks for none.
pub(crate) fn silence(status: u16, retry_after: Option<&str>, now: Timestamp) -> Option<Duration> {
    if status < 400 {
        return None;
    }
    let said = retry_after.and_then(|text| delay(text, now));
    if status == 429 { said.or(Some(UNSAID)) } else { said }
}

fn delay(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (seconds, rest) = text.split_at_checked(digits).unwrap_or_default();
    // Some write a fraction, or the unit behind the number.
    let is_number = !seconds.is_empty()
        && rest.trim_start_matches(['.', ' ']).bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_number && !rest.contains(':') {
        return Some(Duration::from_secs(seconds.parse().unwrap_or(u64::MAX)));
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
        assert_eq!(silence(403, Some(" 120.5 "), now), Some(Duration::from_mins(2)));
        assert_eq!(silence(500, Some("120 seconds"), now), Some(Duration::from_mins(2)));
        let older = Some("Monday, 23-Nov-26 09:10:00 GMT");
        assert_eq!(silence(429, older, now), Some(Duration::from_mins(10)));
        assert_eq!(silence(429, Some("Mon Nov 23 09:10:00 2026"), now), Some(Duration::from_mins(10)));
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
