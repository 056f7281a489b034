//! Signing in: the page, the check within its limits, and the session that begins.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use tidings_model::id::UserId;

use super::request::Query;
use super::show;
use crate::account::attempt::Try;
use crate::account::{BROWSER_COOKIE, BROWSER_SECONDS, Token, browser_cookie, known_browser};
use crate::cache::CachePolicy;
use crate::client::ClientAddress;
use crate::cookie;
use crate::error::WebError;
use crate::form::Posted;
use crate::page::account::SignInPage;
use crate::return_to::ReturnTo;
use crate::server::counted_as;
use crate::state::WebState;
use crate::visitor::{SESSION_COOKIE, Visitor};

/// A session lasts for 30 days.
const SESSION: Duration = Duration::from_hours(30 * 24);

#[derive(Debug, Deserialize)]
pub(crate) struct Then {
    then: Option<String>,
}

pub(crate) async fn sign_in_page(visitor: Visitor, Query(then): Query<Then>) -> Result<Response, WebError> {
    let then = ReturnTo::new(then.then.as_deref().unwrap_or("/"));
    show(&form(&visitor, then, "", None), CachePolicy::Never)
}

fn form(visitor: &Visitor, then: ReturnTo, name: &str, problem: Option<&str>) -> SignInPage {
    SignInPage {
        frame: visitor.frame("Sign in"),
        then,
        name: name.to_owned(),
        problem: problem.map(str::to_owned),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct SignIn {
    name: String,
    password: String,
    #[serde(default)]
    then: String,
}

pub(crate) async fn sign_in(
    State(state): State<WebState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Posted(sent): Posted<SignIn>,
) -> Result<Response, WebError> {
    let then = ReturnTo::new(&sent.then);
    let known = state.store().credentials(&sent.name).await?;
    let browser = known.as_ref().and_then(|known| {
        let cookie = cookie::read(&headers, &cookie::name(BROWSER_COOKIE, state.settings().https))?;
        known_browser(cookie, known.user.id, &known.password_hash)
    });
    let attempt = Try::new(&sent.name, counted_as(address), browser);
    if let Err(wait) = state.attempts().begin(&attempt, visitor.now()) {
        tracing::debug!(%address, "a try to sign in was put off: too many failed");
        let problem = format!("Too many tries failed. {}", wait_words(wait));
        let page = show(&form(&visitor, then, &sent.name, Some(&problem)), CachePolicy::Never)?;
        return Ok(too_often(page, wait));
    }
    let (user, hash) = known.map(|known| (known.user, known.password_hash)).unzip();
    let fits = state.hashing().fits(sent.password, hash.clone()).await?;
    if let Some((user, hash)) = user.zip(hash).filter(|_| fits) {
        state.attempts().succeeded(&attempt, visitor.now());
        let response = Redirect::to(then.as_str()).into_response();
        return begin_session(&state, (user.id, &hash), response).await;
    }
    tracing::info!(%address, "a try to sign in failed");
    let problem = "Name and password do not fit together.";
    show(&form(&visitor, then, &sent.name, Some(problem)), CachePolicy::Never)
}

/// How long to wait, as a sentence.
pub(super) fn wait_words(wait: Duration) -> String {
    match wait.as_secs().saturating_add(1) {
        0 | 1 => "Wait a second, then try again.".to_owned(),
        seconds @ 2..=90 => format!("Wait {seconds} seconds, then try again."),
        seconds => format!("Wait {} minutes, then try again.", seconds.div_ceil(60)),
    }
}

/// The page of something that was done too often.
pub(super) fn too_often(mut page: Response, wait: Duration) -> Response {
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
    page.headers_mut().insert(header::RETRY_AFTER, seconds);
    page
}

/// Begins a session of an account with a fresh token, so that none from before the sign-in lives on. The browser is known to the
/// account from now on.
pub(super) async fn begin_session(
    state: &WebState,
    (user_id, password_hash): (UserId, &str),
    mut response: Response,
) -> Result<Response, WebError> {
    let no_randomness = |error: crate::account::NoRandomness| WebError::Page(error.to_string());
    let token = Token::random().map_err(no_randomness)?;
    state.store().create_session(&token.hash(), user_id, state.now().plus(SESSION)).await?;
    let browser = browser_cookie(user_id, password_hash).map_err(no_randomness)?;
    let https = state.settings().https;
    let session = cookie::line(SESSION_COOKIE, token.secret(), SESSION.as_secs(), https);
    let lines = [session, cookie::line(BROWSER_COOKIE, &browser, BROWSER_SECONDS, https)];
    for line in lines.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_words() {
        assert_eq!(wait_words(Duration::from_millis(400)), "Wait a second, then try again.");
        assert_eq!(wait_words(Duration::from_secs(899)), "Wait 15 minutes, then try again.");
    }
}
