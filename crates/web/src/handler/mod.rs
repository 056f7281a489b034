//! Handlers: each takes what it needs from the request, asks the store, and builds one page.

pub(crate) mod about;
pub(crate) mod account;
pub(crate) mod adding;
pub(crate) mod article;
pub(crate) mod comment;
pub(crate) mod editor;
pub(crate) mod feed;
pub(crate) mod front;
pub(crate) mod hub;
pub(crate) mod import;
pub(crate) mod join;
pub(crate) mod metrics;
pub(crate) mod newswire;
pub(crate) mod picture;
pub(crate) mod publisher;
pub(crate) mod request;
pub(crate) mod search;
pub(crate) mod section;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod starter;
pub(crate) mod story;
pub(crate) mod welcome;

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::header;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::visitor::Visitor;

/// Prints a page under its cache policy.
///
/// # Errors
/// When the template fails.
pub(crate) fn show(page: &impl Template, policy: CachePolicy) -> Result<Response, WebError> {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, policy.header()),
        (header::VARY, "cookie"),
    ];
    Ok((headers, page.render()?).into_response())
}

/// The policy of pages for reading: the same for every stranger, otherwise for one reader.
pub(crate) fn reading_policy(visitor: &Visitor) -> CachePolicy {
    if visitor.is_stranger() { CachePolicy::Shared } else { CachePolicy::Revalidate }
}
