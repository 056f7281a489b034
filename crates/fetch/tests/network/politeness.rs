//! Manners: redirects, conditional requests, the line for each host, Retry-After, robots.txt, and who we say we are.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tidings_fetch::{FetchSettings, Fetcher, HostLimits};
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::time::{Clock, Timestamp};
use tokio::time::Instant;

use crate::server::{Reply, Server, answer, fetcher, fetcher_at, redirect, settings};

/// A clock that is set by hand.
#[derive(Debug, Default)]
struct HandClock(AtomicI64);

impl HandClock {
    fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }
}

async fn get(fetcher: &Fetcher, url: String, purpose: Purpose) -> Result<HttpResponse, HttpError> {
    fetcher.get(HttpRequest::new(url, purpose)).await
}

#[tokio::test]
async fn permanent_redirects_move_the_address_and_others_do_not() {
    let server = Server::start(|path| match path {
        "/old" => redirect("301 Moved Permanently", "/newer"),
        "/newer" => redirect("308 Permanent Redirect", "/feed"),
        "/mixed" => redirect("302 Found", "/old"),
        "/lost" => redirect("301 Moved Permanently", "/nothing"),
        "/nothing" => answer("404 Not Found", "", b""),
        _ => answer("200 OK", "", b"<rss/>"),
    })
    .await;
    let fetcher = fetcher(settings());
    let moved = get(&fetcher, server.url("/old"), Purpose::Feed).await.unwrap();
    assert_eq!(moved.moved_to, Some(server.url("/feed")));
    assert_eq!(moved.final_url, server.url("/feed"));
    let mixed = get(&fetcher, server.url("/mixed"), Purpose::Feed).await.unwrap();
    assert_eq!((mixed.moved_to, mixed.final_url), (None, server.url("/feed")));
    let lost = get(&fetcher, server.url("/lost"), Purpose::Feed).await.unwrap();
    assert_eq!((lost.moved_to, lost.status), (None, 404));
}

#[tokio::test]
async fn endless_redirects_end() {
    let server = Server::start(|path| match path {
        "/a" => redirect("302 Found", "/b"),
        "/b" => redirect("302 Found", "/a"),
        longer => redirect("307 Temporary Redirect", &format!("{longer}1")),
    })
    .await;
    for path in ["/a", "/longer"] {
        let error = get(&fetcher(settings()), server.url(path), Purpose::Feed).await.unwrap_err();
        assert!(matches!(error, HttpError::TooManyRedirects { .. }), "{error}");
    }
    assert!(server.heads().len() < 10);
}

#[tokio::test]
async fn conditional_requests_and_our_name_are_sent() {
    let server = Server::start(|_| answer("304 Not Modified", "ETag: \"b2\"\r\n", b"")).await;
    let mut request = HttpRequest::new(server.url("/feed"), Purpose::Feed);
    request.etag = Some("\"a1\"".to_owned());
    request.last_modified = Some("Mon, 23 Nov 2026 09:00:00 GMT".to_owned());
    let response = fetcher(settings()).get(request).await.unwrap();
    assert_eq!((response.status, response.body.len(), response.header("etag")), (304, 0, Some("\"b2\"")));
    let head = &server.heads()[0];
    assert!(head.contains("if-none-match: \"a1\""), "{head}");
    assert!(head.contains("if-modified-since: mon, 23 nov 2026 09:00:00 gmt"), "{head}");
    assert!(head.contains("user-agent: tidings/0.1.0 (+mailto:desk@news.example)"), "{head}");
    assert!(head.contains("accept-encoding: gzip, br, zstd") || head.contains("zstd"), "{head}");
    assert!(!head.contains("cookie") && !head.contains("referer"), "{head}");
}

#[tokio::test]
async fn one_host_is_asked_at_intervals_by_all_workers_together() {
    let server = Server::start(|_| answer("200 OK", "", b"")).await;
    let interval = Duration::from_millis(100);
    let limits = HostLimits { concurrency: 3, interval };
    let fetcher = fetcher(FetchSettings { loopback_host: limits, ..settings() });
    let started = Instant::now();
    let four = (0..4).map(|_| get(&fetcher, server.url("/"), Purpose::Feed));
    for result in futures_util::future::join_all(four).await {
        assert_eq!(result.unwrap().status, 200);
    }
    assert!(started.elapsed() >= interval * 3, "{:?}", started.elapsed());
}

#[tokio::test]
async fn one_host_is_asked_by_a_bounded_number_at_a_time() {
    let server = Server::start(|_| Reply::Silence).await;
    let limits = HostLimits { concurrency: 1, interval: Duration::ZERO };
    let fetcher = fetcher(FetchSettings { loopback_host: limits, ..settings() });
    let first = get(&fetcher, server.url("/1"), Purpose::Feed);
    let second = get(&fetcher, server.url("/2"), Purpose::Feed);
    let both = futures_util::future::join(first, second);
    assert!(tokio::time::timeout(Duration::from_millis(400), both).await.is_err());
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn a_line_that_is_too_long_sends_the_worker_away() {
    let server = Server::start(|_| answer("200 OK", "", b"")).await;
    let limits = HostLimits { concurrency: 2, interval: Duration::from_secs(30) };
    let longest_line = Duration::from_secs(1);
    let fetcher = fetcher(FetchSettings { loopback_host: limits, longest_line, ..settings() });
    assert!(get(&fetcher, server.url("/"), Purpose::Feed).await.is_ok());
    let error = get(&fetcher, server.url("/"), Purpose::Feed).await.unwrap_err();
    assert!(error.wait().is_some_and(|wait| wait > Duration::from_secs(20)), "{error}");
}

#[tokio::test]
async fn retry_after_silences_the_host_until_then() {
    let server = Server::start(|path| match path {
        "/busy" => answer("429 Too Many Requests", "Retry-After: 120\r\n", b""),
        _ => answer("200 OK", "", b""),
    })
    .await;
    let clock = Arc::new(HandClock::default());
    let fetcher = fetcher_at(settings(), clock.clone());
    assert_eq!(get(&fetcher, server.url("/busy"), Purpose::Feed).await.unwrap().status, 429);
    let error = get(&fetcher, server.url("/"), Purpose::Feed).await.unwrap_err();
    assert_eq!(error.wait(), Some(Duration::from_mins(2)));
    assert_eq!(server.heads().len(), 1);
    clock.forward(Duration::from_secs(121));
    assert_eq!(get(&fetcher, server.url("/"), Purpose::Feed).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_forged_retry_after_cannot_silence_a_host_for_ever() {
    let server = Server::start(|path| match path {
        "/forged" => answer("503 Service Unavailable", "Retry-After: 99999999999999999999\r\n", b""),
        _ => answer("200 OK", "", b""),
    })
    .await;
    let clock = Arc::new(HandClock::default());
    let fetcher = fetcher_at(settings(), clock.clone());
    assert_eq!(get(&fetcher, server.url("/forged"), Purpose::Feed).await.unwrap().status, 503);
    let error = get(&fetcher, server.url("/"), Purpose::Feed).await.unwrap_err();
    assert_eq!(error.wait(), Some(Duration::from_hours(1)));
    clock.forward(Duration::from_hours(1));
    assert!(get(&fetcher, server.url("/"), Purpose::Feed).await.is_ok());
}
