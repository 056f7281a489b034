//! A server on loopback that answers as told, well or badly, and notes what it was asked.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tidings_fetch::{FetchSettings, Fetcher, HostLimits};
use tidings_model::time::{Clock, SystemClock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What to do with a connection once a request's head was read.
pub(crate) enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends the head, then the chunk again and again with a pause between.
    Endless { head: String, chunk: Vec<u8>, pause: Duration },
    /// Says nothing and keeps the connection open.
    Silence,
}

/// The head of each request, in lower case, and its body.
type Heads = Arc<Mutex<Vec<(String, String)>>>;

type Answer = Box<dyn Fn(&str) -> Reply + Send + Sync>;

/// The server; it ends with the value.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    heads: Heads,
    ended: CancellationToken,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.cancel();
    }
}

impl Server {
    /// Starts a server that answers each request by its path.
    pub(crate) async fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            heads: Arc::default(),
            ended: CancellationToken::new(),
        };
        let tasks = TaskTracker::new();
        let accept = accept(listener, Arc::new(Box::new(answer)), Arc::clone(&server.heads), tasks.clone());
        tasks.spawn(server.ended.clone().run_until_cancelled_owned(accept));
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The request heads so far, in lower case.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().iter().map(|(head, _)| head.clone()).collect()
    }

    /// The bodies of the requests so far.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.heads.lock().unwrap().iter().map(|(_, body)| body.clone()).collect()
    }

    /// How often a path was asked.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.heads().iter().filter(|head| head.starts_with(&format!("get {path} "))).count()
    }
}

fn accept(
    listener: TcpListener,
    answer: Arc<Answer>,
    heads: Heads,
    tasks: TaskTracker,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tasks.spawn(serve(stream, Arc::clone(&answer), Arc::clone(&heads)));
        }
    })
}

async fn serve(mut stream: TcpStream, answer: Arc<Answer>, heads: Heads) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let head = head.to_lowercase();
    let length = head.split_once("content-length: ").and_then(|(_, rest)| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    let Ok(_) = stream.read_exact(&mut body).await else { return };
    heads.lock().unwrap().push((head, String::from_utf8_lossy(&body).into_owned()));
    match answer(&path) {
        Reply::Bytes(bytes) => drop(stream.write_all(&bytes).await),
        Reply::Silence => tokio::time::sleep(Duration::from_mins(1)).await,
        Reply::Endless { head, chunk, pause } => {
            let mut sent = stream.write_all(head.as_bytes()).await;
            while sent.is_ok() {
                sent = stream.write_all(&chunk).await;
                tokio::time::sleep(pause).await;
            }
        }
    }
}

/// A well-formed answer.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Reply {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    Reply::Bytes([head.as_bytes(), body].concat())
}

pub(crate) fn redirect(status: &str, location: &str) -> Reply {
    answer(status, &format!("Location: {location}\r\n"), b"")
}

/// Settings that open loopback, with bounds that a test can wait for.
pub(crate) fn settings() -> FetchSettings {
    let mut settings = FetchSettings {
        contact: "mailto:desk@news.example".to_owned(),
        allowed: vec!["127.0.0.1/32".parse().unwrap()],
        loopback_host: HostLimits { concurrency: 4, interval: Duration::ZERO },
        ..FetchSettings::default()
    };
    for limits in [&mut settings.limits.feed, &mut settings.limits.page] {
        limits.bytes = 64 * 1024;
        limits.first_byte = Duration::from_millis(700);
        limits.total = Duration::from_secs(3);
        limits.grace = Duration::from_millis(500);
        limits.least_bytes_per_second = 1_000;
        limits.redirects = 4;
    }
    settings
}

pub(crate) fn fetcher(settings: FetchSettings) -> Fetcher {
    fetcher_at(settings, Arc::new(SystemClock))
}

pub(crate) fn fetcher_at(settings: FetchSettings, clock: Arc<dyn Clock>) -> Fetcher {
    Fetcher::new(settings, clock).unwrap()
}
