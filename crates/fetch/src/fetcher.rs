//! The fetcher: one request from the asked address over its redirects to a bounded answer.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Response;
use reqwest::header::{ACCEPT, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION, RETRY_AFTER};
use thiserror::Error;
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::time::Clock;
use tokio::time::{Instant, timeout};
use url::Url;

use crate::body::{self, Overflow, shown, unreachable};
use crate::client::Clients;
use crate::guard::Guard;
use crate::host::{Hosts, Turn};
use crate::redirect::{Chain, Redirect};
use crate::resolver::{Lookup, SystemLookup};
use crate::retry_after;
use crate::robots::{self, RobotsCache};
use crate::settings::{FetchSettings, Limits};

/// Why no fetcher could be made.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The TLS library refused its own defaults.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
    /// A setting is unusable, such as a contact with a line break.
    #[error("the HTTP client cannot be set up; check the contact in the settings")]
    Client(#[source] reqwest::Error),
}

/// Fetches from the outside network, guarded, bounded and polite. One is shared by all workers.
#[derive(Debug)]
pub struct Fetcher {
    settings: FetchSettings,
    guard: Arc<Guard>,
    clock: Arc<dyn Clock>,
    hosts: Hosts,
    robots: RobotsCache,
    clients: Clients,
}

/// What is asked at each hop of a chain.
#[derive(Debug, Clone)]
struct Ask {
    accept: &'static str,
    limits: Limits,
    overflow: Overflow,
    minds_robots: bool,
    etag: Option<String>,
    last_modified: Option<String>,
}

/// One hop's answer.
enum Hop {
    Onward(Redirect),
    Answer { status: u16, headers: std::collections::BTreeMap<String, String>, body: Bytes },
}

impl Fetcher {
    /// Makes a fetcher that asks the operating system for addresses.
    ///
    /// # Errors
    ///
    /// See [`FetchError`]. Missing system certificates are only logged: http still works.
    pub fn new(settings: FetchSettings, clock: Arc<dyn Clock>) -> Result<Self, FetchError> {
        let lookup: Arc<dyn Lookup> = Arc::new(SystemLookup);
        Self::with_lookup(settings, clock, &lookup)
    }

    /// Makes a fetcher that asks `lookup` for addresses, such as one that knows a sample world's names.
    ///
    /// # Errors
    ///
    /// See [`FetchError`].
    pub fn with_lookup(
        settings: FetchSettings,
        clock: Arc<dyn Clock>,
        lookup: &Arc<dyn Lookup>,
    ) -> Result<Self, FetchError> {
        let guard = Arc::new(Guard::new(&settings));
        let clients = Clients::new(&settings, &guard, lookup)?;
        let hosts = Hosts::new(&settings, Arc::clone(&clock));
        let robots = RobotsCache::new(Arc::clone(&clock));
        Ok(Self { settings, guard, clock, hosts, robots, clients })
    }

    /// Follows an address to its answer; each hop passes the guard.
    async fn follow(&self, asked: Url, ask: &Ask) -> Result<HttpResponse, HttpError> {
        let mut chain = Chain::new(asked, ask.limits.redirects);
        let mut left = ask.limits.total;
        loop {
            self.guard.check(chain.current())?;
            if ask.minds_robots {
                self.check_robots(chain.current()).await?;
            }
            let turn = self.hosts.turn(chain.current()).await?;
            let started = Instant::now();
            match self.hop(chain.current(), ask, left, &turn).await? {
                Hop::Onward(redirect) => chain.step(&redirect)?,
                Hop::Answer { status, headers, body } => {
                    let good = status == 304 || (200..300).contains(&status);
                    let moved_to = chain.moved_to().filter(|_| good);
                    return Ok(HttpResponse {
                        status,
                        final_url: shown(chain.current()),
                        moved_to,
                        headers,
                        body,
                    });
                }
            }
            left = left.saturating_sub(started.elapsed());
        }
    }

    async fn check_robots(&self, page: &Url) -> Result<(), HttpError> {
        let fetch = Box::pin(self.follow(robots::address(page), &Ask::ROBOTS));
        let crawl_delay = self.robots.check(page, &shown(page), fetch).await?;
        self.hosts.slow_down(page, crawl_delay);
        Ok(())
    }

    async fn hop(&self, url: &Url, ask: &Ask, left: Duration, turn: &Turn) -> Result<Hop, HttpError> {
        let deadline = Instant::now() + left;
        let response = self.send(url, ask, left).await?;
        let status = response.status().as_u16();
        let text = |name| response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let silence = retry_after::silence(status, text(RETRY_AFTER).as_deref(), self.clock.now());
        if let Some(silence) = silence {
            self.hosts.silence(turn, silence);
        }
        if let Some(redirect) = Redirect::read(status, text(LOCATION).as_deref()) {
            return Ok(Hop::Onward(redirect));
        }
        let headers = body::headers(response.headers());
        let body = match status {
            304 => Bytes::new(),
            _ => body::read(response, &ask.limits, ask.overflow, deadline).await?,
        };
        Ok(Hop::Answer { status, headers, body })
    }

    async fn send(&self, url: &Url, ask: &Ask, left: Duration) -> Result<Response, HttpError> {
        let client = self.clients.on_port(url.port_or_known_default().unwrap_or_default());
        let mut request = client.get(url.clone()).header(ACCEPT, ask.accept);
        if let Some(etag) = &ask.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = &ask.last_modified {
            request = request.header(IF_MODIFIED_SINCE, last_modified);
        }
        let patience = left.min(ask.limits.first_byte);
        match timeout(patience, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(unreachable(url, &error)),
            Err(_) => Err(HttpError::Timeout { url: shown(url), seconds: patience.as_secs().max(1) }),
        }
    }
}

impl Ask {
    const ROBOTS: Self = Self {
        accept: "text/plain, */*;q=0.5",
        limits: Limits::robots(),
        overflow: Overflow::Cut,
        minds_robots: false,
        etag: None,
        last_modified: None,
    };

    fn new(request: &HttpRequest, limits: Limits) -> Self {
        Self {
            accept: accept(request.purpose),
            limits,
            overflow: Overflow::Refuse,
            minds_robots: request.purpose == Purpose::Page,
            etag: request.etag.clone(),
            last_modified: request.last_modified.clone(),
        }
    }
}

const fn accept(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
             application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
        }
        Purpose::Page | Purpose::Discovery => {
            "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5"
        }
        Purpose::Picture => "image/jpeg, image/png, image/webp, image/gif, */*;q=0.1",
    }
}

#[async_trait]
impl Http for Fetcher {
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let asked = self.guard.read(&request.url)?;
        let ask = Ask::new(&request, *self.settings.limits.of(request.purpose));
        self.follow(asked, &ask).await
    }
}
