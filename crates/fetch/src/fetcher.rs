//! The fetcher: one request from the asked address over its redirects to a bounded answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Response;
use reqwest::header::{LOCATION, RETRY_AFTER};
use tidings_model::http::{Http, HttpError, HttpForm, HttpRequest, HttpResponse, Purpose};
use tidings_model::time::Clock;
use tokio::time::{Instant, timeout};
use url::Url;

use crate::ask::Ask;
use crate::body::{self, shown};
use crate::client::{CONNECT_TIMEOUT, Clients};
use crate::coding::Plain;
use crate::error::FetchError;
use crate::failure::told;
use crate::guard::Guard;
use crate::host::{Hosts, Turn};
use crate::redirect::{Chain, Redirect};
use crate::resolver::{Lookup, SystemLookup};
use crate::retry_after;
use crate::robots::{self, RobotsCache};
use crate::settings::FetchSettings;

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

/// One hop's answer.
enum Hop {
    Onward(Redirect),
    Answer { status: u16, headers: BTreeMap<String, String>, plain: Plain },
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
    async fn follow(&self, asked: Url, mut ask: Ask) -> Result<HttpResponse, HttpError> {
        let mut chain = Chain::new(asked, ask.limits.redirects);
        let mut left = ask.limits.total;
        loop {
            self.check(&chain)?;
            if ask.minds_robots {
                self.check_robots(chain.current(), &ask).await?;
            }
            let turn = self.hosts.turn(chain.current()).await?;
            let started = Instant::now();
            match self.hop(&mut chain, &ask, left, &turn).await? {
                Hop::Onward(redirect) => {
                    chain.step(&redirect)?;
                    if redirect.see_other {
                        ask.see_other();
                    }
                }
                Hop::Answer { status, headers, plain } => {
                    let good = status == 304 || (200..300).contains(&status);
                    let moved_to = chain.moved_to().filter(|_| good);
                    return Ok(HttpResponse {
                        status,
                        final_url: shown(chain.current()),
                        moved_to,
                        headers,
                        warnings: plain.warnings.iter().map(|warning| (*warning).to_owned()).collect(),
                        body: plain.body,
                    });
                }
            }
            left = left.saturating_sub(started.elapsed());
        }
    }

    /// Asks the guard about the present address, and says where it came from when a redirect led to a forbidden one.
    fn check(&self, chain: &Chain) -> Result<(), HttpError> {
        self.guard.check(chain.current()).map_err(|error| match error {
            HttpError::Forbidden { host } if chain.current() != chain.asked() => {
                HttpError::Forbidden { host: format!("{host}, to which {} redirects,", shown(chain.asked())) }
            }
            error => error,
        })
    }

    async fn check_robots(&self, page: &Url, ask: &Ask) -> Result<(), HttpError> {
        let fetch = Box::pin(self.follow(robots::address(page), ask.robots()));
        let crawl_delay = self.robots.check(page, &shown(page), fetch).await?;
        self.hosts.slow_down(page, crawl_delay);
        Ok(())
    }

    async fn hop(&self, chain: &mut Chain, ask: &Ask, left: Duration, turn: &Turn) -> Result<Hop, HttpError> {
        let deadline = Instant::now() + left;
        let response = self.send(chain, ask, left).await?;
        chain.take_cookies(response.headers());
        let status = response.status().as_u16();
        let text = |name| response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let silence = retry_after::silence(status, text(RETRY_AFTER).as_deref(), self.clock.now());
        if let Some(silence) = silence {
            self.hosts.silence(turn, silence);
        }
        if let Some(redirect) = Redirect::read(status, text(LOCATION).as_deref()) {
            return Ok(Hop::Onward(redirect));
        }
        let mut headers = body::headers(response.headers());
        let plain = match status {
            304 => Plain::default(),
            _ => body::read(response, &ask.limits, ask.overflow, deadline).await?,
        };
        // They told of the body as it came.
        headers.remove("content-encoding");
        headers.remove("content-length");
        Ok(Hop::Answer { status, headers, plain })
    }

    async fn send(&self, chain: &Chain, ask: &Ask, left: Duration) -> Result<Response, HttpError> {
        let hop = chain.current();
        let client = match ask.proxy() {
            Some(proxy) => self.clients.by_proxy(proxy)?,
            None => self.clients.on_port(hop.port_or_known_default().unwrap_or_default()),
        };
        let patience = left.min(ask.limits.first_byte);
        let by_proxy = ask.proxy().is_some();
        match timeout(patience, ask.request(&client, hop, chain).send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(told(hop, &error, CONNECT_TIMEOUT.as_secs(), by_proxy)),
            Err(_) => Err(HttpError::Timeout { url: shown(hop), seconds: patience.as_secs().max(1) }),
        }
    }
}

#[async_trait]
impl Http for Fetcher {
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let asked = self.guard.read(&request.url)?;
        let ask = Ask::get(&request, *self.settings.limits.of(request.purpose));
        self.follow(asked, ask).await
    }

    async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError> {
        let asked = self.guard.read(&form.url)?;
        let ask = Ask::post(&form, *self.settings.limits.of(Purpose::Hub));
        self.follow(asked, ask).await
    }
}
