//! The smallest HTTP client: one request a connection, over loopback.

use std::sync::Arc;

use jiff::Timestamp;
use tidings_demo::{RunningWorld, WorldOptions, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The start of every world in these tests.
pub(crate) const EPOCH: &str = "2026-11-23T09:00:00Z";

/// What a server answered.
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The header lines.
    pub(crate) head: String,
    /// The bytes after the headers.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// A world that stands still, so many seconds after its start.
pub(crate) async fn world_at(seconds: i64) -> RunningWorld {
    let epoch: Timestamp = EPOCH.parse().unwrap();
    let now = epoch.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap();
    let options = WorldOptions { ports: Vec::new(), epoch, clock: Arc::new(move || now) };
    start(options, &TaskTracker::new(), CancellationToken::new()).await.unwrap()
}

/// Asks for a full address, with further header lines.
pub(crate) async fn get(address: &str, headers: &[(&str, &str)]) -> Answer {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{}", lines.concat());
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(format!("{request}\r\n").as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: bytes.split_off(end + 4) }
}
