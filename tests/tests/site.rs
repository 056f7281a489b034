//! A real site: static files under a small web server, added by its address and read.

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::mill::serve;
use tidings_tests::paper::Paper;

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_added_by_its_address_and_read() {
    let site = serve();
    let database = Database::sqlite();
    let added = database.run(&["add", &site, "--allow-network", "127.0.0.1/32"]);
    assert!(added.status.success(), "{}", binary::text(&added.stderr));
    assert!(binary::text(&added.stdout).contains("1 feed"), "{}", binary::text(&added.stdout));
    let running = database.start(&["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"]);
    let paper = Paper::at(&running.address());
    paper.until_quiet(60).await;
    let articles = paper.articles().await;
    assert_eq!(articles.len(), 1);
    let article = &articles[0];
    assert_eq!(
        (article.headline.as_str(), article.byline.as_deref()),
        ("Mill wheel turns again", Some("Petra Lowe"))
    );
    assert_eq!(article.publisher, "The Mill Lane Bulletin");
    assert_eq!(article.paragraphs.len(), 3, "{:?}", article.paragraphs);
    assert_eq!(article.figures[0].caption.as_deref(), Some("The wheel on its first morning."));
    assert_eq!(article.figures[0].credit.as_deref(), Some("Nils Farrow"));
}

#[test]
fn an_address_without_a_feed_gets_a_sentence_with_what_to_try() {
    let site = serve();
    let database = Database::sqlite();
    let added = database.run(&["add", &format!("{site}/wheel.png"), "--allow-network", "127.0.0.1/32"]);
    let said = binary::text(&added.stderr);
    assert_eq!(added.status.code(), Some(1));
    assert!(said.contains("is no feed") && said.contains("paste"), "{said}");
}

#[test]
fn a_private_address_is_refused_with_the_flag_that_opens_it() {
    let site = serve();
    let added = Database::sqlite().run(&["add", &site]);
    let said = binary::text(&added.stderr);
    assert_eq!(added.status.code(), Some(1));
    assert!(said.contains("--allow-network"), "{said}");
}
