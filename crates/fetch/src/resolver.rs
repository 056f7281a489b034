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
        let found = self.lookup.lookup(&host).await?;
        if self.proxy.as_deref() == Some(host.as_str()) {
            return Ok(found);
        }
        let nobody = found.is_empty();
        let permitted: Vec<IpAddr> =
            found.into_iter().filter(|address| self.guard.permits(*address, self.scope)).collect();
        if permitted.is_empty() && !nobody {
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
