//! Searches that a reader keeps: saving, forgetting, listing.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::id::{SavedSearchId, UserId};
use tidings_search::Query;
use tidings_store::saved_search::SavedSearch;

use crate::account::Token;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::handler::request::Id;
use crate::link::Link;
use crate::page::search::SavedView;
use crate::search_link::SearchLink;
use crate::state::WebState;
use crate::visitor::Visitor;

const LONGEST_NAME: usize = 80;

#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    name: String,
    query: String,
}

pub(crate) async fn save(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(named): Posted<Named>,
) -> Result<Response, WebError> {
    let keeper = keeper(&state, &visitor).await?;
    let query =
        Query::parse(&named.query).map_err(|problem| WebError::BadInput(problem.sentence()))?.to_string();
    let name = named.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = if name.is_empty() { &query } else { &name }.chars().take(LONGEST_NAME).collect();
    let token = Token::random().map_err(|error| WebError::Page(error.to_string()))?;
    if !state.store().save_search(keeper, (&name, &query), token.secret()).await? {
        return Err(WebError::BadInput(
            "You keep 100 searches, which is the most. Forget one first.".to_owned(),
        ));
    }
    Ok(to_search("saved"))
}

pub(crate) async fn forget(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<SavedSearchId>,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    let keeper = keeper(&state, &visitor).await?;
    if !state.store().remove_saved_search(id, keeper).await? {
        return Err(WebError::NotFound);
    }
    Ok(to_search("forgotten"))
}

fn to_search(done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", Link::Search)).into_response()
}

/// What the search page says after an action.
pub(super) fn message(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("The search is kept below, with the address of its feed."),
        "forgotten" => Some("The search is forgotten, and its feed has ended."),
        _ => None,
    }
}

/// The searches that a visitor keeps; none for strangers.
pub(super) async fn kept(state: &WebState, visitor: &Visitor) -> Result<Vec<SavedView>, WebError> {
    if visitor.is_stranger() {
        return Ok(Vec::new());
    }
    let keeper = keeper(state, visitor).await?;
    Ok(state.store().saved_searches(keeper).await?.into_iter().map(view).collect())
}

fn view(saved: SavedSearch) -> SavedView {
    SavedView {
        name: saved.name,
        link: SearchLink::to(&saved.query, true),
        feed: saved.feed_token.map(Link::SavedSearchFeed),
        forget: Link::ForgetSearch(saved.id),
    }
}

/// Who keeps: the account, or the owner's own in personal mode.
async fn keeper(state: &WebState, visitor: &Visitor) -> Result<UserId, WebError> {
    match visitor.user() {
        Some(user) => Ok(user.id),
        None if visitor.is_owner() => Ok(state.store().owner().await?),
        None => Err(WebError::Forbidden),
    }
}
