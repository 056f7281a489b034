//! Comments: threads in order, lengths, rights to remove, and the moderators' log.

use tidings_model::comment::NewComment;
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::user::Role;
use tidings_store::comment::{CommentOrder, CommentOutcome};

use crate::account::user;
use crate::fixture::{Bench, entry, on_every_database, page};

async fn write(
    bench: &Bench,
    article_id: ArticleId,
    user_id: UserId,
    parent_id: Option<CommentId>,
) -> CommentId {
    let text = format!("a comment on {parent_id:?}");
    let new = NewComment { article_id, parent_id, user_id, text };
    match bench.store.add_comment(&new).await.unwrap() {
        CommentOutcome::Added(id) => id,
        other => panic!("not added: {other:?}"),
    }
}

#[test]
fn answers_follow_what_they_answer_in_both_orders() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let first = write(&bench, article, ada, None).await;
        let second = write(&bench, article, ada, None).await;
        let answer = write(&bench, article, ada, Some(first)).await;
        let deeper = write(&bench, article, ada, Some(answer)).await;
        let comments = bench.store.comments(article, CommentOrder::OldestFirst).await.unwrap();
        let order: Vec<(CommentId, i64)> =
            comments.iter().map(|comment| (comment.id, comment.depth)).collect();
        assert_eq!(order, [(first, 0), (answer, 1), (deeper, 2), (second, 0)]);
        let newest = bench.store.comments(article, CommentOrder::NewestFirst).await.unwrap();
        let order: Vec<CommentId> = newest.iter().map(|comment| comment.id).collect();
        assert_eq!(order, [second, first, answer, deeper]);
        assert_eq!(bench.store.recent_comments(2).await.unwrap()[0].id, deeper);
    });
}

#[test]
fn a_very_deep_thread_goes_on_beside() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let mut last = None;
        for _ in 0..40 {
            last = Some(write(&bench, article, ada, last).await);
        }
        let comments = bench.store.comments(article, CommentOrder::OldestFirst).await.unwrap();
        assert_eq!(comments.iter().map(|comment| comment.depth).max(), Some(31));
        assert!(comments.is_sorted_by_key(|comment| comment.id));
    });
}

#[test]
fn empty_long_and_misplaced_comments_are_refused() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let elsewhere = bench.paged("tower.example", "tower").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let there = write(&bench, elsewhere, ada, None).await;
        let new = |text: &str, article_id, parent_id, user_id| NewComment {
            article_id,
            parent_id,
            user_id,
            text: text.to_owned(),
        };
        let refused = [
            (new("  ", article, None, ada), CommentOutcome::WrongLength),
            (new(&"é".repeat(4_001), article, None, ada), CommentOutcome::WrongLength),
            (new("text", ArticleId::new(1), None, ada), CommentOutcome::Missing),
            (new("text", article, Some(there), ada), CommentOutcome::Missing),
            (new("text", article, None, UserId::new(1)), CommentOutcome::Missing),
        ];
        for (comment, outcome) in refused {
            assert_eq!(bench.store.add_comment(&comment).await.unwrap(), outcome);
        }
        assert!(bench.store.comments(article, CommentOrder::OldestFirst).await.unwrap().is_empty());
    });
}

#[test]
fn only_a_moderator_or_the_writer_can_remove_a_comment() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let bob = user(&bench, "Bob", Role::Reader).await.id;
        let moderator = user(&bench, "Mo", Role::Moderator).await.id;
        let (first, second) =
            (write(&bench, article, ada, None).await, write(&bench, article, ada, None).await);
        assert_eq!(store.comment(first).await.unwrap().unwrap().user_id, ada);
        assert!(!store.remove_comment(first, bob, "I disagree").await.unwrap());
        assert!(store.remove_comment(first, moderator, "an insult").await.unwrap());
        assert!(!store.remove_comment(first, moderator, "twice").await.unwrap());
        assert!(store.remove_comment(second, ada, "a slip").await.unwrap());
        let comments = store.comments(article, CommentOrder::OldestFirst).await.unwrap();
        assert!(comments[0].text.is_empty());
        assert_eq!(comments[0].removed.as_ref().unwrap().reason, "an insult");
        let log = store.moderation_log(10).await.unwrap();
        let by: Vec<&str> = log.iter().map(|entry| entry.removed_by.as_str()).collect();
        assert_eq!((by.len(), by.contains(&"Mo"), by.contains(&"Ada")), (2, true, true));
        assert!(log.iter().all(|entry| !entry.comment.text.is_empty()));
    });
}

#[test]
fn comments_go_over_to_the_article_that_theirs_is_merged_into() {
    on_every_database(|bench| async move {
        let site = "harbour.example";
        let kept = bench.paged(site, "wall").await;
        bench.polled("digest.example", vec![entry(site, "wall-mobile")]).await;
        let job = bench.claim(tidings_model::job::JobKind::Page).await;
        let merged = ArticleId::new(job.subject);
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let comment = write(&bench, merged, ada, None).await;
        bench.store.save_page(&job, merged, &page(site, "wall", "Text"), &bench.check()).await.unwrap();
        let comments = bench.store.comments(kept, CommentOrder::OldestFirst).await.unwrap();
        assert_eq!(comments.iter().map(|comment| comment.id).collect::<Vec<_>>(), [comment]);
    });
}

#[test]
fn the_owner_of_a_personal_paper_has_one_account_without_a_password() {
    on_every_database(|bench| async move {
        let taken = user(&bench, "owner", Role::Reader).await.id;
        let (one, other) = tokio::join!(bench.store.owner(), bench.store.owner());
        let owner = one.unwrap();
        assert_eq!(other.unwrap(), owner);
        assert_ne!(owner, taken);
        assert_eq!(bench.store.users().await.unwrap().len(), 2);
        let name = bench.store.user(owner).await.unwrap().unwrap().name;
        assert_eq!(bench.store.credentials(&name).await.unwrap(), None);
    });
}
