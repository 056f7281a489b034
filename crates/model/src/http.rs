//! What the rooms say to the outside network: a request, its answer, what can go wrong, and the door that carries it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use thiserror::Error;

use crate::access::Access;

/// What is fetched. It decides the limit on bytes, the `Accept` header and whether robots.txt is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A feed the reader asked for: robots.txt is not asked.
    Feed,
    /// An article's page: robots.txt is asked (RFC 9309).
    Page,
    /// A picture or an icon.
    Picture,
    /// A page that a person pasted, read once to find its feeds.
    Discovery,
    /// A hub of WebSub, which is sent a form.
    Hub,
}

/// A GET request to a publisher.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    /// The absolute address, `http` or `https`.
    pub url: String,
    /// What is fetched.
    pub purpose: Purpose,
    /// `ETag` of the last good answer, sent as `If-None-Match`.
    pub etag: Option<String>,
    /// `Last-Modified` of the last good answer, sent as `If-Modified-Since`.
    pub last_modified: Option<String>,
    /// What the reader was given to be let in at this publisher.
    pub access: Option<Arc<Access>>,
}

/// A form that is sent with POST, as hubs of WebSub take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpForm {
    /// The absolute address, `http` or `https`.
    pub url: String,
    /// Names and values in their order.
    pub fields: Vec<(String, String)>,
}

impl HttpRequest {
    /// A plain request without validators.
    #[must_use]
    pub fn new(url: impl Into<String>, purpose: Purpose) -> Self {
        Self { url: url.into(), purpose, etag: None, last_modified: None, access: None }
    }
}

/// A publisher's answer with its body, decompressed and bounded.
#[derive(Debug, Clone)]
pub struct HttpResponse {
    /// The status code of the last hop, 200 to 599. 304 has an empty body.
    pub status: u16,
    /// The address of the last hop.
    pub final_url: String,
    /// The address that every permanent redirect (301, 308) from the asked one leads to; `None` without one.
    pub moved_to: Option<String>,
    /// Header names in lower case with their values as text; repeated ones are joined by ", ".
    pub headers: BTreeMap<String, String>,
    /// The body after decompression.
    pub body: Bytes,
    /// What was not as the headers said, such as a compression, as sentences.
    pub warnings: Vec<String>,
}

impl HttpResponse {
    /// A header's value by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// Why a request gave no answer. Each text names the thing and the cure.
#[derive(Debug, Clone, Error)]
pub enum HttpError {
    /// The address is no usable `http` or `https` address.
    #[error("the address {url} cannot be fetched: {reason}")]
    BadAddress {
        /// The address as given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The SSRF guard refused: the address is, or resolves to, a private one.
    #[error("{host} is a private address; open its network with --allow-network if it is yours")]
    Forbidden {
        /// The host or the literal.
        host: String,
    },
    /// robots.txt forbids the page.
    #[error("{url} is closed to us by the site's robots.txt; the publisher can open it")]
    Robots {
        /// The address.
        url: String,
    },
    /// The answer is larger than the limit.
    #[error("the answer of {url} is larger than the {} kB that are read of such an address", limit_bytes / 1024)]
    TooLarge {
        /// The address.
        url: String,
        /// The limit after decompression, in bytes.
        limit_bytes: u64,
    },
    /// No answer in time.
    #[error("{url} did not answer within {seconds} s; its server is slow or down, so try again later")]
    Timeout {
        /// The address.
        url: String,
        /// The limit in seconds.
        seconds: u64,
    },
    /// More redirects than allowed, or a loop.
    #[error("{url} redirects too often or in a circle; open it in a browser to see where it leads")]
    TooManyRedirects {
        /// The address first asked for.
        url: String,
    },
    /// The connection failed: no such host, refused, TLS, broken off.
    #[error("{url} cannot be reached: {reason}")]
    Unreachable {
        /// The address.
        url: String,
        /// What the network said.
        reason: String,
    },
    /// The host asked us to wait and is not asked again until then.
    #[error("{host} asks to wait another {wait_seconds} s")]
    Waiting {
        /// The host.
        host: String,
        /// Seconds to wait.
        wait_seconds: u64,
    },
}

impl HttpError {
    /// How long to wait before asking again, where the host said so.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Waiting { wait_seconds, .. } => Some(Duration::from_secs(*wait_seconds)),
            _ => None,
        }
    }

    /// Whether asking again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Timeout { .. } | Self::Unreachable { .. } | Self::Waiting { .. })
    }
}

/// The door to the outside network. `fetch` implements it; tests play it.
#[async_trait]
pub trait Http: Send + Sync + fmt::Debug {
    /// Fetches one address.
    ///
    /// # Errors
    ///
    /// See [`HttpError`]; a status of 400 or more is an answer, not an error.
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError>;

    /// Sends a form to one address, for [`Purpose::Hub`].
    ///
    /// # Errors
    ///
    /// See [`HttpError`]; a status of 400 or more is an answer, not an error.
    async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError>;
}
