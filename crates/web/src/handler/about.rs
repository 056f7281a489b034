//! The page about this paper, and what machines ask of every site.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header;

use super::{reading_policy, show};
use crate::asset::Asset;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::link::Link;
use crate::page::about::AboutPage;
use crate::settings::Mode;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(crate) async fn about(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let totals = state.store().totals().await?;
    let page = AboutPage {
        frame: visitor.frame("About this paper"),
        publishers: totals.publishers,
        articles: totals.articles,
        stories: totals.stories,
    };
    show(&page, reading_policy(&visitor))
}

/// What crawlers may read: the publishers' own pages are the place to find their texts.
pub(crate) async fn robots(State(state): State<WebState>) -> Response {
    let text = match state.settings().mode {
        Mode::Public => {
            "User-agent: *\nDisallow: /article/\nDisallow: /picture/\nDisallow: /account/\nDisallow: /editor/\n"
        }
        Mode::Personal | Mode::Private => "User-agent: *\nDisallow: /\n",
    };
    plain(text, CachePolicy::Shared)
}

pub(crate) async fn icon() -> Redirect {
    Redirect::temporary(&Link::Asset(Asset::Icon).to_string())
}

/// The process lives.
pub(crate) async fn health() -> Response {
    plain("ok\n", CachePolicy::Never)
}

/// The database answers, and whether anybody brings the paper up to date.
pub(crate) async fn ready(State(state): State<WebState>) -> Result<Response, WebError> {
    state.store().totals().await?;
    // Pages can be read all the same, so the status stays good.
    let text = if state.lacks_workers().await? {
        "ready, but no worker: no process fetches news; run tidings work beside this one\n"
    } else {
        "ready\n"
    };
    Ok(plain(text, CachePolicy::Never))
}

fn plain(text: &'static str, policy: CachePolicy) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, policy.header())];
    (headers, text).into_response()
}
