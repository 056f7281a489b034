//! Redirects that want a cookie: it lives for its chain and goes only where it was set for.

use tidings_fetch::Fetcher;
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};

use crate::server::{Reply, Server, answer, fetcher, redirect, settings};

async fn ask(fetcher: &Fetcher, server: &Server, path: &str) -> Result<HttpResponse, HttpError> {
    fetcher.get(HttpRequest::new(server.url(path), Purpose::Feed)).await
}

fn setting(location: &str, cookie: &str) -> Reply {
    answer("302 Found", &format!("Location: {location}\r\nSet-Cookie: {cookie}\r\n"), b"")
}

#[tokio::test]
async fn a_chain_that_asks_for_its_cookie_comes_to_its_end() {
    let seen = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |path| match path {
        // The answer cannot see the cookie here; the second visit stands for it, and the heads are looked at below.
        "/a" if seen.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 2 == 1 => {
            answer("200 OK", "", b"<rss/>")
        }
        "/a" => redirect("302 Found", "/check"),
        "/check" => setting("/a", "seen=1; Path=/; HttpOnly"),
        _ => answer("404 Not Found", "", b""),
    })
    .await;
    let fetcher = fetcher(settings());
    for _ in 0..2 {
        assert_eq!(ask(&fetcher, &server, "/a").await.unwrap().status, 200);
    }
    let with: Vec<bool> = server.heads().iter().map(|head| head.contains("cookie: seen=1")).collect();
    assert_eq!(with, [false, false, true, false, false, true], "each chain begins without");
}

#[tokio::test]
async fn an_address_that_redirects_to_itself_with_a_cookie_is_asked_again_and_without_one_is_a_circle() {
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::start(move |path| match path {
        "/b" if first.swap(false, std::sync::atomic::Ordering::SeqCst) => setting("/b", "tok=7; Path=/"),
        "/b" => answer("200 OK", "", b"<rss/>"),
        "/same" => setting("/same", "tok=7; Path=/"),
        _ => redirect("302 Found", "/circle"),
    })
    .await;
    let fetcher = fetcher(settings());
    assert_eq!(ask(&fetcher, &server, "/b").await.unwrap().body.as_ref(), b"<rss/>");
    for path in ["/same", "/circle"] {
        let error = ask(&fetcher, &server, path).await.unwrap_err();
        assert!(matches!(error, HttpError::TooManyRedirects { .. }), "{error}");
    }
    assert!(server.asked("/same") <= 3 && server.asked("/circle") == 1);
}

#[tokio::test]
async fn cookies_that_are_new_each_time_end_at_the_bound() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        setting("/", &format!("number={number}; Path=/"))
    })
    .await;
    let error = ask(&fetcher(settings()), &server, "/").await.unwrap_err();
    assert!(matches!(error, HttpError::TooManyRedirects { .. }), "{error}");
    assert_eq!(server.asked("/"), 5);
}

#[tokio::test]
async fn a_cookie_for_another_path_or_domain_is_not_sent() {
    let server = Server::start(|path| match path {
        "/start" => answer(
            "302 Found",
            "Location: /end\r\nSet-Cookie: deep=1; Path=/deep\r\nSet-Cookie: wide=1; Domain=news.example; Path=/\r\n\
             Set-Cookie: here=1\r\n",
            b"",
        ),
        _ => answer("200 OK", "", b"<rss/>"),
    })
    .await;
    ask(&fetcher(settings()), &server, "/start").await.unwrap();
    let heads = server.heads();
    let cookie = heads[1].lines().find(|line| line.starts_with("cookie:"));
    assert_eq!(cookie, Some("cookie: here=1"));
}
