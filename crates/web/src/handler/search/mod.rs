//! Searching: the page, and what is suggested while a reader types.

mod choice;
pub(crate) mod engine;
pub(crate) mod saved;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header;
use serde::Deserialize;
use tidings_search::{Order, Query as Asked};

use super::request::Query;
use super::{reading_policy, show};
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::page::search::SearchPage;
use crate::row;
use crate::search_link::SearchLink;
use crate::state::WebState;
use crate::visitor::Visitor;
use engine::{Answer, Wish};

/// Articles of a page, and pages at most: beyond that a query wants to be narrower.
const HITS: usize = 20;
const MOST_PAGES: u32 = 50;
/// Suggestions under the field.
const SUGGESTIONS: usize = 8;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Typed {
    q: Option<String>,
    since: Option<String>,
    order: Option<String>,
    page: Option<String>,
    done: Option<String>,
}

pub(crate) async fn search(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    let text = typed.q.as_deref().unwrap_or_default().trim().to_owned();
    let newest = typed.order.as_deref() == Some("newest");
    let asked = if text.is_empty() { None } else { Some(Asked::parse(&text)) };
    if let (Some(Ok(query)), Some(since)) = (&asked, &typed.since) {
        // The form's choices become part of the query, so that an address says all of a search.
        let query = choice::since(query, since);
        return Ok(Redirect::to(&SearchLink::to(&query, newest).to_string()).into_response());
    }
    let page = typed.page.and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, MOST_PAGES);
    let mut frame =
        visitor.frame(if text.is_empty() { "Search".to_owned() } else { format!("Search: {text}") });
    frame.is_search = true;
    let mut view = SearchPage {
        frame,
        times: choice::times(asked.as_ref().and_then(|asked| asked.as_ref().ok())),
        typed: text,
        message: typed.done.as_deref().and_then(saved::message),
        problem: None,
        newest,
        suggestions: Vec::new(),
        results: None,
        saved: saved::kept(&state, &visitor).await?,
    };
    match asked {
        None => {}
        Some(Err(problem)) => view.problem = Some(problem.sentence()),
        Some(Ok(query)) => answer(&state, &visitor, &mut view, (query, page)).await?,
    }
    let policy = if view.message.is_some() { CachePolicy::Never } else { reading_policy(&visitor) };
    show(&view, policy)
}

/// Fills the page with what a query finds, or with why it cannot be answered.
async fn answer(
    state: &WebState,
    visitor: &Visitor,
    view: &mut SearchPage,
    (query, page): (Asked, u32),
) -> Result<(), WebError> {
    let order = if view.newest { Order::Newest } else { Order::Best };
    let skip = usize::try_from(page - 1).unwrap_or_default() * HITS;
    let wish = Wish { query, order, now: visitor.now(), skip, limit: HITS, near: page == 1 };
    match engine::find(state, wish).await? {
        Answer::Found(rows) => {
            let mut results = row::search::results(&rows, visitor, view.newest);
            let has_after = skip + HITS < rows.found.total && page < MOST_PAGES;
            let at = |page| SearchLink { query: rows.query.to_string(), newest: view.newest, page };
            results.before = (page > 1).then(|| at(page - 1));
            results.after = has_after.then(|| at(page + 1));
            results.saves = (!visitor.is_stranger()).then(|| rows.query.to_string());
            results.building = engine::building(state).await?;
            view.results = Some(results);
        }
        Answer::Problem(sentence) => view.problem = Some(sentence),
        Answer::NotReady => {
            let building = engine::building(state).await?;
            let sentence = "The search index cannot be read at the moment and is being made anew.".to_owned();
            view.problem = Some(format!("{} Look again in a minute.", building.unwrap_or(sentence)));
        }
    }
    Ok(())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Begun {
    q: Option<String>,
}

/// What completes the words typed so far, as a JSON list of whole queries.
pub(crate) async fn suggest(
    State(state): State<WebState>,
    Query(begun): Query<Begun>,
) -> Result<Response, WebError> {
    let typed = begun.q.unwrap_or_default();
    let mut queries: Vec<String> = Vec::new();
    for (before, start) in choice::endings(&typed) {
        let found = engine::suggest(&state, start.to_owned(), SUGGESTIONS).await?;
        queries.extend(found.iter().map(|word| choice::completed(before, word)));
    }
    queries.truncate(SUGGESTIONS);
    let json = serde_json::to_string(&queries).map_err(|error| WebError::Page(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, CachePolicy::Revalidate.header()),
    ];
    Ok((headers, json).into_response())
}
