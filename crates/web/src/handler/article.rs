//! The page of an article.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::id::ArticleId;
use tidings_store::article::ArticleLookup;
use tidings_store::comment_page::CommentOrder;

use super::request::{Id, Query};
use super::{reading_policy, show};
use crate::error::WebError;
use crate::link::Link;
use crate::page::article::CommentsView;
use crate::row::article::page;
use crate::row::comment::{Asked, COMMENTS, comments};
use crate::state::WebState;
use crate::visitor::Visitor;

/// Which comments are asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct AskedComments {
    comments: Option<String>,
    from: Option<String>,
}

/// Which part of a long text.
#[derive(Debug, Deserialize)]
pub(crate) struct TextPart {
    part: Option<String>,
}

impl TextPart {
    /// The part, counted from 1; what is no number means the first.
    fn number(&self) -> usize {
        self.part.as_deref().and_then(|part| part.parse().ok()).unwrap_or(1)
    }
}

pub(crate) async fn article(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<ArticleId>,
    Query(asked): Query<AskedComments>,
    Query(part): Query<TextPart>,
) -> Result<Response, WebError> {
    let rows = match state.store().article(id).await? {
        ArticleLookup::Found(rows) => rows,
        ArticleLookup::Moved(target) => {
            return Ok(Redirect::permanent(&Link::Article(target).to_string()).into_response());
        }
        ArticleLookup::Missing => return Err(WebError::NotFound),
    };
    let asked = Asked {
        article_id: id,
        newest_first: asked.comments.as_deref() == Some("newest"),
        from: asked.from.and_then(|from| from.parse().ok()),
    };
    let comments = comments_page(&state, asked, &visitor).await?;
    show(&page(&rows, comments, &visitor, part.number()), reading_policy(&visitor))
}

async fn comments_page(state: &WebState, asked: Asked, visitor: &Visitor) -> Result<CommentsView, WebError> {
    let order = if asked.newest_first { CommentOrder::NewestFirst } else { CommentOrder::OldestFirst };
    let page = state.store().comments(asked.article_id, order, asked.from, COMMENTS).await?;
    let user_id = match visitor.user() {
        Some(user) => Some(user.id),
        // The owner's account is there since the first comment.
        None if visitor.is_owner() && !page.comments.is_empty() => Some(state.store().owner().await?),
        None => None,
    };
    Ok(comments(page, asked, user_id, visitor))
}
