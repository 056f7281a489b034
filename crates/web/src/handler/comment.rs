//! Writing, changing, removing comments, and putting them back.

use std::net::IpAddr;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;
use tidings_model::comment::{Comment, NewComment};
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::user::Role;
use tidings_store::comment::{CommentOutcome, EditOutcome};

use super::request::Id;
use super::show;
use super::sign_in::{too_often, wait_words};
use crate::cache::CachePolicy;
use crate::client::ClientAddress;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::page::comment::CommentFormPage;
use crate::server::counted_as;
use crate::state::WebState;
use crate::throttle::Rate;
use crate::visitor::Visitor;

const LONGEST: usize = 4_000;
const LONGEST_REASON: usize = 300;
/// Of a reader: 10 at once, then one in half a minute.
const READER: Rate = Rate { burst: 10, each: Duration::from_secs(30) };
/// Of those who keep the paper: 60 at once, then one in five seconds.
const KEEPER: Rate = Rate { burst: 60, each: Duration::from_secs(5) };
/// From one address: 60 at once, then one in ten seconds.
const ADDRESS: Rate = Rate { burst: 60, each: Duration::from_secs(10) };

const LENGTH: &str = "A comment has 1 to 4,000 characters.";
const TOO_LATE: &str =
    "A comment can be changed for 15 minutes, and those are over. Write an answer to it instead.";

/// Whose comments are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum CommentKey {
    Writer(UserId),
    Address(IpAddr),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    text: String,
    parent: Option<String>,
}

