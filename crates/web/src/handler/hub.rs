//! The callback addresses of WebSub: a hub asks whether we asked, and tells of news.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use tidings_model::subscription::{Delivery, Verification};

use super::request::{Id, Query};
use crate::body;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::state::WebState;

/// Largest delivery in bytes.
const LARGEST: usize = 16_000_000;
/// A feed is read at most this often because its hub says so.
const SOONEST: Duration = Duration::from_secs(15);

/// Answers a hub's question (WebSub, section 5.3).
pub(crate) async fn verify(
    State(state): State<WebState>,
    Id(token): Id<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let Some(mut found) = state.store().subscription_by_token(&token).await? else {
        return Err(WebError::NotFound);
    };
    match found.subscription.verify(&query, state.now()) {
        Verification::Confirmed(challenge) => {
            state.store().confirm_subscription(&found).await?;
            Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge).into_response())
        }
        Verification::Denied(reason) => {
            let problem = format!("the hub {} will not tell of news: {reason}", found.subscription.hub);
            state.store().deny_subscription(&token, &problem).await?;
            Ok(StatusCode::OK.into_response())
        }
        Verification::Refused => Err(WebError::NotFound),
    }
}

/// Takes a delivery (WebSub, section 7). Its body is read only when the address is one that a hub was given. What it says is not taken for the feed: the feed itself is read at once, as the
/// publisher has it, so that a delivery of a part, or one that was held back, can do no harm.
pub(crate) async fn take(
    State(state): State<WebState>,
    Id(token): Id<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let Some(found) = state.store().subscription_by_token(&token).await? else {
        return Ok(bare(StatusCode::GONE));
    };
    body::check_length(&headers, LARGEST)?;
    let body = body::read(body, LARGEST).await?;
    let delivery = found.subscription.judge(&text_of(&headers), &body, state.now());
    if delivery == Delivery::Genuine
        && let Some((feed, _)) = state.store().feed_for_poll(found.feed_id).await?
    {
        let not_before = feed.polled_at.map_or(state.now(), |polled| polled.plus(SOONEST));
        state.store().poll_pushed(feed.id, not_before).await?;
    }
    Ok(bare(StatusCode::from_u16(delivery.status()).unwrap_or(StatusCode::ACCEPTED)))
}

/// A status for a machine, without a page.
fn bare(status: StatusCode) -> Response {
    (status, [(header::CACHE_CONTROL, CachePolicy::Never.header())]).into_response()
}

fn text_of(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = |value: &http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
