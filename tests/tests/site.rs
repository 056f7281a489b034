//! A real site: static files under a small web server, added by its address and read.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use tidings_tests::binary;
use tidings_tests::database::Database;
use tidings_tests::paper::Paper;
use tidings_tests::server::{self, Reply};

const HOME: &str = "<!doctype html><html lang=en><head><title>The Mill Lane Bulletin</title>
<link rel=alternate type=application/rss+xml title=News href=/news.xml></head><body><h1>The Mill Lane Bulletin</h1></body></html>";
const FEED: &str =
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Mill Lane Bulletin</title><link>/</link>
<item><title>Mill wheel turns again</title><link>/wheel.html</link><guid>wheel</guid>
<description>After nine years the wheel turns.</description></item></channel></rss>";
const ARTICLE: &str = "<!doctype html><html lang=en><head><title>Mill wheel turns again - Mill Lane Bulletin</title>
<meta name=author content='Petra Lowe'></head><body><nav><a href=/>Home</a> <a href=/about>About us</a></nav><main><article>
<h1>Mill wheel turns again</h1><p>By Petra Lowe</p>
<figure><img src=/wheel.png alt='A wooden wheel' width=480 height=320><figcaption>The wheel on its first morning. Photo: Nils Farrow</figcaption></figure>
<p>After nine years of repairs the wheel of the lower mill turned again on Monday morning, to the applause of some sixty neighbours.</p>
<p>“We had given up twice,” said Hanne Brook, who leads the society that keeps the mill and paid for its new oak shaft.</p>
<p>The mill will grind rye on the first Saturday of each month, and whoever brings a bag of grain may take the flour home.</p>
</article></main><footer>Subscribe to our newsletter</footer></body></html>";

/// Serves the files until the test ends.
fn serve() -> String {
    server::serve(|asked| match asked.path.as_str() {
        "/" => Reply::ok("text/html", HOME),
        "/news.xml" => Reply::ok("application/rss+xml", FEED),
        "/wheel.html" => Reply::ok("text/html", ARTICLE),
        "/wheel.png" => Reply::ok("image/png", picture()),
        _ => Reply::empty("404 Not Found"),
    })
}

/// A small picture of the sample world's, as good as any.
fn picture() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/assets/picture/sample.png")).unwrap()
}

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