/// Why a comment was not taken; what was typed is shown again with it.
#[derive(Debug, Clone, Copy)]
enum Problem {
    Sentence(&'static str),
    TooOften(Duration),
}

pub(crate) async fn write(
    State(state): State<WebState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Id(article_id): Id<ArticleId>,
    Posted(written): Posted<Written>,
) -> Result<Response, WebError> {
    let user_id = writer(&state, &visitor).await?;
    let parent_id = match written.parent.as_deref() {
        None | Some("") => None,
        Some(parent) => Some(parent.parse().map_err(|_ignored| WebError::NotFound)?),
    };
    let form = CommentFormPage {
        frame: visitor.frame(if parent_id.is_some() { "Your answer" } else { "Your comment" }),
        problem: String::new(),
        send: Link::WriteComment(article_id),
        parent: parent_id,
        text: written.text,
        back: Link::ArticleComments(article_id),
    };
    let text = match checked(&state, &form.text, (user_id, address), &visitor) {
        Ok(text) => text,
        Err(problem) => return again(form, problem),
    };
    match state.store().add_comment(&NewComment { article_id, parent_id, user_id, text }).await? {
        CommentOutcome::Added(id) => to_comment(&state, article_id, id).await,
        CommentOutcome::Missing => Err(WebError::NotFound),
        CommentOutcome::WrongLength => again(form, Problem::Sentence(LENGTH)),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Changed {
    text: String,
}

pub(crate) async fn edit(
    State(state): State<WebState>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Id(id): Id<CommentId>,
    Posted(changed): Posted<Changed>,
) -> Result<Response, WebError> {
    let user_id = writer(&state, &visitor).await?;
    let comment = state.store().comment(id).await?.ok_or(WebError::NotFound)?;
    if comment.user_id != user_id {
        return Err(WebError::Forbidden);
    }
    let form = CommentFormPage {
        frame: visitor.frame("Your comment"),
        problem: String::new(),
        send: Link::EditComment(id),
        parent: None,
        text: changed.text,
        back: Link::FindComment(id),
    };
    let text = match checked(&state, &form.text, (user_id, address), &visitor) {
        Ok(text) => text,
        Err(problem) => return again(form, problem),
    };
    match state.store().edit_comment(id, user_id, &text).await? {
        EditOutcome::Done => to_comment(&state, comment.article_id, id).await,
        EditOutcome::WrongLength => again(form, Problem::Sentence(LENGTH)),
        EditOutcome::TooLate => again(form, Problem::Sentence(TOO_LATE)),
        EditOutcome::Missing => Err(WebError::NotFound),
    }
}

/// The form again, with what was typed.
fn again(mut form: CommentFormPage, problem: Problem) -> Result<Response, WebError> {
    match problem {
        Problem::Sentence(sentence) => {
            sentence.clone_into(&mut form.problem);
            let mut page = show(&form, CachePolicy::Never)?;
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Problem::TooOften(wait) => {
            let words = wait_words(wait);
            form.problem =
                format!("Many comments came from you in a short time. {words} Your text is kept below.");
            Ok(too_often(show(&form, CachePolicy::Never)?, wait))
        }
    }
}

/// The text that is kept, when it is one and is not one too many.
fn checked(
    state: &WebState,
    written: &str,
    who: (UserId, IpAddr),
    visitor: &Visitor,
) -> Result<String, Problem> {
    let text = comment_text(written)?;
    may_write(state, who, visitor)?;
    Ok(text)
}

fn may_write(
    state: &WebState,
    (user_id, address): (UserId, IpAddr),
    visitor: &Visitor,
) -> Result<(), Problem> {
    let rate = if visitor.has(Role::Moderator) { KEEPER } else { READER };
    let keys = [(CommentKey::Writer(user_id), rate), (CommentKey::Address(counted_as(address)), ADDRESS)];
    state.comments().count(&keys, visitor.now()).map_err(Problem::TooOften)
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
fn comment_text(written: &str) -> Result<String, Problem> {
    let kept: String =
        written.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = kept.trim();
    match text.chars().count() {
        0 => Err(Problem::Sentence("The comment has no text.")),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(Problem::Sentence(
            "The comment is longer than 4,000 characters. Make it shorter, or send it in parts.",
        )),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reason {
    reason: String,
}

impl Reason {
    fn short(&self) -> String {
        self.reason.trim().chars().filter(|c| !c.is_control()).take(LONGEST_REASON).collect()
    }
}

pub(crate) async fn remove(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<CommentId>,
    Posted(why): Posted<Reason>,
) -> Result<Response, WebError> {
    let (comment, by) = touched(&state, &visitor, id).await?;
    let reason = why.short();
    if reason.is_empty() {
        return Err(WebError::BadInput("A removal needs a reason, which is shown in its place.".to_owned()));
    }
    state.store().remove_comment(id, by, &reason).await?;
    to_comment(&state, comment.article_id, id).await
}

pub(crate) async fn put_back(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<CommentId>,
    Posted(why): Posted<Reason>,
) -> Result<Response, WebError> {
    let (comment, by) = touched(&state, &visitor, id).await?;
    let is_anothers = comment.removed.as_ref().is_some_and(|removal| removal.by != by);
    if is_anothers {
        visitor.require(Role::Moderator)?;
    }
    state.store().put_comment_back(id, by, &why.short()).await?;
    to_comment(&state, comment.article_id, id).await
}

/// A comment that the visitor may remove or put back, and as whom: one's own, or anybody's for a moderator.
async fn touched(state: &WebState, visitor: &Visitor, id: CommentId) -> Result<(Comment, UserId), WebError> {
    let by = writer(state, visitor).await?;
    let comment = state.store().comment(id).await?.ok_or(WebError::NotFound)?;
    if comment.user_id != by {
        visitor.require(Role::Moderator)?;
    }
    Ok((comment, by))
}

/// Leads to a comment's place among the others.
pub(crate) async fn find(State(state): State<WebState>, Id(id): Id<CommentId>) -> Result<Response, WebError> {
    let comment = state.store().comment(id).await?.ok_or(WebError::NotFound)?;
    to_comment(&state, comment.article_id, id).await
}

async fn to_comment(state: &WebState, article_id: ArticleId, id: CommentId) -> Result<Response, WebError> {
    let from = state.store().comment_page_of(id).await?;
    Ok(Redirect::to(&Link::CommentPlace(article_id, from, id).to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_plain_text_with_lines() {
        assert!(matches!(comment_text(" One.\r\nTwo.\u{c}\u{7} "), Ok(text) if text == "One.\nTwo."));
        assert!(comment_text(" \n ").is_err());
        assert!(comment_text(&"x".repeat(4_001)).is_err());
    }
}
