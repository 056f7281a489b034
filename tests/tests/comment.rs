//! Comments from outside: nothing typed is lost, one's own can be changed, a removal can be undone, and too many are put off.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use tidings_tests::binary::{self, Running};
use tidings_tests::database::Database;
use tidings_tests::mill;
use tidings_tests::page::Answer;
use tidings_tests::paper::Paper;
use tidings_tests::visitor::Visitor;

const SECRET: &str = "a long and quiet password";

/// A public paper with one article, a reader called Ada and a moderator called Mo; gives the article's page.
async fn paper() -> (Database, Running, String, String) {
    let database = Database::sqlite();
    let added = database.run(&["add", &mill::serve(), "--allow-network", "127.0.0.1/32"]);
    assert!(added.status.success(), "{}", binary::text(&added.stderr));
    let personal = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let reading = Paper::at(&personal.address());
    reading.until_articles(1, 60).await;
    let page = format!("/article/{}", reading.article_ids().await.remove(0));
    drop(personal);
    let public = database.start(&["serve", "--listen", "127.0.0.1:0", "--mode", "public"]);
    let address = public.address();
    for (name, role) in [("Ada", "reader"), ("Mo", "moderator")] {
        let link = binary::text(&database.run(&["user", "link", role, "--mode", "public"]).stdout);
        let (_, path) = link.trim().split_at(link.find("/account/").unwrap());
        Visitor::at(&address).join(path, name, SECRET).await;
    }
    (database, public, address, page)
}

async fn signed_in(address: &str, name: &str) -> Visitor {
    let mut visitor = Visitor::at(address);
    assert_eq!(visitor.sign_in(name, SECRET).await.status, 303);
    visitor
}

async fn write(visitor: &mut Visitor, page: &str, text: &str) -> Answer {
    visitor.send(page, &format!("{page}/comment"), &[("text", text)]).await
}

fn id_of(written: &Answer) -> String {
    written.header("location").unwrap().split_once("#comment-").unwrap().1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_changed_removed_and_put_back() {
    let (_database, _running, address, page) = paper().await;
    let mut ada = signed_in(&address, "Ada").await;
    let id = id_of(&write(&mut ada, &page, "The weel turns.").await);
    let edit = format!("/comment/{id}/edit");
    let too_long = "x".repeat(4_001);
    let refused = ada.send(&page, &edit, &[("text", &too_long)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("main textarea"), [too_long], "what was typed is there again");
    assert_eq!(ada.send(&page, &edit, &[("text", "The wheel turns.")]).await.status, 303);
    let read = ada.get(&page).await;
    assert!(read.texts(".thread > p").contains(&"The wheel turns.".to_owned()), "{}", read.body);
    assert!(read.texts(".thread summary").concat().contains("edited"));

    let mut mo = signed_in(&address, "Mo").await;
    let (remove, put_back) = (format!("/comment/{id}/remove"), format!("/comment/{id}/put-back"));
    assert_eq!(mo.send(&page, &remove, &[("reason", "By mistake.")]).await.status, 303);
    let removed = ada.get(&page).await;
    let count = removed.texts(".comments > .quiet").concat();
    assert!(count.starts_with("0 comments") && !removed.body.contains("The wheel turns."), "{count}");
    assert!(removed.body.contains("Removed: <bdi>By mistake.</bdi>"));
    assert_eq!(ada.send("/settings", &put_back, &[("reason", "mine")]).await.status, 403);
    let record = mo.get("/editor/comments").await;
    assert_eq!(record.attributes("main form", "action"), [put_back.as_str()], "{}", record.body);
    assert_eq!(mo.send("/editor/comments", &put_back, &[("reason", "It was fair.")]).await.status, 303);
    let back = ada.get(&page).await;
    assert!(back.body.contains("The wheel turns.") && back.body.contains("1 comment,"), "{}", back.body);
    let told = mo.get("/editor/comments").await.texts(".log").concat();
    for sentence in [
        "Mo removed a comment by Ada.",
        "Mo put back a comment by Ada.",
        "Ada changed a comment by Ada.",
        "It was fair.",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_comments_are_put_off_and_nothing_typed_is_lost() {
    let (_database, _running, address, page) = paper().await;
    let mut ada = signed_in(&address, "Ada").await;
    for number in 0..10 {
        assert_eq!(write(&mut ada, &page, &format!("Comment {number}.")).await.status, 303, "{number}");
    }
    let text = "A long thought <with> signs & \"quotes\".";
    let put_off = write(&mut ada, &page, text).await;
    assert_eq!(put_off.status, 429);
    let sentence = put_off.texts("[role=alert]").concat();
    assert!(sentence.contains("Wait") && sentence.contains("kept below"), "{sentence}");
    assert_eq!(put_off.texts("main textarea"), [text]);
    assert_eq!(put_off.attributes("main form", "action"), [format!("{page}/comment")]);
    let mut mo = signed_in(&address, "Mo").await;
    assert_eq!(write(&mut mo, &page, "Others still write.").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_comments_come_in_pages_that_lead_on() {
    let (_database, _running, address, page) = paper().await;
    let mut mo = signed_in(&address, "Mo").await;
    let long = "Rye and oak. ".repeat(300);
    let mut last = String::new();
    for _ in 0..30 {
        last = id_of(&write(&mut mo, &page, &long).await);
    }
    let (mut at, mut seen, mut pages) = (format!("{page}?comments=newest"), Vec::new(), 0);
    loop {
        let read = mo.get(&at).await;
        assert!(read.body.len() < 250_000, "{}", read.body.len());
        seen.extend(read.attributes(".thread", "id"));
        pages += 1;
        match read.attributes(".comments a[rel=next]", "href").into_iter().next() {
            Some(next) => at = next.split('#').next().unwrap().to_owned(),
            None => break,
        }
    }
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((all, seen.len(), pages), (30, 30, 2));
    let place = mo.get(&format!("/comment/{last}")).await.header("location").unwrap().to_owned();
    let there = mo.get(place.split('#').next().unwrap()).await;
    assert_eq!(there.attributes(".thread", "id")[0], format!("comment-{last}"));
}
