//! Lists of feeds: starter lists chosen on the first-run page, an uploaded list, and one of 10,000 feeds, twice.

use std::fmt::Write;
use std::fs;
use std::time::Duration;

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::visitor::Visitor;

fn long_list(feeds: usize) -> String {
    let mut list = "<opml version='2.0'><body>".to_owned();
    for number in 0..feeds {
        let _ = write!(
            list,
            "<outline text='Paper {number}' type='rss' xmlUrl='http://127.0.0.1:9/paper{number}/feed' htmlUrl='http://127.0.0.1:9/paper{number}/'/>"
        );
    }
    list + "</body></opml>"
}

#[test]
fn a_list_of_ten_thousand_feeds_is_imported_once() {
    let database = Database::sqlite();
    let file = database.folder().join("long.opml");
    fs::write(&file, long_list(10_000)).unwrap();
    let file = file.display().to_string();
    let first = binary::text(&database.run(&["import", &file]).stdout);
    assert!(first.starts_with("10000 of 10000 feeds are new"), "{first}");
    let exported = database.run(&["export"]).stdout;
    let second = binary::text(&database.run(&["import", &file]).stdout);
    assert!(second.starts_with("0 of 10000 feeds are new"), "{second}");
    assert_eq!(database.run(&["export"]).stdout, exported, "importing twice changes nothing");
}

#[tokio::test]
async fn starter_lists_are_chosen_on_the_first_page() {
    // Pages only: nobody's feeds are asked by a test.
    let running = Database::sqlite().start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut visitor = Visitor::at(&running.address());
    let page = visitor.get("/welcome").await;
    let names = page.attributes("fieldset.lists input[type=checkbox]", "name");
    assert!(names.len() >= 12, "{names:?}");
    assert!(page.texts("fieldset.lists label").iter().all(|text| text.contains("last known to work in ")));
    let none = visitor.send("/welcome", "/starter", &[]).await;
    assert!(none.body.contains("Tick at least one"), "{}", none.body);
    let chosen = visitor.send("/welcome", "/starter", &[(&names[0], "on"), (&names[1], "on")]).await;
    let adding = visitor.get(chosen.header("location").unwrap()).await;
    assert_eq!(adding.texts("h1"), ["Adding the feeds"], "{}", adding.body);
    assert!(!adding.attributes("progress", "max").is_empty(), "{}", adding.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_list_is_stored_with_its_progress_and_seen_to_the_end() {
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0"]);
    let mut visitor = Visitor::at(&running.address());
    let sent = visitor.upload("/welcome", "/import", ("list", "long.opml", &long_list(600))).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let adding = sent.header("location").unwrap().to_owned();
    let mut shown = visitor.get(&adding).await;
    for _ in 0..300 {
        if shown.texts("h1").concat() == "Added" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        shown = visitor.get(&adding).await;
    }
    assert!(shown.body.contains("600 feeds added"), "{}", shown.body);
    assert!(shown.body.contains("long.opml"), "{}", shown.body);
}
