//! Reading a body within its bounds: bytes before and after decompression, time, and a least rate.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::HeaderMap;
use tidings_model::http::HttpError;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::client::CONNECT_TIMEOUT;
use crate::coding::{self, Plain};
use crate::failure::told;
use crate::settings::Limits;

/// What happens to a body that is larger than its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// It is an error.
    Refuse,
    /// The rest is left unread.
    Cut,
}

/// Reads the body and takes its compression off. The limit counts what comes and what comes out of it.
pub(crate) async fn read(
    response: Response,
    limits: &Limits,
    overflow: Overflow,
    deadline: Instant,
) -> Result<Plain, HttpError> {
    let limit = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
    let too_large = HttpError::TooLarge { url: shown(response.url()), limit_bytes: limits.bytes };
    let coding = headers(response.headers()).remove("content-encoding").unwrap_or_default();
    let body = received(response, limits, overflow, deadline).await?;
    let unpack = move || coding::unpack(body, &coding, limit);
    // Unpacking takes long enough to leave the threads that wait for the network.
    let Ok(plain) = tokio::task::spawn_blocking(unpack).await else { return Err(too_large) };
    if plain.cut && overflow == Overflow::Refuse { Err(too_large) } else { Ok(plain) }
}

/// Reads the body as it comes.
async fn received(
    mut response: Response,
    limits: &Limits,
    overflow: Overflow,
    deadline: Instant,
) -> Result<Bytes, HttpError> {
    let url = shown(response.url());
    let too_large = HttpError::TooLarge { url: url.clone(), limit_bytes: limits.bytes };
    let limit = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
    if overflow == Overflow::Refuse && response.content_length().is_some_and(|length| length > limits.bytes) {
        return Err(too_large);
    }
    let started = Instant::now();
    let mut body = BytesMut::new();
    loop {
        let due = deadline.min(slowest(started, body.len(), limits));
        let Ok(chunk) = timeout_at(due, response.chunk()).await else {
            return Err(HttpError::Timeout { url, seconds: due.duration_since(started).as_secs().max(1) });
        };
        let Some(chunk) =
            chunk.map_err(|error| told(response.url(), &error, CONNECT_TIMEOUT.as_secs(), false))?
        else {
            return Ok(body.freeze());
        };
        body.extend_from_slice(&chunk);
        match overflow {
            Overflow::Refuse if body.len() > limit => return Err(too_large),
            Overflow::Cut if body.len() >= limit => return Ok(body.split_to(limit).freeze()),
            _ => {}
        }
    }
}

/// The moment by which more than `received` bytes must be there.
fn slowest(started: Instant, received: usize, limits: &Limits) -> Instant {
    let rate = u64::from(limits.least_bytes_per_second).max(1);
    let earned = u64::try_from(received).unwrap_or(u64::MAX).saturating_mul(1_000) / rate;
    started + limits.grace + Duration::from_millis(earned)
}

/// Header names in lower case with their values as text. Cookies are left out: nothing here may keep them.
pub(crate) fn headers(map: &HeaderMap) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::<String, String>::new();
    for (name, value) in map.iter().filter(|(name, _)| *name != "set-cookie") {
        let value = String::from_utf8_lossy(value.as_bytes());
        let joined = headers.entry(name.as_str().to_owned()).or_default();
        if !joined.is_empty() {
            joined.push_str(", ");
        }
        joined.push_str(&value);
    }
    headers
}

/// An address as it may be shown and logged: without name and password.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail only for addresses without a host, which have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}
