//! What a reader was given for one publisher: it is sent there, by the proxy that was set, and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;

use tidings_fetch::FetchSettings;
use tidings_model::access::Access;
use tidings_model::http::{Http, HttpError, HttpForm, HttpRequest, HttpResponse, Purpose};

use crate::server::{Server, answer, fetcher, redirect, settings};

fn key() -> Access {
    Access {
        cookies: Some("wall=passed".to_owned()),
        headers: BTreeMap::from([
            ("X-Key".to_owned(), "open".to_owned()),
            ("Host".to_owned(), "elsewhere.example".to_owned()),
            ("User-Agent".to_owned(), "A Browser".to_owned()),
            ("bad name".to_owned(), "x".to_owned()),
            ("X-Split".to_owned(), "a\r\nX-Injected: b".to_owned()),
        ]),
        basic: Some(("reader".to_owned(), "hush".to_owned())),
        proxy: None,
    }
}

async fn get(
    settings: FetchSettings,
    url: String,
    access: Access,
    purpose: Purpose,
) -> Result<HttpResponse, HttpError> {
    let request = HttpRequest { access: Some(Arc::new(access)), ..HttpRequest::new(url, purpose) };
    fetcher(settings).get(request).await
}

#[tokio::test]
async fn cookies_headers_and_credentials_reach_the_publisher() {
    let server = Server::start(|_| answer("200 OK", "", b"<rss/>")).await;
    get(settings(), server.url("/feed"), key(), Purpose::Feed).await.unwrap();
    let head = &server.heads()[0];
    assert!(head.contains("cookie: wall=passed\r\n"), "{head}");
    assert!(head.contains("x-key: open\r\n"), "{head}");
    assert!(head.contains("authorization: basic cmvhzgvyomh1c2g=\r\n"), "{head}");
}

#[tokio::test]
async fn settings_cannot_change_who_we_are_or_split_a_request() {
    let server = Server::start(|_| answer("200 OK", "", b"<rss/>")).await;
    get(settings(), server.url("/feed"), key(), Purpose::Feed).await.unwrap();
    let head = &server.heads()[0];
    assert!(head.contains("user-agent: tidings/") && !head.contains("a browser"), "{head}");
    assert!(!head.contains("elsewhere.example") && !head.contains("x-injected"), "{head}");
}

#[tokio::test]
async fn nothing_of_it_follows_a_redirect_to_another_site() {
    let other = Server::start(|_| answer("200 OK", "", b"<rss/>")).await;
    let target = other.url("/feed");
    let server = Server::start(move |path| match path {
        "/feed" => redirect("302 Found", "/second"),
        _ => redirect("302 Found", &target),
    })
    .await;
    get(settings(), server.url("/feed"), key(), Purpose::Feed).await.unwrap();
    assert!(server.heads()[1].contains("cookie: wall=passed"));
    let head = &other.heads()[0];
    for secret in ["cookie", "x-key", "authorization"] {
        assert!(!head.contains(secret), "{head}");
    }
}

#[tokio::test]
async fn robots_are_asked_without_it() {
    let server = Server::start(|_| answer("200 OK", "", b"")).await;
    get(settings(), server.url("/page"), key(), Purpose::Page).await.unwrap();
    assert!(server.heads()[0].starts_with("get /robots.txt") && !server.heads()[0].contains("cookie"));
    assert!(server.heads()[1].contains("cookie"));
}

#[tokio::test]
async fn a_proxy_carries_every_hop_and_is_told_the_whole_address() {
    let proxy = Server::start(|_| answer("200 OK", "", b"<rss/>")).await;
    let access = Access { proxy: Some(format!("http://gate:hush@{}", proxy.address)), ..key() };
    let closed = FetchSettings::default();
    let response = get(closed, "http://news.example/feed".to_owned(), access, Purpose::Feed).await.unwrap();
    assert_eq!(response.final_url, "http://news.example/feed");
    let head = &proxy.heads()[0];
    assert!(head.starts_with("get http://news.example/feed"), "{head}");
    assert!(head.contains("proxy-authorization: basic") && head.contains("cookie: wall=passed"), "{head}");
}

#[tokio::test]
async fn a_proxy_is_no_way_to_private_addresses() {
    let proxy = Server::start(|_| answer("200 OK", "", b"secret")).await;
    for target in ["http://10.0.0.1/", "http://[::1]/", "http://2130706433/", "ftp://news.example/"] {
        let access = Access { proxy: Some(format!("http://{}", proxy.address)), ..Access::default() };
        let result = get(FetchSettings::default(), target.to_owned(), access, Purpose::Feed).await;
        assert!(
            matches!(result, Err(HttpError::Forbidden { .. } | HttpError::BadAddress { .. })),
            "{result:?}"
        );
    }
    assert_eq!(proxy.heads().len(), 0);
}

#[tokio::test]
async fn a_proxy_that_is_none_is_named_without_its_password() {
    let access = Access { proxy: Some("gopher://gate:hush@proxy.example".to_owned()), ..Access::default() };
    let error = get(settings(), "http://news.example/".to_owned(), access, Purpose::Feed).await.unwrap_err();
    assert!(error.to_string().contains("proxy") && !format!("{error:?}").contains("hush"), "{error:?}");
}

#[tokio::test]
async fn a_form_is_sent_on_after_a_redirect_and_dropped_after_see_other() {
    let server = Server::start(|path| match path {
        "/old" => redirect("308 Permanent Redirect", "/hub"),
        "/done" => redirect("303 See Other", "/page"),
        _ => answer("202 Accepted", "", b""),
    })
    .await;
    let form = |path: &str| HttpForm {
        url: server.url(path),
        fields: vec![("hub.topic".to_owned(), "a b&c".to_owned())],
    };
    let fetcher = fetcher(settings());
    let moved = fetcher.post(form("/old")).await.unwrap();
    assert_eq!((moved.status, moved.moved_to), (202, Some(server.url("/hub"))));
    assert_eq!(server.bodies()[1], "hub.topic=a+b%26c");
    fetcher.post(form("/done")).await.unwrap();
    assert!(server.heads()[3].starts_with("get /page") && server.bodies()[3].is_empty());
}

#[tokio::test]
async fn hubs_pass_the_same_guard() {
    let server = Server::start(|_| answer("202 Accepted", "", b"")).await;
    let form = HttpForm { url: server.url("/hub"), fields: Vec::new() };
    let result = fetcher(FetchSettings::default()).post(form).await;
    assert!(matches!(result, Err(HttpError::Forbidden { .. })), "{result:?}");
    assert_eq!(server.heads().len(), 0);
}
