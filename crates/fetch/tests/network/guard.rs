//! The SSRF guard at work: resolved names, rebinding, redirects and every purpose.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tidings_fetch::{Allowed, FetchSettings, Fetcher, Lookup};
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::time::SystemClock;

use crate::server::{Server, answer, fetcher, redirect, settings};

/// Answers each question with the next list of addresses; the last one stays.
#[derive(Debug)]
struct Names(Mutex<Vec<Vec<IpAddr>>>);

#[async_trait]
impl Lookup for Names {
    async fn lookup(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        let mut answers = self.0.lock().unwrap();
        Ok(if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() })
    }
}

fn with_names(settings: FetchSettings, answers: &[&[&str]]) -> Fetcher {
    let parse = |list: &&[&str]| list.iter().map(|address| address.parse().unwrap()).collect();
    let names: Arc<dyn Lookup> = Arc::new(Names(Mutex::new(answers.iter().map(parse).collect())));
    Fetcher::with_lookup(settings, Arc::new(SystemClock), &names).unwrap()
}

async fn get(fetcher: &Fetcher, url: String) -> Result<HttpResponse, HttpError> {
    fetcher.get(HttpRequest::new(url, Purpose::Feed)).await
}

fn is_forbidden(result: &Result<HttpResponse, HttpError>) -> bool {
    matches!(result, Err(HttpError::Forbidden { .. }))
}

#[tokio::test]
async fn names_that_resolve_to_private_addresses_are_refused() {
    let server = Server::start(|_| answer("200 OK", "", b"secret")).await;
    let port = server.address.port();
    for address in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
    {
        let fetcher = with_names(FetchSettings::default(), &[&[address]]);
        let result = get(&fetcher, format!("http://news.example:{port}/")).await;
        assert!(is_forbidden(&result), "{address}: {result:?}");
    }
    assert_eq!(server.heads().len(), 0);
}

#[tokio::test]
async fn a_name_in_an_open_network_is_fetched() {
    let server = Server::start(|_| answer("200 OK", "", b"paper")).await;
    let fetcher = with_names(settings(), &[&["10.9.9.9", "127.0.0.1"]]);
    let result = get(&fetcher, format!("http://news.example:{}/", server.address.port())).await.unwrap();
    assert_eq!(result.body.as_ref(), b"paper");
    assert!(server.heads()[0].contains("host: news.example"));
}

#[tokio::test]
async fn a_name_that_changes_between_check_and_connect_is_refused() {
    let server = Server::start(|_| answer("200 OK", "", b"paper")).await;
    let fetcher = with_names(settings(), &[&["127.0.0.1"], &["127.0.0.2"], &["192.168.0.1"]]);
    let url = format!("http://news.example:{}/", server.address.port());
    assert!(get(&fetcher, url.clone()).await.is_ok());
    assert!(is_forbidden(&get(&fetcher, url.clone()).await));
    assert!(is_forbidden(&get(&fetcher, url).await));
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn every_redirect_hop_is_checked() {
    let targets =
        ["http://10.0.0.1/", "http://0x7f.2/", "http://[::1]/", "http://169.254.169.254/latest/meta-data"];
    for target in targets {
        let server = Server::start(move |path| match path {
            "/" => redirect("302 Found", "/second"),
            _ => redirect("302 Found", target),
        })
        .await;
        let result = get(&fetcher(settings()), server.url("/")).await;
        assert!(is_forbidden(&result), "{target}: {result:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_refused() {
    for target in ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "data:text/plain,a"] {
        let server = Server::start(move |_| redirect("301 Moved Permanently", target)).await;
        let result = get(&fetcher(settings()), server.url("/")).await;
        assert!(matches!(result, Err(HttpError::BadAddress { .. })), "{target}: {result:?}");
    }
}

#[tokio::test]
async fn feeds_pages_pictures_and_discovery_pass_the_same_guard() {
    let server = Server::start(|_| answer("200 OK", "", b"secret")).await;
    let closed = fetcher(FetchSettings::default());
    for purpose in [Purpose::Feed, Purpose::Page, Purpose::Picture, Purpose::Discovery] {
        let result = closed.get(HttpRequest::new(server.url("/"), purpose)).await;
        assert!(is_forbidden(&result), "{purpose:?}: {result:?}");
    }
    assert_eq!(server.heads().len(), 0);
}

#[tokio::test]
async fn our_own_address_is_never_fetched() {
    let server = Server::start(|_| answer("200 OK", "", b"ourselves")).await;
    let settings = FetchSettings { own_addresses: vec![server.address], ..settings() };
    assert!(is_forbidden(&get(&fetcher(settings.clone()), server.url("/")).await));
    let by_name = with_names(settings, &[&["127.0.0.1"]]);
    let url = format!("http://news.example:{}/", server.address.port());
    assert!(is_forbidden(&get(&by_name, url).await));
    assert_eq!(server.heads().len(), 0);
}

#[tokio::test]
async fn a_name_reaches_only_the_open_ports_of_a_network() {
    let open = Server::start(|_| answer("200 OK", "", b"world")).await;
    let other = Server::start(|_| answer("200 OK", "", b"secret")).await;
    let allowed = Allowed::on_ports("127.0.0.1".parse().unwrap(), vec![open.address.port()]);
    let fetcher = with_names(FetchSettings { allowed: vec![allowed], ..settings() }, &[&["127.0.0.1"]]);
    assert!(get(&fetcher, format!("http://news.example:{}/", open.address.port())).await.is_ok());
    assert!(is_forbidden(&get(&fetcher, format!("http://news.example:{}/", other.address.port())).await));
    assert_eq!(other.heads().len(), 0);
}

#[tokio::test]
async fn passwords_are_sent_to_their_host_and_shown_nowhere() {
    let server = Server::start(|path| match path {
        "/" => answer("200 OK", "", b"paper"),
        _ => crate::server::Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbroken".to_vec()),
    })
    .await;
    let with_password = |path: &str| format!("http://reader:secret@{}{path}", server.address);
    let response = get(&fetcher(settings()), with_password("/")).await.unwrap();
    assert_eq!(response.final_url, server.url("/"));
    assert!(server.heads()[0].contains("authorization: basic"));
    let error = get(&fetcher(settings()), with_password("/broken")).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}
