//! A small web server of the test's own: a closure answers each request.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET` or `POST`.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// What is answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status code with its words.
    pub status: &'static str,
    /// The `Content-Type`.
    pub kind: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked {
    /// The server's own address as the client called it.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.headers.get("host").map_or("", String::as_str))
    }
}

impl Reply {
    /// A good answer.
    #[must_use]
    pub fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, body: body.into() }
    }

    /// An answer of a status without a body.
    #[must_use]
    pub const fn empty(status: &'static str) -> Self {
        Self { status, kind: "text/plain", body: Vec::new() }
    }
}

/// Serves on loopback until the test ends; gives the address without a slash at its end.
#[must_use]
pub fn serve(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || exchange(stream, &*answer));
        }
    });
    address
}

fn exchange(mut stream: TcpStream, answer: &(dyn Fn(&Asked) -> Reply + Send + Sync)) {
    let Some(asked) = stream.try_clone().ok().and_then(|stream| read(&mut BufReader::new(stream))) else {
        return;
    };
    let Reply { status, kind, body } = answer(&asked);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&[head.into_bytes(), body].concat());
}

fn read(stream: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    stream.read_line(&mut line).ok()?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body: String::from_utf8_lossy(&body).into_owned() })
}

/// A port of loopback that is free now.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}
