//! Signing in and out, and one's own account.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRequestParts, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use http::request::Parts;
use serde::Deserialize;
use tidings_model::id::UserId;
use tidings_model::user::User;

use super::request::Done;
use super::show;
use crate::account::{Token, hash_password, verify_password};
use crate::cache::CachePolicy;
use crate::cookie;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::link::Link;
use crate::page::account::{AccountPage, SignInPage};
use crate::return_to::ReturnTo;
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
    show(&sign_in_form(&visitor, then, "", None), CachePolicy::Never)
}

fn sign_in_form(visitor: &Visitor, then: ReturnTo, name: &str, problem: Option<&str>) -> SignInPage {
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
    then: String,
}

pub(crate) async fn sign_in(
    State(state): State<WebState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Posted(form): Posted<SignIn>,
) -> Result<Response, WebError> {
    let then = ReturnTo::new(&form.then);
    if !state.attempts().may_try(&form.name, address, visitor.now()) {
        let problem = "Too many tries failed. Wait a quarter of an hour, then try again.";
        return show(&sign_in_form(&visitor, then, &form.name, Some(problem)), CachePolicy::Never);
    }
    let known = state.store().credentials(&form.name).await?;
    let (user, hash) = known.map(|known| (known.user, known.password_hash)).unzip();
    let fits = fits(&state, form.password, hash).await?;
    if let Some(user) = user.filter(|_| fits) {
        let response = Redirect::to(then.as_str()).into_response();
        return begin_session(&state, user.id, response).await;
    }
    state.attempts().failed(&form.name, address, visitor.now());
    let problem = "Name and password do not fit together.";
    show(&sign_in_form(&visitor, then, &form.name, Some(problem)), CachePolicy::Never)
}

/// Checks a password away from the async threads; few at a time, because each takes 19 MB.
async fn fits(state: &WebState, password: String, hash: Option<String>) -> Result<bool, WebError> {
    let _permit = state.hashing().acquire().await.map_err(|error| WebError::Page(error.to_string()))?;
    let check = tokio::task::spawn_blocking(move || verify_password(&password, hash.as_deref()));
    check.await.map_err(|error| WebError::Page(error.to_string()))
}

/// Hashes a new password away from the async threads.
pub(super) async fn hashed(state: &WebState, password: String) -> Result<String, WebError> {
    let _permit = state.hashing().acquire().await.map_err(|error| WebError::Page(error.to_string()))?;
    let hash = tokio::task::spawn_blocking(move || hash_password(&password));
    Ok(hash.await.map_err(|error| WebError::Page(error.to_string()))??)
}

/// Begins a session with a fresh token, so that none from before the sign-in lives on.
pub(super) async fn begin_session(
    state: &WebState,
    user_id: UserId,
    mut response: Response,
) -> Result<Response, WebError> {
    let token = Token::random().map_err(|error| WebError::Page(error.to_string()))?;
    state.store().create_session(&token.hash(), user_id, state.now().plus(SESSION)).await?;
    if let Some(line) =
        cookie::line(SESSION_COOKIE, token.secret(), SESSION.as_secs(), state.settings().https)
    {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

pub(crate) async fn sign_out(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    if let Some(hash) = visitor.session_hash() {
        state.store().end_session(&hash).await?;
    }
    Ok(signed_out(&state))
}

pub(crate) async fn sign_out_everywhere(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    state.store().end_sessions_of(account_of(&visitor)?.id).await?;
    Ok(signed_out(&state))
}

fn signed_out(state: &WebState) -> Response {
    let mut response = Redirect::to(&Link::Front.to_string()).into_response();
    if let Some(line) = cookie::line(SESSION_COOKIE, "", 0, state.settings().https) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

fn account_of(visitor: &Visitor) -> Result<&User, WebError> {
    visitor.user().ok_or(WebError::Forbidden)
}

pub(crate) async fn account(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, WebError> {
    let changed = "The password is changed, and every other browser is signed out.";
    let message = (done.done.as_deref() == Some("changed")).then_some(changed);
    show(&account_page(&visitor, account_of(&visitor)?, message), CachePolicy::Never)
}

fn account_page(visitor: &Visitor, user: &User, message: Option<&str>) -> AccountPage {
    AccountPage {
        frame: visitor.frame(user.name.clone()),
        name: user.name.clone(),
        role: user.role.as_str(),
        message: message.map(str::to_owned),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewPassword {
    present: String,
    password: String,
    again: String,
}

pub(crate) async fn change_password(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(form): Posted<NewPassword>,
) -> Result<Response, WebError> {
    let user = account_of(&visitor)?;
    let refuse = |message: &str| show(&account_page(&visitor, user, Some(message)), CachePolicy::Never);
    if form.password != form.again {
        return refuse("The two new passwords are not the same. Nothing was changed.");
    }
    if !state.attempts().may_try(&user.name, None, visitor.now()) {
        return refuse("Too many tries failed. Wait a quarter of an hour, then try again.");
    }
    let hash = state.store().credentials(&user.name).await?.map(|known| known.password_hash);
    if !fits(&state, form.present, hash).await? {
        state.attempts().failed(&user.name, None, visitor.now());
        return refuse("The present password is another one. Nothing was changed.");
    }
    let hash = hashed(&state, form.password).await?;
    state.store().set_password(user.id, &hash).await?;
    state.store().end_sessions_of(user.id).await?;
    let response = Redirect::to(&format!("{}?done=changed", Link::Account)).into_response();
    begin_session(&state, user.id, response).await
}

/// Where a request comes from, as far as the connection tells.
#[derive(Debug)]
pub(crate) struct ClientAddress(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, WebError> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(connection.map(|ConnectInfo(address)| address.ip())))
    }
}
