//! What is answered to requests that cannot be understood, and which addresses stand in what leaves the site.

use tidings_tests::database::Database;
use tidings_tests::page::{Answer, Client};
use tidings_tests::server::free_port;
use tidings_tests::visitor::Visitor;
use tidings_tests::wire::Wire;

const FORM: &str = "application/x-www-form-urlencoded";

/// Our own page: a sentence, what to do, the status and the request's number.
fn is_our_page(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{what}");
    let told = answer.texts(".error").concat();
    let number = format!("Status {status} · request ");
    assert!(told.contains(&number) && answer.texts(".error h1").concat().ends_with('.'), "{what}: {told}");
    for inner in
        ["deserialize", "Deserialize", "axum", "serde", "duplicate field", "invalid digit", "boundary"]
    {
        assert!(!answer.body.contains(inner), "{what} tells a library's words: {inner}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_a_page_of_ours() {
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0"]);
    let address = running.address();
    let client = Client::new();
    for (path, status) in [
        ("/search?q=a&q=b", 400),
        ("/search/suggest?q=a&q=b", 400),
        ("/settings?done=a&done=b", 400),
        ("/editor/publishers?from=x", 400),
        ("/editor/publishers?from=-1", 400),
        ("/article/nonsense", 404),
        ("/article/99999999999999999999", 404),
        ("/article/%ff", 404),
        ("/section/%ff%fe", 404),
        ("/picture/%ff/small", 404),
        ("/feed/search/%c0", 404),
        ("/assets/%ff/%ff", 404),
        ("/editor/gallery/%ff", 404),
        ("/no/such/page", 404),
        ("/article/12/comment", 405),
    ] {
        is_our_page(&client.get(&format!("{address}{path}")).await.unwrap(), status, path);
    }
    let long = format!("{address}/search?q={}", "a".repeat(20_000));
    is_our_page(&client.get(&long).await.unwrap(), 414, "a long address");
    let twice = client.get(&format!("{address}/article/1?comments=a&comments=b")).await.unwrap();
    is_our_page(&twice, 400, "an article with a doubled order");
    let method = client.get(&format!("{address}/search/save")).await.unwrap();
    assert_eq!(method.header("allow"), Some("POST"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refused_form_is_a_page_of_ours() {
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0"]);
    let address = running.address();
    let mut browser = Visitor::at(&address);
    is_our_page(&browser.send("/settings", "/settings", &[]).await, 422, "a field is missing");
    let twice = [("theme", "dark"), ("theme", "light")];
    is_our_page(&browser.send("/settings", "/settings", &twice).await, 422, "a field is doubled");
    let long = "x".repeat(70_000);
    is_our_page(&browser.send("/settings", "/settings", &[("theme", &long)]).await, 413, "a long form");
    is_our_page(&browser.post("/settings", &[("theme", "dark")]).await, 403, "no token");
    for (path, kind, body, status) in [
        ("/settings", "application/json", "{\"theme\":\"dark\"}", 415),
        ("/settings", "text/plain", "theme=dark", 415),
        ("/import", FORM, "list=x", 415),
        ("/import", "multipart/form-data", "x", 415),
        ("/import", "multipart/form-data; boundary=tide", "no parts at all", 400),
        ("/import", "multipart/form-data; boundary=tide", "--tide\r\nbroken\r\n", 400),
    ] {
        let mut wire = Wire::to(&address);
        let length = body.len();
        wire.send(&format!(
            "POST {path} HTTP/1.1\r\nhost: HOST\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{body}"
        ));
        let (text, _) = wire.read(5);
        let (head, page) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{path} {kind}: {head}");
        assert!(page.contains(&format!("Status {status}")), "{path} {kind}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_the_site_has_the_public_address_whatever_host_was_asked() {
    let database = Database::sqlite();
    let listen = format!("127.0.0.1:{}", free_port());
    let public = "https://news.example";
    let running = database.start(&["--listen", &listen, "--mode", "public", "--public-address", public]);
    let address = running.address();
    let client = Client::new();
    for host in ["news.example", &listen, "localhost:9999"] {
        let feed = client.get_with(&format!("{address}/feed/front.atom"), &[("host", host)]).await.unwrap();
        assert_eq!(feed.status, 200, "{host}");
        assert!(feed.body.contains("href=\"https://news.example/feed/front.atom\""), "{host}: {}", feed.body);
        assert!(host == "news.example" || !feed.body.contains(host), "{host}: {}", feed.body);
        assert_eq!(feed.header("strict-transport-security"), Some("max-age=31536000"), "{host}");
    }
    let forged =
        client.get_with(&format!("{address}/feed/front.atom"), &[("host", "evil.example")]).await.unwrap();
    assert!(forged.status == 421 && !forged.body.contains("evil.example"), "{}", forged.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_https_there_is_no_strict_transport_and_without_names_feeds_name_the_listener() {
    let database = Database::sqlite();
    let running = database.start(&["--listen", "127.0.0.1:0", "--mode", "public"]);
    let address = running.address();
    let asked =
        Client::new().get_with(&format!("{address}/feed/front.atom"), &[("host", "evil.example")]).await;
    let feed = asked.unwrap();
    assert_eq!(feed.header("strict-transport-security"), None);
    assert!(!feed.body.contains("evil.example") && feed.body.contains(&address), "{}", feed.body);
}
