//! The reader's choices, kept in a cookie.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use serde::Deserialize;

use super::request::{Done, Query};
use super::show;
use crate::cache::CachePolicy;
use crate::cookie;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::page::settings::SettingsPage;
use crate::state::WebState;
use crate::visitor::{LOOK_COOKIE, Visitor, preferences};

const YEAR_SECONDS: u64 = 365 * 24 * 60 * 60;

pub(crate) async fn settings(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    let page = SettingsPage {
        frame: visitor.frame("Settings"),
        site_ai: state.settings().ai,
        kept: done.done.as_deref() == Some("kept"),
    };
    show(&page, CachePolicy::Revalidate)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Choices {
    theme: String,
    contrast: Option<String>,
    ai: Option<String>,
}

pub(crate) async fn keep(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(choices): Posted<Choices>,
) -> Result<Response, WebError> {
    let theme = preferences(&choices.theme).theme;
    let mut words = vec![theme.as_str()];
    words.extend(choices.contrast.is_some().then_some("contrast"));
    // A site without machine-made panels does not ask, and so does not change the choice.
    let wants_ai = if state.settings().ai { choices.ai.is_some() } else { visitor.preferences().ai };
    words.extend((!wants_ai).then_some("no-ai"));
    let line = cookie::line(LOOK_COOKIE, &words.join("."), YEAR_SECONDS, state.settings().https);
    let mut response = Redirect::to(&format!("{}?done=kept", Link::Settings)).into_response();
    if let Some(line) = line {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}
