//! The HTTP clients: TLS with the ring provider and the system's certificates, no proxies, no automatic redirects.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::Verifier;

use crate::fetcher::FetchError;
use crate::guard::{Guard, PortScope};
use crate::resolver::{GuardedResolver, Lookup};
use crate::settings::FetchSettings;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const IDLE_CONNECTION: Duration = Duration::from_secs(30);
const LARGEST_HEAD_BYTES: u32 = 64 * 1024;

/// One client for each port that the guard must know, and one for all other ports.
#[derive(Debug)]
pub(crate) struct Clients {
    other: Client,
    named: BTreeMap<u16, Client>,
}

impl Clients {
    pub(crate) fn new(
        settings: &FetchSettings,
        guard: &Arc<Guard>,
        lookup: &Arc<dyn Lookup>,
    ) -> Result<Self, FetchError> {
        let tls = tls_config()?;
        let client = |scope| {
            let resolver = GuardedResolver { guard: Arc::clone(guard), lookup: Arc::clone(lookup), scope };
            let builder = builder().tls_backend_preconfigured(tls.clone()).dns_resolver(resolver);
            builder.user_agent(settings.user_agent()).build().map_err(FetchError::Client)
        };
        let mut named = BTreeMap::new();
        for port in guard.named_ports() {
            named.insert(port, client(PortScope::Named(port))?);
        }
        Ok(Self { other: client(PortScope::Other)?, named })
    }

    pub(crate) fn on_port(&self, port: u16) -> &Client {
        self.named.get(&port).unwrap_or(&self.other)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that makes clients, behind the guard")]
fn builder() -> ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
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
