//! The editors' page of publishers, and what it does.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::feed::Feed;
use tidings_model::id::PublisherId;
use tidings_model::publisher::DisplayPolicy;
use tidings_model::user::Role;
use tidings_store::publisher::PublisherHealth as HealthRow;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::handler::request::{Done, Id};
use crate::handler::show;
use crate::link::Link;
use crate::page::coverage::counted;
use crate::page::editor::publishers::{FeedHealth, PublisherHealth, PublishersPage};
use crate::page::mark::Mark;
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

const LONGEST_NAME: usize = 120;

pub(crate) async fn publishers(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let rows = state.store().publishers().await?;
    let page = PublishersPage {
        frame: visitor.frame("Publishers"),
        message: done.done.as_deref().and_then(message),
        publishers: rows.iter().map(|row| health(row, &visitor)).collect(),
    };
    show(&page, CachePolicy::Revalidate)
}

fn message(done: &str) -> Option<&'static str> {
    match done {
        "polled" => Some("The feeds are being read now."),
        "renamed" => Some("The publisher has its new name."),
        "policy" => Some("Visitors now see what you chose."),
        "removed" => Some("The publisher and its articles are gone."),
        "imported" => Some("The list is imported. Its feeds are being read now."),
        _ => None,
    }
}

fn health(row: &HealthRow, visitor: &Visitor) -> PublisherHealth {
    PublisherHealth {
        id: row.publisher.id,
        name: row.publisher.name.clone(),
        mark: Mark::new(&row.publisher.name),
        site: row.publisher.site.clone(),
        articles: row.articles,
        policy: row.publisher.policy,
        feeds: row.feeds.iter().map(|feed| feed_health(feed, visitor)).collect(),
    }
}

fn feed_health(feed: &Feed, visitor: &Visitor) -> FeedHealth {
    let sentence = match (&feed.retired_at, &feed.last_error) {
        (Some(_), reason) => {
            let reason = reason.as_deref().unwrap_or("The publisher took the feed away.");
            format!("{reason} It is no longer read by itself.")
        }
        (None, Some(error)) => {
            format!("{error} ({} in a row).", counted(feed.failures.max(1), "failed poll"))
        }
        (None, None) if feed.polled_at.is_none() => "It waits to be read for the first time.".to_owned(),
        (None, None) => "Well.".to_owned(),
    };
    FeedHealth {
        address: feed.url.clone(),
        sentence,
        troubled: feed.retired_at.is_some() || feed.last_error.is_some(),
        polled: feed.polled_at.map(|time| When::new(time, visitor.now())),
        warnings: feed.warnings.clone(),
    }
}

pub(crate) async fn poll(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let feeds = state.store().feeds().await?;
    for feed in feeds.iter().filter(|feed| feed.publisher_id == id) {
        state.store().poll_now(feed.id).await?;
    }
    Ok(back("polled"))
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewName {
    name: String,
}

pub(crate) async fn rename(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    Posted(form): Posted<NewName>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(WebError::BadInput("A publisher\u{2019}s name has 1 to 120 characters.".to_owned()));
    }
    found(state.store().rename_publisher(id, &name).await?, "renamed")
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewPolicy {
    policy: DisplayPolicy,
}

pub(crate) async fn policy(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    Posted(form): Posted<NewPolicy>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    found(state.store().set_policy(id, form.policy).await?, "policy")
}

pub(crate) async fn remove(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    found(state.store().remove_publisher(id).await?, "removed")
}

fn found(is_there: bool, done: &str) -> Result<Response, WebError> {
    if is_there { Ok(back(done)) } else { Err(WebError::NotFound) }
}

fn back(done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", Link::EditorPublishers)).into_response()
}
