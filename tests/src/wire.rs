//! A client that speaks bytes instead of HTTP: slowly, halfway, or not at all.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use tokio::time::Instant;

/// A connection to a paper.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    host: String,
}

/// How a connection ended, or did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The other side closed it.
    Closed,
    /// It was still open when the time was over.
    Open,
}

impl Wire {
    /// Connects to an address such as `http://127.0.0.1:8008`.
    #[must_use]
    pub fn to(address: &str) -> Self {
        let host = address.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).expect("the paper takes a connection");
        stream.set_nodelay(true).expect("a socket has options");
        Self { stream, host }
    }

    /// Sends a text in which `HOST` is the paper's own. A paper that has hung up already is no failure here.
    pub fn send(&mut self, text: &str) -> bool {
        self.stream.write_all(text.replace("HOST", &self.host).as_bytes()).is_ok()
    }

    /// Sends a byte after each pause until the paper hangs up, for `seconds` at most; whether it did.
    pub fn drip(&mut self, pause: Duration, seconds: u64) -> bool {
        let begun = Instant::now();
        self.stream.set_read_timeout(Some(pause)).expect("a socket has options");
        while begun.elapsed() < Duration::from_secs(seconds) {
            if self.stream.write_all(b"a").is_err() {
                return true;
            }
            match self.stream.read(&mut [0; 1024]) {
                Ok(0) => return true,
                Err(error) if !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Reads until the paper hangs up, for `seconds` at most.
    pub fn read(&mut self, seconds: u64) -> (String, End) {
        let begun = Instant::now();
        self.stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a socket has options");
        let (mut text, mut piece) = (Vec::new(), vec![0; 65_536]);
        while begun.elapsed() < Duration::from_secs(seconds) {
            match self.stream.read(&mut piece) {
                Ok(0) => return (String::from_utf8_lossy(&text).into_owned(), End::Closed),
                Ok(count) => text.extend(piece.iter().take(count)),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(_) => return (String::from_utf8_lossy(&text).into_owned(), End::Closed),
            }
        }
        (String::from_utf8_lossy(&text).into_owned(), End::Open)
    }

    /// Reads the first line of an answer, for `seconds` at most.
    pub fn status(&mut self, seconds: u64) -> u16 {
        let begun = Instant::now();
        self.stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a socket has options");
        let (mut text, mut piece) = (Vec::new(), [0; 512]);
        while begun.elapsed() < Duration::from_secs(seconds) && !text.contains(&b'\n') {
            match self.stream.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => text.extend(piece.iter().take(count)),
                Err(_) => thread::sleep(Duration::from_millis(10)),
            }
        }
        let line = String::from_utf8_lossy(&text).into_owned();
        line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }
}
