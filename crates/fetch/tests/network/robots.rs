//! robots.txt is asked before pages and only before pages, once per origin (RFC 9309).

use tidings_fetch::Fetcher;
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};

use crate::server::{Reply, Server, answer, fetcher, redirect, settings};

async fn page(fetcher: &Fetcher, url: String) -> Result<HttpResponse, HttpError> {
    fetcher.get(HttpRequest::new(url, Purpose::Page)).await
}

async fn site(robots: fn() -> Reply) -> Server {
    Server::start(move |path| match path {
        "/robots.txt" => robots(),
        "/moved" => redirect("302 Found", "/private/1"),
        _ => answer("200 OK", "", b"<p>News</p>"),
    })
    .await
}

fn closed() -> Reply {
    answer("200 OK", "", b"User-agent: *\nDisallow: /private\n\nUser-agent: OtherBot\nDisallow: /\n")
}

#[tokio::test]
async fn a_closed_page_is_not_asked_for() {
    let server = site(closed).await;
    let fetcher = fetcher(settings());
    assert_eq!(page(&fetcher, server.url("/news")).await.unwrap().status, 200);
    let error = page(&fetcher, server.url("/private/1")).await.unwrap_err();
    assert!(matches!(error, HttpError::Robots { .. }), "{error}");
    assert!(!error.is_passing());
    assert_eq!((server.asked("/robots.txt"), server.asked("/private/1")), (1, 0));
}

#[tokio::test]
async fn a_redirect_does_not_lead_past_robots() {
    let server = site(closed).await;
    let error = page(&fetcher(settings()), server.url("/moved")).await.unwrap_err();
    assert!(matches!(error, HttpError::Robots { .. }), "{error}");
}

#[tokio::test]
async fn feeds_pictures_and_discovery_do_not_ask() {
    let server = site(closed).await;
    let fetcher = fetcher(settings());
    for purpose in [Purpose::Feed, Purpose::Picture, Purpose::Discovery] {
        assert!(fetcher.get(HttpRequest::new(server.url("/private/1"), purpose)).await.is_ok());
    }
    assert_eq!(server.asked("/robots.txt"), 0);
}

#[tokio::test]
async fn workers_share_one_copy() {
    let server = site(closed).await;
    let fetcher = fetcher(settings());
    let many = (0..6).map(|number| page(&fetcher, server.url(&format!("/news/{number}"))));
    assert!(futures_util::future::join_all(many).await.iter().all(Result::is_ok));
    assert_eq!(server.asked("/robots.txt"), 1);
}

#[tokio::test]
async fn a_missing_file_opens_the_site() {
    let server = site(|| answer("404 Not Found", "", b"User-agent: *\nDisallow: /")).await;
    assert!(page(&fetcher(settings()), server.url("/news")).await.is_ok());
}

#[tokio::test]
async fn an_unreachable_file_closes_the_site_for_now() {
    for robots in [|| answer("500 Internal Server Error", "", b""), || Reply::Bytes(Vec::new())] {
        let server = site(robots).await;
        let fetcher = fetcher(settings());
        let error = page(&fetcher, server.url("/news")).await.unwrap_err();
        assert!(matches!(error, HttpError::Unreachable { .. }) && error.is_passing(), "{error}");
        assert!(page(&fetcher, server.url("/news")).await.is_err());
        assert_eq!((server.asked("/robots.txt"), server.asked("/news")), (1, 0));
    }
}

#[tokio::test]
async fn an_endless_file_is_read_up_to_its_limit() {
    let server = site(|| Reply::Endless {
        head: "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n".to_owned(),
        chunk: b"# and so on and so on and so on and so on and so on\n".repeat(1_000),
        pause: std::time::Duration::ZERO,
    })
    .await;
    let fetcher = fetcher(settings());
    assert!(page(&fetcher, server.url("/news")).await.is_ok());
    assert!(matches!(page(&fetcher, server.url("/private/1")).await, Err(HttpError::Robots { .. })));
}
