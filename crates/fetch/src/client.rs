//! The HTTP clients: TLS with the ring provider and the system's certificates, no redirects, a proxy only where one is set.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Proxy};
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::Verifier;
use tidings_model::http::HttpError;
use url::Url;

use crate::body::shown;
use crate::error::FetchError;
use crate::failure::of_address;
use crate::guard::{Guard, PortScope};
use crate::resolver::{GuardedResolver, Lookup};
use crate::settings::FetchSettings;

/// How long a connection is waited for.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const IDLE_CONNECTION: Duration = Duration::from_secs(30);
const LARGEST_HEAD_BYTES: u32 = 64 * 1024;
/// Clients of proxies that are kept.
const MOST_PROXIES: usize = 32;

/// One client for each port that the guard must know, one for all other ports, and one for each proxy in use.
#[derive(Debug)]
pub(crate) struct Clients {
    maker: Maker,
    other: Client,
    named: BTreeMap<u16, Client>,
    proxied: Mutex<BTreeMap<String, Client>>,
}

impl Clients {
    pub(crate) fn new(
        settings: &FetchSettings,
        guard: &Arc<Guard>,
        lookup: &Arc<dyn Lookup>,
    ) -> Result<Self, FetchError> {
        let maker = Maker {
            tls: tls_config()?,
            user_agent: settings.user_agent(),
            guard: Arc::clone(guard),
            lookup: Arc::clone(lookup),
        };
        let mut named = BTreeMap::new();
        for port in guard.named_ports() {
            named.insert(port, maker.direct(PortScope::Named(port))?);
        }
        Ok(Self { other: maker.direct(PortScope::Other)?, maker, named, proxied: Mutex::default() })
    }

    pub(crate) fn on_port(&self, port: u16) -> Client {
        self.named.get(&port).unwrap_or(&self.other).clone()
    }

    /// The client that goes by a proxy, which looks up the names itself.
    pub(crate) fn by_proxy(&self, address: &str) -> Result<Client, HttpError> {
        let mut proxied = self.proxied.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = proxied.get(address) {
            return Ok(client.clone());
        }
        let client = self.maker.by_proxy(address)?;
        if proxied.len() >= MOST_PROXIES {
            proxied.clear();
        }
        proxied.insert(address.to_owned(), client.clone());
        Ok(client)
    }
}

/// What all clients have in common.
#[derive(Debug)]
struct Maker {
    tls: ClientConfig,
    user_agent: String,
    guard: Arc<Guard>,
    lookup: Arc<dyn Lookup>,
}

impl Maker {
    fn direct(&self, scope: PortScope) -> Result<Client, FetchError> {
        self.builder(scope, None).no_proxy().build().map_err(FetchError::Client)
    }

    fn by_proxy(&self, address: &str) -> Result<Client, HttpError> {
        let url = proxy_address(address)?;
        let bad = |_: reqwest::Error| bad_proxy(&shown(&url), NO_PROXY);
        let proxy = Proxy::all(url.clone()).map_err(bad)?;
        let host = url.host_str().map(str::to_owned);
        self.builder(PortScope::Other, host).proxy(proxy).build().map_err(bad)
    }

    fn builder(&self, scope: PortScope, proxy: Option<String>) -> ClientBuilder {
        let (guard, lookup) = (Arc::clone(&self.guard), Arc::clone(&self.lookup));
        let resolver = GuardedResolver { guard, lookup, scope, proxy };
        let builder = builder().tls_backend_preconfigured(self.tls.clone()).dns_resolver(resolver);
        builder.user_agent(&self.user_agent)
    }
}

/// Reads the address of a proxy. The kinds of SOCKS that look names up here become those that let the proxy do it, so
/// that no name is looked up past the guard.
fn proxy_address(address: &str) -> Result<Url, HttpError> {
    let remote = match address.split_once("://") {
        Some(("socks5", rest)) => format!("socks5h://{rest}"),
        Some(("socks4", rest)) => format!("socks4a://{rest}"),
        _ => address.to_owned(),
    };
    let url = Url::parse(&remote).map_err(|error| bad_proxy("the proxy", of_address(error)))?;
    let known = matches!(url.scheme(), "http" | "https" | "socks5h" | "socks4a") && url.host().is_some();
    if known { Ok(url) } else { Err(bad_proxy(&shown(&url), NO_PROXY)) }
}

/// What is said of an address that is no proxy's.
const NO_PROXY: &str = "a proxy is http, https, socks4 or socks5; write it like http://proxy.example:3128";

fn bad_proxy(shown: &str, reason: &str) -> HttpError {
    HttpError::BadAddress { url: shown.to_owned(), reason: format!("as a proxy: {reason}") }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that makes clients, behind the guard")]
fn builder() -> ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_CONNECTION)
        .pool_max_idle_per_host(2)
        .http2_max_header_list_size(LARGEST_HEAD_BYTES)
        .http1_ignore_invalid_headers_in_responses(true)
}

fn tls_config() -> Result<ClientConfig, FetchError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(FetchError::Tls)?;
    let mut config = match system_verifier(provider) {
        Some(verifier) => {
            builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
        None => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Without certificates every https request fails with its reason, but http (and the sample world) still works.
fn system_verifier(provider: Arc<CryptoProvider>) -> Option<Arc<Verifier>> {
    Verifier::new(provider)
        .inspect_err(
            |error| tracing::warn!(%error, "https cannot be fetched; install the package ca-certificates"),
        )
        .ok()
        .map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_looks_names_up_itself() {
        assert_eq!(proxy_address("socks5://a:b@proxy.example:1080").unwrap().scheme(), "socks5h");
        assert_eq!(proxy_address("http://10.0.0.1:3128").unwrap().port(), Some(3128));
    }

    #[test]
    fn what_is_no_proxy_is_refused_without_its_password() {
        for address in ["", "proxy.example:80", "ftp://a:hush@proxy.example", "file:///etc/passwd"] {
            let error = proxy_address(address).unwrap_err().to_string();
            assert!(error.contains("proxy") && !error.contains("hush"), "{error}");
        }
    }
}
