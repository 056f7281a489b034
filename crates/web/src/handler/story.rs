//! The page of a story.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::id::StoryId;
use tidings_store::story::{StoryLookup, StoryRows};

use super::request::{Id, Query};
use super::{reading_policy, show};
use crate::error::WebError;
use crate::link::Link;
use crate::page::figure::FigureView;
use crate::row::story::{page, tellers};
use crate::state::WebState;
use crate::visitor::Visitor;

/// Articles whose points are shown.
const TELLERS: usize = 4;

/// From which report on.
#[derive(Debug, Deserialize)]
pub(crate) struct From {
    from: Option<String>,
}

pub(crate) async fn story(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<StoryId>,
    Query(asked): Query<From>,
) -> Result<Response, WebError> {
    let rows = match state.store().story(id).await? {
        StoryLookup::Found(rows) => rows,
        StoryLookup::Moved(target) => {
            return Ok(Redirect::permanent(&Link::Story(target).to_string()).into_response());
        }
        StoryLookup::Missing => return Err(WebError::NotFound),
    };
    let tellers = tellers(&rows, TELLERS, &visitor);
    let mut points = Vec::with_capacity(tellers.len());
    for article_id in &tellers {
        points.push((*article_id, state.store().points(*article_id).await?));
    }
    let picture = picture(&rows, &state, &visitor).await?;
    let from = asked.from.and_then(|from| from.parse().ok()).unwrap_or_default();
    show(&page(&rows, &points, picture, (&visitor, from)), reading_policy(&visitor))
}

/// The lead article's picture with its caption and credit.
async fn picture(
    rows: &StoryRows,
    state: &WebState,
    visitor: &Visitor,
) -> Result<Option<FigureView>, WebError> {
    let Some(article_id) = tellers(rows, 1, visitor).first().copied() else { return Ok(None) };
    let figures = state.store().figures(article_id).await?;
    let mut pictures = figures.iter().filter_map(FigureView::of);
    Ok(pictures.find(|figure| figure.lead).map(|figure| FigureView { lead: true, ..figure }))
}
