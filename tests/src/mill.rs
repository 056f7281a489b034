//! A small site of a fictional bulletin: static files under a web server of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

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
    let listener = TcpListener::bind("127.0.0.1:0").expect("the site is served");
    let address = format!("http://{}", listener.local_addr().expect("the site is served"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("the site is served"));
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let (kind, body) = match line.split(' ').nth(1).unwrap_or("/") {
        "/" => ("text/html", HOME.as_bytes().to_vec()),
        "/news.xml" => ("application/rss+xml", FEED.as_bytes().to_vec()),
        "/wheel.html" => ("text/html", ARTICLE.as_bytes().to_vec()),
        "/wheel.png" => ("image/png", picture()),
        _ => {
            return drop(
                stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            );
        }
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&[head.into_bytes(), body].concat());
}

/// A small picture of the sample world's, as good as any.
fn picture() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/assets/picture/sample.png"))
        .expect("the site is served")
}
