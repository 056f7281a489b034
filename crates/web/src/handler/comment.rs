//! Writing and removing comments.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::comment::NewComment;
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::user::Role;
use tidings_store::comment::CommentOutcome;

use super::request::Id;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::state::WebState;
use crate::visitor::Visitor;

const LONGEST: usize = 4_000;
const LONGEST_REASON: usize = 300;

#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    text: String,
    parent: Option<String>,
}

pub(crate) async fn write(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(article_id): Id<ArticleId>,
    Posted(written): Posted<Written>,
) -> Result<Response, WebError> {
    let user_id = writer(&state, &visitor).await?;
    let parent_id = match written.parent.as_deref() {
        None | Some("") => None,
        Some(parent) => Some(parent.parse().map_err(|_ignored| WebError::NotFound)?),
    };
    let text = comment_text(&written.text)?;
    let comment = NewComment { article_id, parent_id, user_id, text };
    let id = match state.store().add_comment(&comment).await? {
        CommentOutcome::Added(id) => id,
        CommentOutcome::Missing => return Err(WebError::NotFound),
        CommentOutcome::WrongLength => {
            return Err(WebError::BadInput("A comment has 1 to 4,000 characters.".to_owned()));
        }
    };
    Ok(Redirect::to(&Link::ArticlePlace(article_id, format!("comment-{id}")).to_string()).into_response())
}

/// Who writes: the account, or the owner's own in personal mode.
async fn writer(state: &WebState, visitor: &Visitor) -> Result<UserId, WebError> {
    match visitor.user() {
        Some(user) => Ok(user.id),
        None if visitor.is_owner() => Ok(state.store().owner().await?),
        None => Err(WebError::Forbidden),
    }
}

/// Plain text of 1 to 4,000 characters, without control characters but line ends.
fn comment_text(written: &str) -> Result<String, WebError> {
    let kept: String =
        written.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = kept.trim();
    match text.chars().count() {
        0 => Err(WebError::BadInput("The comment has no text.".to_owned())),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(WebError::BadInput("The comment is longer than 4,000 characters.".to_owned())),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Removed {
    reason: String,
}

pub(crate) async fn remove(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<CommentId>,
    Posted(removed): Posted<Removed>,
) -> Result<Response, WebError> {
    let comment = state.store().comment(id).await?.ok_or(WebError::NotFound)?;
    let is_own = visitor.user().is_some_and(|user| user.id == comment.user_id);
    if !is_own {
        visitor.require(Role::Moderator)?;
    }
    let reason: String =
        removed.reason.trim().chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect();
    if reason.is_empty() {
        return Err(WebError::BadInput("A removal needs a reason, which is shown in its place.".to_owned()));
    }
    let by = writer(&state, &visitor).await?;
    state.store().remove_comment(id, by, &reason).await?;
    let place = Link::ArticlePlace(comment.article_id, format!("comment-{id}"));
    Ok(Redirect::to(&place.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_plain_text_with_lines() {
        assert_eq!(comment_text(" One.\r\nTwo.\u{c}\u{7} ").unwrap(), "One.\nTwo.");
        assert!(comment_text(" \n ").is_err());
        assert!(comment_text(&"x".repeat(4_001)).is_err());
    }
}
