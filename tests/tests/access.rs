//! A publisher that lets in only who was given the way: what the editor typed goes there, and nowhere else.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tidings_tests::database::Database;
use tidings_tests::paper::Paper;
use tidings_tests::server::{self, Asked, Reply};
use tidings_tests::visitor::Visitor;

const PAGE: &str = "<!doctype html><html lang=en><title>Behind the gate</title><article><h1>Behind the gate</h1>
    <p>Only those with a pass read that the orchard behind the gate has been replanted with forty old kinds of pear.</p>
    <p>The first harvest is expected in six years, and the gardeners say that they are in no hurry at all.</p></article>";

fn gate(asked: &Asked) -> Reply {
    let has_pass = asked.headers.get("cookie").is_some_and(|cookie| cookie == "pass=pear");
    match asked.path.as_str() {
        "/feed" => {
            let origin = asked.origin();
            Reply::ok(
                "application/rss+xml",
                format!(
                    "<rss version='2.0'><channel><title>The Gate</title><link>{origin}/</link><item><title>Behind the gate</title>
                     <link>{origin}/pear</link><guid>pear</guid><description>Pears.</description></item></channel></rss>"
                ),
            )
        }
        "/pear" if has_pass => Reply::ok("text/html", PAGE),
        "/pear" => Reply::empty("403 Forbidden"),
        _ => Reply::empty("404 Not Found"),
    }
}

/// A path that was asked for, with the cookies that came along.
type Seen = (String, Option<String>);

#[tokio::test(flavor = "multi_thread")]
async fn what_a_publisher_gave_lets_us_in_and_goes_nowhere_else() {
    let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
    let log = Arc::clone(&seen);
    let site = server::serve(move |asked| {
        log.lock().unwrap().push((asked.path.clone(), asked.headers.get("cookie").cloned()));
        gate(asked)
    });
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let address = running.address();
    let (paper, mut visitor) = (Paper::at(&address), Visitor::at(&address));
    visitor.send("/welcome", "/add", &[("address", &format!("{site}/feed"))]).await;
    paper.until_articles(1, 60).await;
    let before = &paper.articles().await[0];
    assert!(before.notes.concat().contains("403"), "{:?}", before.notes);
    assert!(!before.paragraphs.concat().contains("orchard"), "{:?}", before.paragraphs);

    let page = visitor.get("/editor/publishers").await;
    let path = page.attributes("form[action$=access]", "action").remove(0);
    let empty = [("headers", ""), ("user", ""), ("password", ""), ("proxy", "")];
    let wrong =
        [&[("cookies", "")][..], &[("headers", "no header"), ("user", ""), ("password", ""), ("proxy", "")]];
    let refused = visitor.send("/editor/publishers", &path, &wrong.concat()).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("one a line"), "{}", refused.body);
    let given = [&[("cookies", "pass=pear")][..], &empty].concat();
    assert_eq!(visitor.send("/editor/publishers", &path, &given).await.status, 303);
    let page = visitor.get("/editor/publishers").await;
    assert!(page.body.contains("Access (given)") && !page.body.contains("pass=pear"), "{}", page.body);

    let mut after = paper.articles().await.remove(0);
    for _ in 0..120 {
        if after.paragraphs.concat().contains("orchard") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
        after = paper.articles().await.remove(0);
    }
    assert!(after.paragraphs.concat().contains("orchard"), "{after:?}");
    let asked = seen.lock().unwrap().clone();
    assert!(asked.iter().filter(|(path, _)| path == "/robots.txt").all(|(_, cookie)| cookie.is_none()));
}
