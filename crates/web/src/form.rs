//! Forms: every change is a POST that carries the browser's token and comes from one of our own pages.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use http::request::Parts;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

use crate::body;
use crate::error::WebError;
use crate::visitor::Visitor;

/// Most bytes of a form: a comment of 4,000 characters with room for encoding.
const LONGEST: usize = 64 * 1024;

/// The fields of a form whose origin and token have been checked.
#[derive(Debug)]
pub(crate) struct Posted<T>(pub(crate) T);

impl<S, T> FromRequest<S> for Posted<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        check_origin(&parts.headers, visitor.public_address())?;
        body::check_kind(&parts.headers, "application/x-www-form-urlencoded")?;
        body::check_length(&parts.headers, LONGEST)?;
        let bytes = body::read(body, LONGEST).await?;
        if !visitor.secret().fits_form(&token_of(&bytes)) {
            return Err(WebError::ForgedForm);
        }
        fields_of(parts, bytes, state).await.map(Self)
    }
}
async fn fields_of<S: Send + Sync, T: DeserializeOwned>(
    parts: Parts,
    bytes: Bytes,
    state: &S,
) -> Result<T, WebError> {
    let request = Request::from_parts(parts, Body::from(bytes));
    let fields = axum::Form::<T>::from_request(request, state).await;
    fields.map(|axum::Form(fields)| fields).map_err(|_ignored| WebError::BadForm)
}

/// A form with a file, of at most so many bytes, from one of our own pages. Its token is the first field, for the handler to check.
#[derive(Debug)]
pub(crate) struct Uploaded<const LARGEST: usize>(pub(crate) Multipart);

impl<S: Send + Sync, const LARGEST: usize> FromRequest<S> for Uploaded<LARGEST> {
    type Rejection = WebError;
    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        check_origin(&parts.headers, visitor.public_address())?;
        body::check_kind(&parts.headers, "multipart/form-data")?;
        body::check_length(&parts.headers, LARGEST)?;
        let mut request = Request::from_parts(parts, body);
        DefaultBodyLimit::apply(DefaultBodyLimit::max(LARGEST), &mut request);
        Multipart::from_request(request, state).await.map(Self).map_err(|_ignored| WebError::WrongKind)
    }
}

/// A form without fields of its own.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct NoFields {}

fn token_of(bytes: &Bytes) -> String {
    form_urlencoded::parse(bytes)
        .find(|(name, _)| name == "token")
        .map(|(_, token)| token.into_owned())
        .unwrap_or_default()
}

/// Refuses a request that a browser says was made by another site. The token decides besides. A proxy may have put another
/// name into the Host header; the public address is ours in any case.
///
/// # Errors
/// [`WebError::ForgedForm`].
pub(crate) fn check_origin(headers: &HeaderMap, public_address: Option<&str>) -> Result<(), WebError> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if value("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(WebError::ForgedForm);
    }
    let Some(origin) = value(header::ORIGIN.as_str()) else { return Ok(()) };
    let host = value(header::HOST.as_str()).unwrap_or_default().to_ascii_lowercase();
    let is_ours =
        Url::parse(origin).is_ok_and(|origin| authority(&origin) == without_default_port(&host, &origin));
    if is_ours || public_address.is_some_and(|address| address.eq_ignore_ascii_case(origin)) {
        Ok(())
    } else {
        Err(WebError::ForgedForm)
    }
}

fn authority(origin: &Url) -> String {
    let host = origin.host_str().unwrap_or("?");
    origin.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Browsers leave out the port in `Origin` when it is the scheme's own; `Host` may still have it.
fn without_default_port(host: &str, origin: &Url) -> String {
    let default = if origin.scheme() == "https" { ":443" } else { ":80" };
    host.strip_suffix(default).unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_form_from_another_site_is_refused() {
        let host = ("host", "127.0.0.1:8008");
        for (name, value) in [
            ("origin", "https://elsewhere.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:9009"),
            ("origin", "http://127.0.0.1:8008.elsewhere.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert!(check_origin(&headers(&[host, (name, value)]), None).is_err(), "{name}: {value}");
        }
    }

    #[test]
    fn a_form_of_ours_is_taken() {
        let host = ("host", "127.0.0.1:8008");
        assert!(check_origin(&headers(&[host, ("origin", "http://127.0.0.1:8008")]), None).is_ok());
        assert!(
            check_origin(
                &headers(&[("host", "paper.example:443"), ("origin", "https://paper.example")]),
                None
            )
            .is_ok()
        );
        assert!(check_origin(&headers(&[host, ("sec-fetch-site", "same-origin")]), None).is_ok());
        let behind_a_proxy = headers(&[host, ("origin", "https://paper.example")]);
        assert!(check_origin(&behind_a_proxy, None).is_err());
        assert!(check_origin(&behind_a_proxy, Some("https://paper.example")).is_ok());
    }
}
