//! How long an answer stays fresh by its own headers (RFC 9111, section 4.2).

use std::collections::BTreeMap;
use std::time::Duration;

use tidings_model::time::Timestamp;

use crate::retry_after::{self, http_date};

/// The time from `now` until the answer is stale; `None` when its headers do not say. Zero for `no-cache`.
///
/// `headers` are those of [`tidings_model::http::HttpResponse`]. We keep copies for several readers, so `s-maxage` counts
/// before `max-age`. What `Age` says has gone by already is taken off.
#[must_use]
pub fn lifetime(headers: &BTreeMap<String, String>, now: Timestamp) -> Option<Duration> {
    let header = |name: &str| headers.get(name).map(String::as_str);
    let control = header("cache-control").unwrap_or_default();
    if directives(control).any(|(name, _)| name == "no-cache" || name == "no-store") {
        return Some(Duration::ZERO);
    }
    let seconds = |wanted: &str| {
        directives(control).find(|(name, _)| name == wanted).and_then(|(_, value)| value?.parse::<u64>().ok())
    };
    if let Some(most) = seconds("s-maxage").or_else(|| seconds("max-age")) {
        let age = header("age").and_then(|age| age.trim().parse::<u64>().ok()).unwrap_or(0);
        return Some(Duration::from_secs(most.saturating_sub(age)));
    }
    let expires = header("expires")?;
    let date = header("date").and_then(http_date).unwrap_or(now);
    // An unreadable date such as "0" means that it is stale already.
    Some(http_date(expires).map_or(Duration::ZERO, |expires| expires.since(date)))
}

/// How long the host asks to be left alone after an answer with this status (429 and 503); `None` when it does not ask.
/// Unbounded: [`super::next_poll`] keeps it within reason.
#[must_use]
pub fn silence(status: u16, headers: &BTreeMap<String, String>, now: Timestamp) -> Option<Duration> {
    retry_after::silence(status, headers.get("retry-after").map(String::as_str), now)
}

/// The directives with their names in lower case and their values without quotes.
fn directives(control: &str) -> impl Iterator<Item = (String, Option<&str>)> {
    control.split(',').map(|directive| {
        let (name, value) = match directive.split_once('=') {
            Some((name, value)) => (name, Some(value.trim().trim_matches('"'))),
            None => (directive, None),
        };
        (name.trim().to_ascii_lowercase(), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[(&str, &str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        lifetime(&headers, Timestamp::from_rfc3339("2026-11-23T09:00:00Z").unwrap())
    }

    #[test]
    fn cache_control_comes_before_expires() {
        let expires = ("expires", "Mon, 23 Nov 2026 12:00:00 GMT");
        assert_eq!(of(&[("cache-control", "public, Max-Age=600"), expires]), Some(Duration::from_mins(10)));
        assert_eq!(of(&[("cache-control", "max-age=60, s-maxage=\"900\"")]), Some(Duration::from_mins(15)));
        assert_eq!(of(&[("cache-control", "public"), expires]), Some(Duration::from_hours(3)));
    }

    #[test]
    fn age_and_date_are_taken_into_account() {
        assert_eq!(of(&[("cache-control", "max-age=600"), ("age", "590")]), Some(Duration::from_secs(10)));
        assert_eq!(of(&[("cache-control", "max-age=600"), ("age", "900")]), Some(Duration::ZERO));
        let skewed =
            [("date", "Mon, 23 Nov 2026 07:00:00 GMT"), ("expires", "Mon, 23 Nov 2026 07:30:00 GMT")];
        assert_eq!(of(&skewed), Some(Duration::from_mins(30)));
    }

    #[test]
    fn stale_and_silent_answers_are_told_apart() {
        assert_eq!(of(&[("cache-control", "no-cache, max-age=600")]), Some(Duration::ZERO));
        assert_eq!(of(&[("expires", "0")]), Some(Duration::ZERO));
        assert_eq!(of(&[("cache-control", "private")]), None);
        assert_eq!(of(&[]), None);
    }
}
