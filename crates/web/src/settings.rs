//! How the pages are served: who may read, and under which names the site is reached.

use std::net::SocketAddr;

use ipnet::IpNet;

use crate::server::Limits;

/// Who may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Loopback only; whoever reaches it is the owner, and there is no sign-in.
    Personal,
    /// Nothing without an account.
    Private,
    /// Strangers see what each publisher's policy lets them see.
    Public,
}

/// The settings of the web room.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// Who may read.
    pub mode: Mode,
    /// Further host names by which the pages are reached, without port. In the private and public modes an empty list
    /// lets every name in.
    pub hosts: Vec<String>,
    /// Where the pages are served; [`crate::serve`] sets it to the listener's own address.
    pub listen: SocketAddr,
    /// Readers reach the pages over HTTPS: cookies get `Secure` and the `__Host-` prefix.
    pub https: bool,
    /// Where the internet reaches the pages, without a slash at its end, such as `https://news.example`.
    pub public_address: Option<String>,
    /// Proxies that are believed about where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// What one client may take.
    pub limits: Limits,
    /// The program's version, for the foot of the pages.
    pub version: &'static str,
    /// Machine-made panels (In brief, Who says so) are shown, unless a reader switches them off.
    pub ai: bool,
}

impl WebSettings {
    /// The defaults for an address: personal, without further names, without HTTPS, with machine-made panels.
    #[must_use]
    pub fn new(listen: SocketAddr) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self {
            mode: Mode::Personal,
            hosts: Vec::new(),
            listen,
            https: false,
            public_address: None,
            trusted_proxies: Vec::new(),
            limits: Limits::default(),
            version,
            ai: true,
        }
    }

    /// The address that stands in what leaves the site (feeds, links that are sent to somebody), without a slash at its end:
    /// from the settings alone. A Host header is whatever a client writes.
    #[must_use]
    pub fn origin(&self) -> String {
        if let Some(address) = &self.public_address {
            return address.clone();
        }
        let scheme = if self.https { "https" } else { "http" };
        match self.hosts.first() {
            Some(host) => format!("{scheme}://{host}"),
            None if self.listen.ip().is_unspecified() => {
                format!("{scheme}://localhost:{}", self.listen.port())
            }
            None => format!("{scheme}://{}", self.listen),
        }
    }
}
