//! Signing out, and one's own account.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use serde::Deserialize;
use tidings_model::user::User;

use super::request::{Done, Query};
use super::show;
use super::sign_in::{begin_session, wait_words};
use crate::cache::CachePolicy;
use crate::cookie;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::link::Link;
use crate::page::account::AccountPage;
use crate::state::WebState;
use crate::visitor::{SESSION_COOKIE, Visitor};

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
    if let Err(wait) = state.attempts().begin_own(user.id, visitor.now()) {
        return refuse(&format!("Too many tries failed. {} Nothing was changed.", wait_words(wait)));
    }
    let hash = state.store().credentials(&user.name).await?.map(|known| known.password_hash);
    if !state.hashing().fits(form.present, hash).await? {
        return refuse("The present password is another one. Nothing was changed.");
    }
    let hash = match state.hashing().hash(form.password).await {
        Err(WebError::BadInput(sentence)) => return refuse(&format!("{sentence} Nothing was changed.")),
        hash => hash?,
    };
    state.store().set_password(user.id, &hash).await?;
    state.store().end_sessions_of(user.id).await?;
    let response = Redirect::to(&format!("{}?done=changed", Link::Account)).into_response();
    begin_session(&state, (user.id, &hash), response).await
}
