//! A page of an article's comments out of rows.

use tidings_model::comment::Comment;
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::user::Role;
use tidings_store::comment_page::CommentPage;

use crate::link::Link;
use crate::page::article::CommentsView;
use crate::page::comment::{CommentRights, threads};
use crate::return_to::ReturnTo;
use crate::visitor::Visitor;

/// Comments on a page.
pub(crate) const COMMENTS: usize = 100;
/// Bytes of text on a page, as they are printed: long comments end it sooner.
const BYTES: usize = 80_000;

/// Which page of an article's comments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// The article.
    pub(crate) article_id: ArticleId,
    /// Newest threads first.
    pub(crate) newest_first: bool,
    /// The comment with which the page begins.
    pub(crate) from: Option<CommentId>,
}

/// The page for a visitor, who writes as `user_id`.
pub(crate) fn comments(
    mut page: CommentPage,
    asked: Asked,
    user_id: Option<UserId>,
    visitor: &Visitor,
) -> CommentsView {
    let Asked { article_id, newest_first, from } = asked;
    if let Some(first_left) = shorten(&mut page.comments) {
        page.next = Some(first_left);
    }
    let writes = !visitor.is_stranger();
    let rights = CommentRights {
        user_id,
        writes,
        moderates: visitor.has(Role::Moderator),
        form_token: visitor.frame("").form_token,
    };
    CommentsView {
        threads: threads(&page.comments, &rights, visitor.now()),
        present: page.present,
        first: from.map(|_| Link::CommentPage(article_id, newest_first, None)),
        next: page.next.map(|next| Link::CommentPage(article_id, newest_first, Some(next))),
        other_order: Link::CommentPage(article_id, !newest_first, None),
        write: writes.then_some(Link::WriteComment(article_id)),
        sign_in: Link::SignInThen(ReturnTo::new(&Link::ArticleComments(article_id).to_string())),
        newest_first,
    }
}

/// Keeps the comments that find room; gives the first that does not.
fn shorten(comments: &mut Vec<Comment>) -> Option<CommentId> {
    let mut room = BYTES;
    let over = comments.iter().position(|comment| {
        let size = printed(&comment.text);
        let is_over = size > room;
        room = room.saturating_sub(size);
        is_over
    })?;
    let over = over.max(1);
    let first_left = comments.get(over).map(|comment| comment.id);
    comments.truncate(over);
    first_left
}

/// Bytes of a text in markup, where five signs are written as references.
fn printed(text: &str) -> usize {
    text.bytes().map(|byte| if b"<>&\"'".contains(&byte) { 5 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use tidings_model::time::Timestamp;

    use super::*;

    fn comment(id: i64, text: &str) -> Comment {
        Comment {
            id: CommentId::new(id),
            article_id: ArticleId::new(1),
            parent_id: None,
            depth: 0,
            user_id: UserId::new(1),
            user_name: "Ines".to_owned(),
            text: text.to_owned(),
            written_at: Timestamp::from_millis(0),
            edited_at: None,
            removed: None,
        }
    }

    #[test]
    fn long_comments_end_a_page_sooner_and_short_ones_do_not() {
        let mut short: Vec<_> = (0..100).map(|id| comment(id, "Yes.")).collect();
        assert_eq!((shorten(&mut short), short.len()), (None, 100));
        let mut long: Vec<_> = (0..100).map(|id| comment(id, &"<".repeat(4_000))).collect();
        assert_eq!((shorten(&mut long), long.len()), (Some(CommentId::new(4)), 4));
    }
}
