//! Trust from outside: what a feed says of another site's page stands nowhere under that site's name.

#![expect(clippy::indexing_slicing, reason = "a failure here is a failed test")]

use std::time::Duration;

use tidings_tests::database::Database;
use tidings_tests::paper::Paper;
use tidings_tests::server::{self, Asked, Reply, free_port};
use tidings_tests::visitor::Visitor;

/// A feed with an item of its own, one without address and headline, and one about another site's page that cannot be had.
fn answer(asked: &Asked) -> Reply {
    let origin = asked.origin();
    match asked.path.as_str() {
        "/feed" => Reply::ok(
            "application/rss+xml",
            format!(
                "<rss version='2.0'><channel><title>Evil Post</title><link>{origin}/</link>
                 <item><title>The mayor took gold</title><link>https://ledger.example/mayor</link><description>
                 The mayor of Port Averil took gold on Monday. “I took it all,” said the mayor of Port Averil.</description></item>
                 <item><description>A note without a headline. It has no address.</description>
                 <guid isPermaLink='false'>mailto:desk@evil.example</guid></item></channel></rss>"
            ),
        ),
        _ => Reply::empty("404 Not Found"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_shown_as_what_it_is_and_under_no_other_name() {
    let publisher = server::serve(answer);
    let database = Database::sqlite();
    let listen = format!("127.0.0.1:{}", free_port());
    let running = database.start(&["--listen", &listen, "--allow-network", "127.0.0.1/32"]);
    let address = running.address();
    let (paper, mut visitor) = (Paper::at(&address), Visitor::at(&address));
    let added = visitor.send("/welcome", "/add", &[("address", &format!("{publisher}/feed"))]).await;
    assert_eq!(added.status, 303, "{}", added.body);
    paper.until_articles(2, 30).await;
    paper.until_quiet(30).await;

    let front = paper.page("/").await.body;
    assert!(front.contains("A link by <bdi>Evil Post</bdi> to <bdi>ledger.example</bdi>"), "{front}");
    let feed = paper.page("/feed/front.atom").await.body;
    assert!(
        feed.contains("<name>Evil Post</name>") && !feed.contains("<name>ledger.example</name>"),
        "{feed}"
    );
    assert!(feed.contains("A link by Evil Post to ledger.example."), "{feed}");
    let mut found = String::new();
    for _ in 0..40 {
        found = paper.page("/search?q=mayor").await.body;
        if found.contains("took gold") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert!(found.contains("took gold") && found.contains("a link to ledger.example"), "{found}");
    let named = paper.page("/search?q=mayor+publisher:ledger.example").await.body;
    assert!(!named.contains("took gold"), "{named}");
    for id in paper.article_ids().await {
        shows_whose_words_it_has(&paper, &id).await;
    }
}

async fn shows_whose_words_it_has(paper: &Paper, id: &str) {
    let page = paper.page(&format!("/article/{id}")).await;
    let headline = page.texts("h1").concat();
    assert_eq!(page.texts(".source a")[0], "Evil Post");
    let notes = page.texts(".note").concat();
    if headline == "The mayor took gold" {
        assert!(notes.contains("A link by Evil Post to ledger.example"), "{notes}");
        assert!(!page.body.contains("In brief") && !page.body.contains("Who says so"));
        assert!(page.body.contains("Read it at <bdi>ledger.example</bdi>"));
    } else {
        assert_eq!(headline, "A note without a headline");
        assert!(notes.contains("headline was made") && notes.contains("no page of its own"), "{notes}");
        assert!(!page.body.contains("Read it at"));
    }
}
