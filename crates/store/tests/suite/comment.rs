//! Comments: threads in order, lengths, rights to remove, and the moderators' log.

use tidings_model::comment::{Comment, NewComment};
use tidings_model::id::{ArticleId, CommentId, UserId};
use tidings_model::user::Role;
use tidings_store::comment::{CommentOutcome, EDITABLE, EditOutcome};
use tidings_store::comment_page::CommentOrder;
use tidings_store::moderation::CommentAction;

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

async fn all(bench: &Bench, article_id: ArticleId) -> Vec<Comment> {
    bench.store.comments(article_id, CommentOrder::OldestFirst, None, 100).await.unwrap().comments
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
        let comments = all(&bench, article).await;
        let order: Vec<(CommentId, i64)> =
            comments.iter().map(|comment| (comment.id, comment.depth)).collect();
        assert_eq!(order, [(first, 0), (answer, 1), (deeper, 2), (second, 0)]);
        let newest =
            bench.store.comments(article, CommentOrder::NewestFirst, None, 100).await.unwrap().comments;
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
        let comments = all(&bench, article).await;
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
        assert!(all(&bench, article).await.is_empty());
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
        let comments = all(&bench, article).await;
        assert!(comments[0].text.is_empty());
        assert_eq!(comments[0].removed.as_ref().unwrap().reason, "an insult");
        let log = store.comment_records(10).await.unwrap();
        let by: Vec<&str> = log.iter().map(|entry| entry.by.as_str()).collect();
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
        let comments = all(&bench, kept).await;
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

#[test]
fn pages_follow_each_other_in_both_orders_and_lose_nothing() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let mut ids = Vec::new();
        for number in 0..25_usize {
            let parent = (number % 4 != 0).then(|| ids[number - 1 - (number % 3).min(number - 1)]);
            ids.push(write(&bench, article, ada, parent).await);
        }
        for order in [CommentOrder::OldestFirst, CommentOrder::NewestFirst] {
            let whole = bench.store.comments(article, order, None, 100).await.unwrap();
            assert_eq!((whole.comments.len(), whole.next, whole.present), (25, None, 25));
            let (mut paged, mut from) = (Vec::new(), None);
            loop {
                let page = bench.store.comments(article, order, from, 4).await.unwrap();
                assert!(page.comments.len() <= 4);
                paged.extend(page.comments);
                from = page.next;
                if from.is_none() {
                    break;
                }
            }
            assert_eq!(paged, whole.comments);
        }
        let elsewhere = bench.paged("tower.example", "tower").await;
        let stray =
            bench.store.comments(elsewhere, CommentOrder::OldestFirst, Some(ids[9]), 4).await.unwrap();
        assert!(stray.comments.is_empty(), "a place under another article is none");
    });
}

#[test]
fn a_comment_is_found_on_its_page() {
    on_every_database(|bench| async move {
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let first = write(&bench, article, ada, None).await;
        assert_eq!(bench.store.comment_page_of(first).await.unwrap(), None);
        let mut last = first;
        for _ in 0..30 {
            last = write(&bench, article, ada, Some(first)).await;
        }
        assert_eq!(bench.store.comment_page_of(last).await.unwrap(), Some(last));
        let thread = write(&bench, article, ada, None).await;
        let answer = write(&bench, article, ada, Some(thread)).await;
        assert_eq!(bench.store.comment_page_of(answer).await.unwrap(), Some(thread));
        assert_eq!(bench.store.comment_page_of(CommentId::new(1)).await.unwrap(), None);
    });
}

#[test]
fn a_removal_leaves_the_count_and_can_be_undone_with_a_record() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let bob = user(&bench, "Bob", Role::Reader).await.id;
        let moderator = user(&bench, "Mo", Role::Moderator).await.id;
        let id = write(&bench, article, ada, None).await;
        let text = store.comment(id).await.unwrap().unwrap().text;
        assert!(store.remove_comment(id, moderator, "by mistake").await.unwrap());
        let page = store.comments(article, CommentOrder::OldestFirst, None, 100).await.unwrap();
        assert_eq!((page.comments.len(), page.present), (1, 0));
        assert!(!store.put_comment_back(id, ada, "mine").await.unwrap(), "a moderator removed it");
        assert!(!store.put_comment_back(id, bob, "not mine").await.unwrap());
        assert!(store.put_comment_back(id, moderator, "it was fair").await.unwrap());
        assert!(!store.put_comment_back(id, moderator, "twice").await.unwrap());
        let back = store.comment(id).await.unwrap().unwrap();
        assert_eq!((back.text, back.removed), (text, None));
        assert!(store.remove_comment(id, ada, "a slip").await.unwrap());
        assert!(store.put_comment_back(id, ada, "").await.unwrap(), "one's own removal");
        let record = store.comment_records(10).await.unwrap();
        let done: Vec<_> =
            record.iter().map(|entry| (entry.action, entry.by.as_str(), entry.note.as_str())).collect();
        let (removed, put_back) = (CommentAction::Removed, CommentAction::PutBack);
        assert_eq!(
            done,
            [
                (put_back, "Ada", ""),
                (removed, "Ada", "a slip"),
                (put_back, "Mo", "it was fair"),
                (removed, "Mo", "by mistake")
            ]
        );
    });
}

#[test]
fn a_comment_is_changed_by_its_writer_for_a_quarter_of_an_hour() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let article = bench.paged("harbour.example", "wall").await;
        let ada = user(&bench, "Ada", Role::Reader).await.id;
        let moderator = user(&bench, "Mo", Role::Moderator).await.id;
        let id = write(&bench, article, ada, None).await;
        let before = store.comment(id).await.unwrap().unwrap();
        assert_eq!(before.edited_at, None);
        assert_eq!(
            store.edit_comment(id, moderator, "words in her mouth").await.unwrap(),
            EditOutcome::Missing
        );
        assert_eq!(store.edit_comment(id, ada, &"x".repeat(4_001)).await.unwrap(), EditOutcome::WrongLength);
        assert_eq!(store.edit_comment(id, ada, &before.text).await.unwrap(), EditOutcome::Done);
        assert_eq!(store.comment(id).await.unwrap().unwrap().edited_at, None, "nothing changed");
        assert_eq!(store.edit_comment(id, ada, "Better words.").await.unwrap(), EditOutcome::Done);
        let after = store.comment(id).await.unwrap().unwrap();
        assert!(after.text == "Better words." && after.edited_at.is_some());
        let record = store.comment_records(10).await.unwrap();
        assert_eq!(
            (record[0].action, record[0].note.as_str()),
            (CommentAction::Edited, before.text.as_str())
        );
        bench.clock.advance(EDITABLE + std::time::Duration::from_secs(1));
        assert_eq!(store.edit_comment(id, ada, "Too late.").await.unwrap(), EditOutcome::TooLate);
        assert!(store.remove_comment(id, ada, "a slip").await.unwrap());
        assert_eq!(store.edit_comment(id, ada, "Gone.").await.unwrap(), EditOutcome::Missing);
    });
}
