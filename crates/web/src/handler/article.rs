//! The page of an article.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::id::ArticleId;
use tidings_store::article::ArticleLookup;

use super::background::background;
use super::request::{Id, Query};
use super::{reading_policy, show};
use crate::error::WebError;
use crate::link::Link;
use crate::row::article::{comments, page};
use crate::state::WebState;
use crate::visitor::Visitor;

/// The order of comments.
#[derive(Debug, Deserialize)]
pub(crate) struct CommentOrder {
    comments: Option<String>,
}

pub(crate) async fn article(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<ArticleId>,
    Query(order): Query<CommentOrder>,
) -> Result<Response, WebError> {
    let rows = match state.store().article(id).await? {
        ArticleLookup::Found(mut rows) => {
            let archived = background(&state, &rows).await?;
            rows.related.extend(archived);
            rows
        }
        ArticleLookup::Moved(target) => {
            return Ok(Redirect::permanent(&Link::Article(target).to_string()).into_response());
        }
        ArticleLookup::Missing => return Err(WebError::NotFound),
    };
    let written = state.store().comments(id, tidings_store::comment::CommentOrder::OldestFirst).await?;
    let newest_first = order.comments.as_deref() == Some("newest");
    let comments = comments(id, &written, &visitor, newest_first);
    show(&page(&rows, comments, &visitor), reading_policy(&visitor))
}
