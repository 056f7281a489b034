//! Everything that can go wrong on the way, on real sockets: each is told in a sentence of ours with the cure.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use tidings_fetch::{Fetcher, Lookup};
use tidings_model::http::{Http, HttpError, HttpRequest, Purpose};
use tidings_model::time::SystemClock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::TaskTracker;

use crate::server::{Reply, Server, answer, fetcher, redirect, settings};

/// Words of libraries that no reader should see.
const FOREIGN: [&str; 14] = [
    "InvalidContentType",
    "lookup address",
    "error sending request",
    "os error",
    "hyper",
    "reqwest",
    "rustls",
    "invalid peer",
    "corrupt",
    "message completed",
    "tcp connect",
    "deadline",
    "UnknownIssuer",
    "EOF",
];

fn told(error: &HttpError, words: &str) {
    let said = error.to_string();
    assert!(said.contains(words), "{said}");
    let foreign = FOREIGN.iter().find(|foreign| said.contains(**foreign));
    assert_eq!(foreign, None, "{said}");
    assert!(said.contains(';') || said.contains("try "), "without a cure: {said}");
}

async fn ask(url: &str) -> HttpError {
    let request = HttpRequest::new(url, Purpose::Feed);
    fetcher(settings()).get(request).await.map(|response| response.status).unwrap_err()
}

/// A listener that does one thing with each connection.
async fn listening<F, D>(does: D) -> std::net::SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
    D: Fn(TcpStream) -> F + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    TaskTracker::new().spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            does(stream).await;
        }
    });
    address
}

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = ask(&format!("http://{address}/feed")).await;
    told(&error, &format!("nothing answers there on port {}", address.port()));
    assert!(error.is_passing());
}

#[tokio::test]
async fn a_connection_that_is_reset() {
    // Closing a socket with unread bytes in it makes the system send a reset.
    let address = listening(|stream| async move {
        let _ = stream.readable().await;
        drop(stream);
    })
    .await;
    told(&ask(&format!("http://{address}/feed")).await, "the server");
}

#[tokio::test]
async fn an_answer_that_is_empty_and_one_that_is_no_http() {
    let empty = Server::start(|_| Reply::Bytes(Vec::new())).await;
    told(&ask(&empty.url("/feed")).await, "closed the connection without an answer");
    let mail = Server::start(|_| Reply::Bytes(b"220 mail.example ready\r\n".to_vec())).await;
    told(&ask(&mail.url("/feed")).await, "is no web server");
    let flood = Server::start(|_| answer("200 OK", &"X-Flood: water\r\n".repeat(50_000), b"")).await;
    told(&ask(&flood.url("/feed")).await, "too large");
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    let short = || Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec());
    let server = Server::start(move |_| short()).await;
    told(&ask(&server.url("/feed")).await, "broke off before its end");
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".to_vec();
    let server = Server::start(move |_| Reply::Bytes(chunked.clone())).await;
    told(&ask(&server.url("/feed")).await, "broke off before its end");
    let nonsense = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n".to_vec();
    let server = Server::start(move |_| Reply::Bytes(nonsense.clone())).await;
    told(&ask(&server.url("/feed")).await, "try again later");
}

#[tokio::test]
async fn silence_is_told_with_its_seconds() {
    let server = Server::start(|_| Reply::Silence).await;
    told(&ask(&server.url("/feed")).await, "did not answer within 1 s");
}

#[tokio::test]
async fn plain_http_where_https_was_asked_for() {
    let server = Server::start(|_| answer("200 OK", "", b"<rss/>")).await;
    // The server waits for the end of a head that never comes; this one answers at once, as web servers do.
    let address = listening(|mut stream| async move {
        let mut first = [0; 64];
        let _ = stream.read(&mut first).await;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
    })
    .await;
    let error = ask(&format!("https://{address}/feed")).await;
    told(&error, "does not speak https on this port; try the address with http://");
    drop(server);
}

#[tokio::test]
async fn a_server_that_refuses_every_way_to_encrypt() {
    let address = listening(|mut stream| async move {
        let mut first = [0; 64];
        let _ = stream.read(&mut first).await;
        // The alert handshake_failure (RFC 8446, section 6).
        let _ = stream.write_all(&[0x15, 3, 3, 0, 2, 2, 40]).await;
        let _ = stream.flush().await;
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    })
    .await;
    told(&ask(&format!("https://{address}/feed")).await, "no common way to encrypt");
}

#[tokio::test]
async fn a_server_that_hangs_up_during_the_handshake() {
    let address = listening(|mut stream| async move {
        let mut first = vec![0; 4_096];
        let _ = stream.read(&mut first).await;
    })
    .await;
    told(&ask(&format!("https://{address}/feed")).await, "hung up before a safe connection was made");
}

/// A resolver that knows nobody, for one reason or another.
#[derive(Debug)]
struct Nobody(&'static str);

#[async_trait]
impl Lookup for Nobody {
    async fn lookup(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        if self.0.is_empty() { Ok(Vec::new()) } else { Err(io::Error::other(self.0)) }
    }
}

#[tokio::test]
async fn a_name_that_is_not_there_and_a_resolver_that_is_not() {
    for (said, words) in [
        (
            "failed to lookup address information: Name or service not known",
            "no server has the name harbour.example",
        ),
        (
            "failed to lookup address information: Temporary failure in name resolution",
            "cannot be looked up now",
        ),
        ("", "no server has the name harbour.example"),
    ] {
        let lookup: Arc<dyn Lookup> = Arc::new(Nobody(said));
        let fetcher = Fetcher::with_lookup(settings(), Arc::new(SystemClock), &lookup).unwrap();
        for scheme in ["http", "https"] {
            let request = HttpRequest::new(format!("{scheme}://harbour.example/feed"), Purpose::Feed);
            told(&fetcher.get(request).await.unwrap_err(), words);
        }
    }
}

#[tokio::test]
async fn a_redirect_to_a_blocked_address_names_both() {
    let server = Server::start(|_| redirect("302 Found", "http://10.0.0.1/secret")).await;
    let error = ask(&server.url("/feed")).await;
    told(&error, "10.0.0.1, to which http://127.0.0.1:");
    assert!(matches!(error, HttpError::Forbidden { .. }) && error.to_string().contains("--allow-network"));
    let circle = Server::start(|_| redirect("302 Found", "/feed")).await;
    told(&ask(&circle.url("/feed")).await, "in a circle");
}

#[tokio::test]
async fn addresses_that_are_none() {
    for address in [
        "https://",
        "http://a b/",
        "http://news.example:99999/",
        "news",
        "ftp://news.example/",
        "http://1.2.3.400/",
    ] {
        let said = ask(address).await.to_string();
        assert!(
            said.contains("cannot be fetched") && !said.contains("invalid") && !said.contains("relative URL"),
            "{said}"
        );
    }
}
