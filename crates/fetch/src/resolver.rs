//! Names to addresses, of which only checked ones reach the connection: a name cannot change between check and connect.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::guard::{Guard, PortScope};

/// Asks for the addresses of a name.
#[async_trait]
pub trait Lookup: Send + Sync + fmt::Debug {
    /// All addresses of the name, in the order in which they are to be tried.
    ///
    /// # Errors
    ///
    /// When the name has no address or nobody can be asked.
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// Asks the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let addresses = tokio::net::lookup_host((host, 0)).await?;
        Ok(addresses.map(|address| address.ip()).collect())
    }
}

/// The name led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Unresolved {
    /// There is no such name.
    #[error("no server has the name {0}; check how it is spelled")]
    Unknown(String),
    /// Nobody could be asked.
    #[error(
        "the name {0} cannot be looked up now; check this machine's connection and its DNS, or try again later"
    )]
    Unasked(String),
}

impl Unresolved {
    /// What the system's resolver means. It says so in words only, which differ between C libraries.
    fn read(host: String, error: &io::Error) -> Self {
        let said = error.to_string().to_ascii_lowercase();
        let passing = ["temporary failure", "try again", "timed out", "not reachable", "connection refused"];
        if passing.iter().any(|words| said.contains(words)) {
            Self::Unasked(host)
        } else {
            Self::Unknown(host)
        }
    }
}

/// Every address of the name is one that must not be asked.
#[derive(Debug, Clone, Error)]
#[error("{host} leads only to private addresses")]
pub(crate) struct Refused {
    pub(crate) host: String,
}

/// The resolver of a client: it is asked at each new connection and passes on only what the guard permits.
#[derive(Debug, Clone)]
pub(crate) struct GuardedResolver {
    pub(crate) guard: Arc<Guard>,
    pub(crate) lookup: Arc<dyn Lookup>,
    pub(crate) scope: PortScope,
    /// The host of a proxy that the reader set: its addresses need not be public ones.
    pub(crate) proxy: Option<String>,
}

impl GuardedResolver {
    async fn checked(self, host: String) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let found = match self.lookup.lookup(&host).await {
            Ok(found) if found.is_empty() => return Err(Box::new(Unresolved::Unknown(host))),
            Ok(found) => found,
            Err(error) => return Err(Box::new(Unresolved::read(host, &error))),
        };
        if self.proxy.as_deref() == Some(host.as_str()) {
            return Ok(found);
        }
        let permitted: Vec<IpAddr> =
            found.into_iter().filter(|address| self.guard.permits(*address, self.scope)).collect();
        if permitted.is_empty() {
            return Err(Box::new(Refused { host }));
        }
        Ok(permitted)
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let addresses = resolver.checked(name.as_str().to_owned()).await?;
            // Port 0 stands for the port of the request.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_there_is_told_from_a_resolver_that_is_not() {
        let read =
            |words: &str| Unresolved::read("quay.example".to_owned(), &io::Error::other(words.to_owned()));
        for words in
            ["failed to lookup address information: Name or service not known", "Name does not resolve"]
        {
            assert!(matches!(read(words), Unresolved::Unknown(_)), "{words}");
        }
        for words in
            ["failed to lookup address information: Temporary failure in name resolution", "Try again"]
        {
            assert!(matches!(read(words), Unresolved::Unasked(_)), "{words}");
        }
    }
}
