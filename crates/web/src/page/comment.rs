//! Comments as the article page shows them: threads that fold, and a reason where one was removed.

use askama::Template;
use askama::filters::HtmlSafe;
use tidings_model::comment::{COMMENT_LEVELS, Comment};
use tidings_model::id::{CommentId, UserId};
use tidings_model::time::Timestamp;

use crate::link::Link;
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
    /// Where answers are sent.
    pub answer: Option<Link>,
    /// Where a removal is sent.
    pub removal: Option<Link>,
    /// Who wrote it.
    pub writer: String,
    /// Its paragraphs; empty when it was removed.
    pub paragraphs: Vec<String>,
    /// When it was written.
    pub when: When,
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
        let paragraphs = comment.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        Self {
            id: comment.id,
            answer: (is_there && rights.writes).then_some(Link::WriteComment(comment.article_id)),
            removal: may_remove.then_some(Link::RemoveComment(comment.id)),
            writer: comment.user_name.clone(),
            paragraphs: paragraphs.map(str::to_owned).collect(),
            when: When::new(comment.written_at, now),
            removed: comment.removed.as_ref().map(|removal| removal.reason.clone()),
            form_token: rights.form_token.clone(),
            answers: Vec::new(),
        }
    }

    fn count(&self) -> usize {
        1 + self.answers.iter().map(Self::count).sum::<usize>()
    }
}

/// How many comments there are in all threads.
#[must_use]
pub fn total(threads: &[Thread]) -> usize {
    threads.iter().map(Thread::count).sum()
}

/// Folds comments, in the order of their threads (every comment after the one it answers), into trees of at most four
/// levels; deeper answers join the last level.
#[must_use]
pub fn threads(comments: &[Comment], rights: &CommentRights, now: Timestamp) -> Vec<Thread> {
    let mut roots = Vec::new();
    for comment in comments {
        let depth = usize::try_from(comment.depth).unwrap_or(0).min(COMMENT_LEVELS - 1);
        push(&mut roots, depth, Thread::new(comment, rights, now));
    }
    roots
}

fn push(level: &mut Vec<Thread>, depth: usize, thread: Thread) {
    match level.last_mut() {
        Some(parent) if depth > 0 => push(&mut parent.answers, depth - 1, thread),
        _ => level.push(thread),
    }
}

#[cfg(test)]
mod tests {
    use tidings_model::comment::Removal;
    use tidings_model::id::ArticleId;

    use super::*;

    fn comment(id: i64, depth: i64) -> Comment {
        Comment {
            id: CommentId::new(id),
            article_id: ArticleId::new(1),
            parent_id: None,
            depth,
            user_id: UserId::new(id),
            user_name: "Ines".to_owned(),
            text: "One.\n\nTwo.".to_owned(),
            written_at: Timestamp::from_millis(0),
            removed: None,
        }
    }

    #[test]
    fn answers_below_the_fourth_level_join_it() {
        let comments: Vec<Comment> = (0..6).map(|depth| comment(depth, depth)).collect();
        let threads = threads(&comments, &CommentRights::default(), Timestamp::from_millis(0));
        let fourth = &threads[0].answers[0].answers[0].answers;
        assert_eq!(fourth.len(), 3);
        assert!(fourth.iter().all(|thread| thread.answers.is_empty()));
        assert_eq!(total(&threads), 6);
    }

    #[test]
    fn a_reader_removes_only_their_own_and_a_removal_shows_its_reason() {
        let mut removed = comment(2, 0);
        removed.removed = Some(Removal { at: Timestamp::from_millis(1), reason: "An insult.".to_owned() });
        let rights =
            CommentRights { user_id: Some(UserId::new(1)), writes: true, ..CommentRights::default() };
        let threads = threads(&[comment(1, 0), removed, comment(3, 0)], &rights, Timestamp::from_millis(0));
        assert!(threads[0].removal.is_some() && threads[1].removal.is_none() && threads[2].removal.is_none());
        assert!(threads[1].to_string().contains("An insult."));
    }
}
