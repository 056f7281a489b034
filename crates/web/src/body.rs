//! The bodies of requests: refused by what their head says before they are read, and read within their limits.

use std::error::Error;

use axum::body::{Body, Bytes};
use http::{HeaderMap, header};
use http_body_util::LengthLimitError;
use tower_http::timeout::TimeoutError;

use crate::error::WebError;

/// Refuses a body that says that it is larger than `most` bytes.
///
/// # Errors
/// [`WebError::TooLarge`].
pub(crate) fn check_length(headers: &HeaderMap, most: usize) -> Result<(), WebError> {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: u64| length > u64::try_from(most).unwrap_or(u64::MAX)) {
        return Err(WebError::TooLarge);
    }
    Ok(())
}

/// Refuses a body of another kind than `kind`.
///
/// # Errors
/// [`WebError::WrongKind`].
pub(crate) fn check_kind(headers: &HeaderMap, kind: &str) -> Result<(), WebError> {
    let said = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or_default();
    let bare = said.split(';').next().unwrap_or_default().trim();
    if bare.eq_ignore_ascii_case(kind) { Ok(()) } else { Err(WebError::WrongKind) }
}

/// Reads a body of at most `most` bytes.
///
/// # Errors
/// When it is longer, too slow, or broken off.
pub(crate) async fn read(body: Body, most: usize) -> Result<Bytes, WebError> {
    axum::body::to_bytes(body, most).await.map_err(|error| problem(&error))
}

/// What kept a body from being read.
pub(crate) fn problem(error: &(dyn Error + 'static)) -> WebError {
    let mut source = Some(error);
    while let Some(error) = source {
        if error.is::<TimeoutError>() {
            return WebError::SlowBody;
        }
        if error.is::<LengthLimitError>() {
            return WebError::TooLarge;
        }
        source = error.source();
    }
    WebError::BrokenBody
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_length_or_kind_that_is_said_is_judged_before_the_body_is_read() {
        let mut headers = HeaderMap::new();
        assert!(check_length(&headers, 10).is_ok());
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("11"));
        assert!(check_length(&headers, 10).is_err() && check_length(&headers, 11).is_ok());
        let form = "application/x-www-form-urlencoded";
        assert!(check_kind(&headers, form).is_err());
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("Application/X-WWW-Form-Urlencoded; charset=utf-8"),
        );
        assert!(check_kind(&headers, form).is_ok());
    }

    #[tokio::test]
    async fn a_body_over_its_limit_is_too_large() {
        let error = read(Body::from("x".repeat(11)), 10).await.unwrap_err();
        assert!(matches!(error, WebError::TooLarge), "{error}");
    }
}
