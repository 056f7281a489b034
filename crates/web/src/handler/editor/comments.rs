//! The moderators' page.

use axum::extract::State;
use axum::response::Response;
use tidings_model::comment::Comment;
use tidings_model::user::Role;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::handler::show;
use crate::link::Link;
use crate::page::editor::comments::{CommentsPage, LoggedComment};
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

const NEWEST: i64 = 50;

pub(crate) async fn comments(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    visitor.require(Role::Moderator)?;
    let newest = state.store().recent_comments(NEWEST).await?;
    let removed = state.store().moderation_log(NEWEST).await?;
    let page = CommentsPage {
        frame: visitor.frame("Moderation"),
        newest: newest.iter().map(|comment| logged(comment, &visitor)).collect(),
        removed: removed.iter().map(|entry| logged(&entry.comment, &visitor)).collect(),
    };
    show(&page, CachePolicy::Revalidate)
}

fn logged(comment: &Comment, visitor: &Visitor) -> LoggedComment {
    let removal = comment.removed.as_ref();
    LoggedComment {
        article: Link::ArticlePlace(comment.article_id, format!("comment-{}", comment.id)),
        writer: comment.user_name.clone(),
        text: comment.text.clone(),
        written: When::new(comment.written_at, visitor.now()),
        removed: removal.map(|removal| (removal.reason.clone(), When::new(removal.at, visitor.now()))),
    }
}
