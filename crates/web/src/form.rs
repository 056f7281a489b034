//! Forms: every change is a POST that carries the browser's token and comes from one of our own pages.

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

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
        check_origin(&parts.headers)?;
        let bytes = axum::body::to_bytes(body, LONGEST).await.map_err(|_ignored| WebError::TooLarge)?;
        if !visitor.secret().fits_form(&token_of(&bytes)) {
            return Err(WebError::ForgedForm);
        }
        let request = Request::from_parts(parts, Body::from(bytes));
        let Form(fields) = Form::<T>::from_request(request, state)
            .await
            .map_err(|_ignored| WebError::BadInput("The form has a field that cannot be read.".to_owned()))?;
        Ok(Self(fields))
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

/// Refuses a request that a browser says was made by another site. The token decides besides.
///
/// # Errors
/// [`WebError::ForgedForm`].
pub(crate) fn check_origin(headers: &HeaderMap) -> Result<(), WebError> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if value("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(WebError::ForgedForm);
    }
    let Some(origin) = value(header::ORIGIN.as_str()) else { return Ok(()) };
    let host = value(header::HOST.as_str()).unwrap_or_default().to_ascii_lowercase();
    let is_ours =
        Url::parse(origin).is_ok_and(|origin| authority(&origin) == without_default_port(&host, &origin));
    if is_ours { Ok(()) } else { Err(WebError::ForgedForm) }
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
            assert!(check_origin(&headers(&[host, (name, value)])).is_err(), "{name}: {value}");
        }
    }

    #[test]
    fn a_form_of_ours_is_taken() {
        let host = ("host", "127.0.0.1:8008");
        assert!(check_origin(&headers(&[host, ("origin", "http://127.0.0.1:8008")])).is_ok());
        assert!(
            check_origin(&headers(&[("host", "paper.example:443"), ("origin", "https://paper.example")]))
                .is_ok()
        );
        assert!(check_origin(&headers(&[host, ("sec-fetch-site", "same-origin")])).is_ok());
    }
}
