//! HTTP replies that can be asked for again: entity tags, dates and "not modified".
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests>.

use std::hash::{DefaultHasher, Hasher};

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Something to send: its kind, how long it may be kept, and when it last changed.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) bytes: Bytes,
    pub(crate) mime: &'static str,
    pub(crate) cache: &'static str,
    /// Sent as Last-Modified, where the publisher sends one.
    pub(crate) changed: Option<Timestamp>,
}

impl Reply {
    /// The response to a request with these headers: the bytes, or 304 when the asker has them already.
    pub(crate) fn response(self, asked: &HeaderMap) -> Response {
        let tag = entity_tag(&self.bytes);
        let is_known = is_known(asked, &tag, self.changed);
        let changed = self.changed.map(http_date).unwrap_or_default();
        let named: [(HeaderName, &str); 4] = [
            (header::ETAG, &tag),
            (header::CACHE_CONTROL, self.cache),
            (header::CONTENT_TYPE, self.mime),
            (header::LAST_MODIFIED, &changed),
        ];
        let mut headers = HeaderMap::new();
        for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
            headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
        }
        if is_known {
            headers.remove(header::CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, self.bytes).into_response()
    }
}

/// If-None-Match goes before If-Modified-Since, which counts only without it.
fn is_known(asked: &HeaderMap, tag: &str, changed: Option<Timestamp>) -> bool {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = text(header::IF_NONE_MATCH) {
        return tags
            .split(',')
            .map(str::trim)
            .any(|known| known.trim_start_matches("W/") == tag || known == "*");
    }
    let since = text(header::IF_MODIFIED_SINCE).and_then(|since| jiff::fmt::rfc2822::parse(since).ok());
    match (since, changed) {
        (Some(since), Some(changed)) => changed.as_second() <= since.timestamp().as_second(),
        _ => false,
    }
}

fn entity_tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("\"{:016x}\"", hasher.finish())
}

fn http_date(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGED: &str = "2026-11-23T09:00:00Z";

    fn status(name: HeaderName, value: &str) -> StatusCode {
        let mut asked = HeaderMap::new();
        asked.insert(name, value.parse().unwrap());
        let changed = CHANGED.parse().ok();
        Reply { bytes: Bytes::from_static(b"x"), mime: "text/plain", cache: "no-cache", changed }
            .response(&asked)
            .status()
    }

    #[test]
    fn the_same_tag_is_not_sent_again() {
        assert_eq!(status(header::IF_NONE_MATCH, &entity_tag(b"x")), StatusCode::NOT_MODIFIED);
        assert_eq!(
            status(header::IF_NONE_MATCH, &format!("\"a\", W/{}", entity_tag(b"x"))),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(status(header::IF_NONE_MATCH, "\"other\""), StatusCode::OK);
    }

    #[test]
    fn what_did_not_change_since_is_not_sent_again() {
        assert_eq!(
            status(header::IF_MODIFIED_SINCE, "Mon, 23 Nov 2026 09:00:00 GMT"),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(status(header::IF_MODIFIED_SINCE, "Mon, 23 Nov 2026 08:59:59 GMT"), StatusCode::OK);
        assert_eq!(status(header::IF_MODIFIED_SINCE, "long ago"), StatusCode::OK);
    }
}
