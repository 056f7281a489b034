//! A small site of a fictional bulletin: static files under a web server of its own.

use crate::server::{self, Reply};

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

/// Serves the files until the test ends; gives the address of the home page without a slash at its end.
#[must_use]
pub fn serve() -> String {
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
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/assets/picture/sample.png"))
        .expect("the picture is there")
}
