//! The moderators' page.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use tidings_model::comment::Comment;
use tidings_model::id::CommentId;
use tidings_model::user::Role;
use tidings_store::moderation::{CommentAction, CommentRecord};

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::handler::show;
use crate::link::Link;
use crate::page::editor::comments::{CommentsPage, NewestComment, RecordEntry};
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

const NEWEST: i64 = 50;
/// A text on this page has so many characters at most; its place has the whole.
const LONGEST: usize = 600;

pub(crate) async fn comments(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    visitor.require(Role::Moderator)?;
    let newest = state.store().recent_comments(NEWEST).await?;
    let record = state.store().comment_records(NEWEST).await?;
    // Only the last entry about a comment says how it is now.
    let mut told: BTreeSet<CommentId> = BTreeSet::new();
    let entries = record.iter().map(|entry| {
        let is_last = told.insert(entry.comment.id);
        record_entry(entry, is_last, &visitor)
    });
    let page = CommentsPage {
        frame: visitor.frame("Moderation"),
        record: entries.collect(),
        newest: newest.iter().map(|comment| newest_comment(comment, &visitor)).collect(),
    };
    show(&page, CachePolicy::Revalidate)
}

fn newest_comment(comment: &Comment, visitor: &Visitor) -> NewestComment {
    NewestComment {
        place: Link::FindComment(comment.id),
        writer: comment.user_name.clone(),
        text: short(&comment.text),
        written: When::new(comment.written_at, visitor.now()),
    }
}

fn record_entry(entry: &CommentRecord, is_last: bool, visitor: &Visitor) -> RecordEntry {
    let (done, note_head) = match entry.action {
        CommentAction::Removed => ("removed", "Reason"),
        CommentAction::PutBack => ("put back", "Reason"),
        CommentAction::Edited => ("changed", "Before"),
    };
    let comment = &entry.comment;
    let is_removed = comment.removed.is_some() && entry.action != CommentAction::Edited;
    RecordEntry {
        place: Link::FindComment(comment.id),
        sentence: format!("{} {done} a comment by {}.", entry.by, comment.user_name),
        when: When::new(entry.at, visitor.now()),
        note_head,
        note: short(&entry.note),
        text: short(&comment.text),
        put_back: (is_removed && is_last).then_some(Link::PutCommentBack(comment.id)),
    }
}

fn short(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('\u{2026}');
    }
    short
}
