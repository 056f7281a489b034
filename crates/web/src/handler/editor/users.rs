//! The administrators' page of accounts, and what it does.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::id::UserId;
use tidings_model::user::Role;
use tidings_store::account::AccountChange;

use crate::account::one_time_link_token;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::handler::request::{Done, Id, Query};
use crate::handler::show;
use crate::link::Link;
use crate::page::editor::users::{UserLine, UsersPage};
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

/// Accounts on one page.
const PAGE: usize = 100;
/// A one-time link works for a week.
const LINK_LASTS: Duration = Duration::from_hours(7 * 24);

pub(crate) async fn users(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    administers(&visitor)?;
    let start = asked.from.and_then(|from| from.parse().ok()).unwrap_or_default();
    let page = page(&state, (&visitor, start), done.done.as_deref().and_then(message), None).await?;
    show(&page, CachePolicy::Never)
}

/// Which accounts are to be shown.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// From this place on.
    from: Option<String>,
}

/// Accounts are there in the private and public modes only.
fn administers(visitor: &Visitor) -> Result<(), WebError> {
    if visitor.is_owner() {
        return Err(WebError::NotFound);
    }
    visitor.require(Role::Administrator)
}

fn message(done: &str) -> Option<&'static str> {
    match done {
        "role" => Some("The role is changed."),
        "closed" => Some("The account is closed."),
        "last" => Some("Nothing was changed: this is the last administrator. Make another one first."),
        _ => None,
    }
}

async fn page(
    state: &WebState,
    (visitor, start): (&Visitor, usize),
    message: Option<&'static str>,
    invitation: Option<String>,
) -> Result<UsersPage, WebError> {
    let users = state.store().users().await?;
    let total = users.len();
    let lines = users.into_iter().skip(start).take(PAGE).map(|user| UserLine {
        id: user.id,
        name: user.name,
        role: user.role,
        created: When::new(user.created_at, visitor.now()),
        closed: user.closed_at.is_some(),
    });
    Ok(UsersPage {
        frame: visitor.frame("Accounts"),
        message,
        invitation,
        users: lines.collect(),
        before: (start > 0).then(|| Link::UsersFrom(start.saturating_sub(PAGE))),
        after: (start.saturating_add(PAGE) < total).then(|| Link::UsersFrom(start + PAGE)),
    })
}

#[derive(Debug, Deserialize)]
pub(crate) struct ChosenRole {
    role: Role,
}

pub(crate) async fn invite(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(form): Posted<ChosenRole>,
) -> Result<Response, WebError> {
    administers(&visitor)?;
    let token = one_time_link_token().map_err(|error| WebError::Page(error.to_string()))?;
    state.store().make_one_time_link(&token.hash(), form.role, visitor.now().plus(LINK_LASTS)).await?;
    let link = format!("{}{}", state.settings().origin(), Link::Join(token.secret().to_owned()));
    show(&page(&state, (&visitor, 0), None, Some(link)).await?, CachePolicy::Never)
}

pub(crate) async fn role(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<UserId>,
    Posted(form): Posted<ChosenRole>,
) -> Result<Response, WebError> {
    administers(&visitor)?;
    Ok(back(state.store().set_role(id, form.role).await? == AccountChange::Done, "role"))
}

pub(crate) async fn close(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<UserId>,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    administers(&visitor)?;
    Ok(back(state.store().close_user(id).await? == AccountChange::Done, "closed"))
}

fn back(is_done: bool, done: &str) -> Response {
    let done = if is_done { done } else { "last" };
    Redirect::to(&format!("{}?done={done}", Link::EditorUsers)).into_response()
}
