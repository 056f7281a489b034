//! Just enough HTTP to read a page as a browser gets it: compressed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::Context;

/// An answer: its head as text and its body as it came over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Status line and headers.
    pub(crate) head: String,
    /// The body, compressed where we asked for it.
    pub(crate) body: Vec<u8>,
}

/// Reads `path` at `host` (address and port).
///
/// # Errors
///
/// The server cannot be reached, or breaks off.
pub(crate) fn get(host: &str, path: &str, accept_encoding: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(host).with_context(|| format!("{host} cannot be reached"))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: {host}\r\nAccept-Encoding: {accept_encoding}\r\nConnection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").context("the answer has no head")?;
    let body = bytes.split_off(end + 4);
    Ok(Answer { head: String::from_utf8_lossy(&bytes).into_owned(), body })
}

/// The first address in a page that begins with `prefix` and ends with `ending`.
pub(crate) fn first_link(page: &str, prefix: &str, ending: &str) -> Option<String> {
    let addresses = page.split('"').filter(|part| part.starts_with(prefix) && part.ends_with(ending));
    addresses.map(str::to_owned).next()
}
