//! The editors' page of publishers, and what it does.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::feed::Feed;
use tidings_model::id::{FeedId, PublisherId};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::user::Role;
use tidings_store::publisher::PublisherHealth as HealthRow;
use tidings_store::subscription::HubState;

use crate::budget::{escaped, within};
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::handler::request::{Done, Id, Query};
use crate::handler::show;
use crate::link::Link;
use crate::page::coverage::counted;
use crate::page::editor::publishers::{FeedHealth, PublisherHealth, PublishersPage};
use crate::page::mark::Mark;
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

/// Publishers on one page.
const PAGE: usize = 100;
const LONGEST_NAME: usize = 120;
/// Bytes of markup that the publishers of a page take at most, and the feeds of one.
const PAGE_BYTES: usize = 330_000;
const FEEDS_BYTES: usize = 100_000;
/// Bytes around a publisher with its forms, and around a feed.
const PUBLISHER_AROUND: usize = 4_200;
const FEED_AROUND: usize = 500;
/// After so many failed polls in a row, waiting is no longer the advice.
const MANY_FAILURES: i64 = 6;

pub(crate) async fn publishers(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let mut rows = state.store().publishers().await?;
    let (total, troubled) = (rows.len(), rows.iter().filter(|row| is_troubled(row)).count());
    let only_troubled = asked.troubled.is_some();
    rows.retain(|row| !only_troubled || is_troubled(row));
    let place = if only_troubled { Link::TroubledPublishers } else { Link::PublishersFrom };
    let start = asked.troubled.or(asked.from).unwrap_or(0).min(rows.len());
    let shown = rows.get(start..(start + PAGE).min(rows.len())).unwrap_or_default();
    let around = Around {
        hubs: state.store().hub_states().await?,
        given: state.store().publishers_with_access().await?,
    };
    let shown = shown.iter().map(|row| health(row, &around, &visitor)).collect();
    let (shown, _) = within(shown, PAGE_BYTES, weight);
    let next = start + shown.len();
    let page = PublishersPage {
        frame: visitor.frame("Publishers"),
        message: done.done.as_deref().and_then(message),
        gives: visitor.has(Role::Administrator),
        total,
        troubled,
        only_troubled,
        publishers: shown,
        before: (start > 0).then(|| place(start.saturating_sub(PAGE))),
        after: (next < rows.len()).then(|| place(next)),
    };
    show(&page, CachePolicy::Revalidate)
}

/// The bytes of a publisher as the page prints it.
fn weight(publisher: &PublisherHealth) -> usize {
    let feeds = publisher.feeds.iter().map(feed_weight).sum::<usize>();
    PUBLISHER_AROUND + feeds + 4 * escaped(&publisher.name) + 2 * escaped(&publisher.site)
}

fn feed_weight(feed: &FeedHealth) -> usize {
    let warnings: usize = feed.warnings.iter().map(|warning| escaped(warning) + FEED_AROUND / 10).sum();
    let hub = feed.hub.as_deref().map_or(0, escaped);
    FEED_AROUND + escaped(&feed.address) + escaped(&feed.sentence) + hub + warnings
}

/// Which publishers are to be shown.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// From this place on, of all.
    from: Option<usize>,
    /// From this place on, of those that need a look.
    troubled: Option<usize>,
}

fn is_troubled(row: &HealthRow) -> bool {
    row.feeds.iter().any(|feed| feed.retired_at.is_some() || feed.last_error.is_some())
}

fn message(done: &str) -> Option<&'static str> {
    match done {
        "polled" => Some("The feeds are being read now."),
        "renamed" => Some("The publisher has its new name."),
        "policy" => Some("Visitors now see what you chose."),
        "removed" => Some("The publisher and its articles are gone."),
        "access" => Some("What you gave is sent to that publisher from now on."),
        "forgotten" => Some("Nothing is sent to that publisher any more."),
        _ => None,
    }
}

/// What is known of publishers and feeds from other tables.
struct Around {
    hubs: BTreeMap<FeedId, HubState>,
    given: Vec<PublisherId>,
}

fn health(row: &HealthRow, around: &Around, visitor: &Visitor) -> PublisherHealth {
    let feeds = row.feeds.iter().map(|feed| feed_health(feed, around, visitor)).collect();
    let (feeds, feeds_left_out) = within(feeds, FEEDS_BYTES, feed_weight);
    PublisherHealth {
        id: row.publisher.id,
        name: row.publisher.name.clone(),
        mark: Mark::new(&row.publisher.name),
        site: row.publisher.host().to_owned(),
        articles: row.articles,
        policy: row.publisher.policy,
        given: around.given.contains(&row.publisher.id),
        feeds,
        feeds_left_out,
    }
}

fn feed_health(feed: &Feed, around: &Around, visitor: &Visitor) -> FeedHealth {
    let sentence = match (&feed.retired_at, &feed.last_error) {
        (Some(_), reason) => {
            let reason = reason.as_deref().unwrap_or("The publisher took the feed away.");
            format!("{reason} It is no longer read by itself.")
        }
        (None, Some(error)) => {
            let failures = counted(feed.failures.max(1), "failed poll");
            let next = When::new(feed.next_poll_at, visitor.now()).exact;
            format!("{error} ({failures} in a row; the next is {next}).{}", advice(feed.failures))
        }
        (None, None) if feed.polled_at.is_none() => "It waits to be read for the first time.".to_owned(),
        (None, None) => "Well.".to_owned(),
    };
    FeedHealth {
        address: feed.url.clone(),
        sentence,
        troubled: feed.retired_at.is_some() || feed.last_error.is_some(),
        polled: feed.polled_at.map(|time| When::new(time, visitor.now())),
        hub: around.hubs.get(&feed.id).map(|hub| hub_sentence(hub, visitor)),
        warnings: feed.warnings.clone(),
    }
}

/// What to do about a feed that keeps failing.
const fn advice(failures: i64) -> &'static str {
    if failures < MANY_FAILURES {
        " It is tried again by itself."
    } else {
        " Look on the publisher\u{2019}s site for its present feed, add that, and remove this one."
    }
}

fn hub_sentence(hub: &HubState, visitor: &Visitor) -> String {
    match (hub.until, &hub.problem) {
        (Some(until), _) => {
            format!(
                "Its hub {} tells of news at once; the lease ends {}.",
                hub.hub,
                When::new(until, visitor.now()).exact
            )
        }
        (None, Some(problem)) => {
            format!("Its hub does not tell of news ({problem}), so it is read by the clock.")
        }
        (None, None) => {
            format!("Its hub {} was asked to tell of news and has not confirmed it yet.", hub.hub)
        }
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
