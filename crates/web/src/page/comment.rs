//! Comments as the article page shows them: threads that fold, and a reason where one was removed.

use askama::Template;
use askama::filters::HtmlSafe;
use tidings_model::comment::{COMMENT_LEVELS, Comment};
use tidings_model::id::{CommentId, UserId};
use tidings_model::time::Timestamp;
use tidings_store::comment::EDITABLE;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// What the reader may do with comments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentRights {
    /// Who reads; `None` for strangers.
    pub user_id: Option<UserId>,
    /// May write.
    pub writes: bool,
    /// May remove other people's.
    pub moderates: bool,
    /// The token of the page's forms.
    pub form_token: String,
}

/// A comment with its answers. It prints as a `<details>` element with everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/comment.html")]
pub struct Thread {
    /// Its id.
    pub id: CommentId,
    /// The comment that it answers, where that stands on a page before.
    pub above: Option<Link>,
    /// Where answers are sent.
    pub answer: Option<Link>,
    /// Where a change by its writer is sent.
    pub edit: Option<Link>,
    /// Where a removal is sent.
    pub removal: Option<Link>,
    /// Where putting it back is sent.
    pub put_back: Option<Link>,
    /// Who wrote it.
    pub writer: String,
    /// Its text; empty when it was removed.
    pub text: String,
    /// When it was written.
    pub when: When,
    /// When its writer last changed it.
    pub edited: Option<When>,
    /// Why it was removed.
    pub removed: Option<String>,
    /// The token of its forms.
    pub form_token: String,
    /// Its answers, oldest first.
    pub answers: Vec<Thread>,
}

impl HtmlSafe for Thread {}

impl Thread {
    fn new(comment: &Comment, rights: &CommentRights, now: Timestamp) -> Self {
        let is_own = rights.user_id == Some(comment.user_id);
        let is_there = comment.removed.is_none();
        let may_remove = is_there && (rights.moderates || is_own);
        let may_edit = is_there && is_own && rights.writes && now.since(comment.written_at) <= EDITABLE;
        let may_put_back = comment
            .removed
            .as_ref()
            .is_some_and(|removal| rights.moderates || (is_own && removal.by == comment.user_id));
        Self {
            id: comment.id,
            above: None,
            answer: (is_there && rights.writes).then_some(Link::WriteComment(comment.article_id)),
            edit: may_edit.then_some(Link::EditComment(comment.id)),
            removal: may_remove.then_some(Link::RemoveComment(comment.id)),
            put_back: may_put_back.then_some(Link::PutCommentBack(comment.id)),
            writer: comment.user_name.clone(),
            text: comment.text.clone(),
            when: When::new(comment.written_at, now),
            edited: comment.edited_at.filter(|_| is_there).map(|at| When::new(at, now)),
            removed: comment.removed.as_ref().map(|removal| removal.reason.clone()),
            form_token: rights.form_token.clone(),
            answers: Vec::new(),
        }
    }

    /// The paragraphs of its text.
    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n').map(str::trim).filter(|line| !line.is_empty())
    }
}

/// Folds comments, in the order of their threads (every comment after the one it answers), into trees of at most four
/// levels; deeper answers join the last level. A page may begin in the midst of a thread.
#[must_use]
pub fn threads(comments: &[Comment], rights: &CommentRights, now: Timestamp) -> Vec<Thread> {
    let mut roots = Vec::new();
    for comment in comments {
        let depth = usize::try_from(comment.depth).unwrap_or(0).min(COMMENT_LEVELS - 1);
        let mut thread = Thread::new(comment, rights, now);
        let is_here = |id: CommentId| comments.iter().any(|comment| comment.id == id);
        thread.above = comment.parent_id.filter(|id| !is_here(*id)).map(Link::FindComment);
        push(&mut roots, depth, thread);
    }
    roots
}

fn push(level: &mut Vec<Thread>, depth: usize, thread: Thread) {
    match level.last_mut() {
        Some(parent) if depth > 0 => push(&mut parent.answers, depth - 1, thread),
        _ => level.push(thread),
    }
}

/// The page of one comment's form, with what was typed and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/comment.html")]
pub struct CommentFormPage {
    /// What is around it.
    pub frame: Frame,
    /// Why it was not taken.
    pub problem: String,
    /// Where it is sent.
    pub send: Link,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// What was typed.
    pub text: String,
    /// The article's comments.
    pub back: Link,
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tidings_model::comment::Removal;
    use tidings_model::id::ArticleId;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(0);

    fn comment(id: i64, depth: i64) -> Comment {
        Comment {
            id: CommentId::new(id),
            article_id: ArticleId::new(1),
            parent_id: (depth > 0).then(|| CommentId::new(id - 1)),
            depth,
            user_id: UserId::new(id),
            user_name: "Ines".to_owned(),
            text: "One.\n\nTwo.".to_owned(),
            written_at: NOW,
            edited_at: None,
            removed: None,
        }
    }

    fn reader(id: i64) -> CommentRights {
        CommentRights { user_id: Some(UserId::new(id)), writes: true, ..CommentRights::default() }
    }

    #[test]
    fn answers_below_the_fourth_level_join_it() {
        let comments: Vec<Comment> = (0..6).map(|depth| comment(depth, depth)).collect();
        let threads = threads(&comments, &CommentRights::default(), NOW);
        let fourth = &threads[0].answers[0].answers[0].answers;
        assert_eq!(fourth.len(), 3);
        assert!(fourth.iter().all(|thread| thread.answers.is_empty()));
    }

    #[test]
    fn a_reader_removes_only_their_own_and_a_removal_shows_its_reason() {
        let mut removed = comment(2, 0);
        let by = UserId::new(9);
        removed.removed = Some(Removal { at: NOW, by, reason: "An insult.".to_owned() });
        let threads = threads(&[comment(1, 0), removed, comment(3, 0)], &reader(1), NOW);
        assert!(threads[0].removal.is_some() && threads[1].removal.is_none() && threads[2].removal.is_none());
        assert!(threads[1].to_string().contains("An insult.") && threads[1].put_back.is_none());
    }

    #[test]
    fn ones_own_comment_can_be_changed_for_a_quarter_of_an_hour_and_ones_own_removal_undone() {
        let later = NOW.plus(EDITABLE + Duration::from_secs(1));
        assert!(threads(&[comment(1, 0)], &reader(1), NOW)[0].edit.is_some());
        assert!(threads(&[comment(1, 0)], &reader(1), later)[0].edit.is_none());
        assert!(threads(&[comment(1, 0)], &reader(2), NOW)[0].edit.is_none());
        let mut own = comment(1, 0);
        own.removed = Some(Removal { at: NOW, by: own.user_id, reason: "A slip.".to_owned() });
        assert!(threads(&[own.clone()], &reader(1), later)[0].put_back.is_some());
        assert!(threads(&[own], &reader(2), later)[0].put_back.is_none());
    }

    #[test]
    fn a_page_that_begins_within_a_thread_leads_to_what_is_answered() {
        let threads = threads(&[comment(7, 2), comment(8, 3)], &CommentRights::default(), NOW);
        assert_eq!(threads[0].above, Some(Link::FindComment(CommentId::new(6))));
        assert_eq!(threads[0].answers[0].above, None);
    }
}
