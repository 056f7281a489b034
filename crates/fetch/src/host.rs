//! Politeness towards each host, over all workers that share the fetcher: concurrency, interval, and silence when asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tidings_model::http::HttpError;
use tidings_model::time::{Clock, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout};
use url::{Host as UrlHost, Url};

use crate::settings::{FetchSettings, HostLimits};

/// Hosts remembered before idle ones are forgotten.
const MOST_HOSTS: usize = 10_000;

/// All hosts that were asked lately.
#[derive(Debug)]
pub(crate) struct Hosts {
    public: HostLimits,
    loopback: HostLimits,
    longest_line: Duration,
    longest_silence: Duration,
    clock: Arc<dyn Clock>,
    by_name: Mutex<HashMap<String, Arc<Host>>>,
}

/// One host with the requests that are under way to it.
#[derive(Debug)]
pub(crate) struct Host {
    name: String,
    slots: Arc<Semaphore>,
    interval: Duration,
    state: Mutex<HostState>,
}

#[derive(Debug)]
struct HostState {
    next_turn: Instant,
    silent_until: Timestamp,
    crawl_delay: Duration,
}

/// The right to ask a host; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    host: Arc<Host>,
    _slot: OwnedSemaphorePermit,
}

impl Hosts {
    pub(crate) fn new(settings: &FetchSettings, clock: Arc<dyn Clock>) -> Self {
        Self {
            public: settings.host,
            loopback: settings.loopback_host,
            longest_line: settings.longest_line,
            longest_silence: settings.longest_silence,
            clock,
            by_name: Mutex::default(),
        }
    }

    /// Waits until the host may be asked.
    ///
    /// Fails with [`HttpError::Waiting`] when the host wants silence or our own line for it is too long.
    pub(crate) async fn turn(&self, url: &Url) -> Result<Turn, HttpError> {
        let host = self.host(url);
        host.check_silence(self.clock.now())?;
        let slot = timeout(self.longest_line, Arc::clone(&host.slots).acquire_owned()).await;
        let Ok(Ok(slot)) = slot else { return Err(host.waiting(self.longest_line)) };
        let start = host.reserve(self.longest_line)?;
        sleep_until(start).await;
        host.check_silence(self.clock.now())?;
        Ok(Turn { host, _slot: slot })
    }

    /// Keeps silent towards the host that gave this turn, for as long as it asks but within the bound.
    pub(crate) fn silence(&self, turn: &Turn, asked: Duration) {
        let until = self.clock.now().plus(asked.min(self.longest_silence));
        turn.host.lock().silent_until = until;
    }

    /// Holds the crawl delay that a robots.txt asks for, where it is longer than our own interval.
    pub(crate) fn slow_down(&self, url: &Url, crawl_delay: Duration) {
        self.host(url).lock().crawl_delay = crawl_delay;
    }

    fn host(&self, url: &Url) -> Arc<Host> {
        let (name, limits) = self.place(url);
        let mut hosts = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.get(&name) {
            return Arc::clone(host);
        }
        if hosts.len() >= MOST_HOSTS {
            let (now, instant) = (self.clock.now(), Instant::now());
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.is_remembered(now, instant));
        }
        let host = Arc::new(Host::new(&name, limits));
        hosts.insert(name, Arc::clone(&host));
        host
    }

    /// Public servers are told apart by host, those on this machine by host and port.
    fn place(&self, url: &Url) -> (String, HostLimits) {
        let name = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
        if !is_loopback(url) {
            return (name, self.public);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        (format!("{name}:{port}"), self.loopback)
    }
}

impl Host {
    fn new(name: &str, limits: HostLimits) -> Self {
        let state = HostState {
            next_turn: Instant::now(),
            silent_until: Timestamp::from_millis(i64::MIN),
            crawl_delay: Duration::ZERO,
        };
        Self {
            name: name.to_owned(),
            slots: Arc::new(Semaphore::new(limits.concurrency.max(1))),
            interval: limits.interval,
            state: Mutex::new(state),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HostState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next place in the line; a place too far off is not taken.
    fn reserve(&self, longest_line: Duration) -> Result<Instant, HttpError> {
        let mut state = self.lock();
        let now = Instant::now();
        let start = state.next_turn.max(now);
        if start.duration_since(now) > longest_line {
            return Err(self.waiting(start.duration_since(now)));
        }
        state.next_turn = start + self.interval.max(state.crawl_delay);
        Ok(start)
    }

    fn check_silence(&self, now: Timestamp) -> Result<(), HttpError> {
        let left = self.lock().silent_until.since(now);
        if left.is_zero() { Ok(()) } else { Err(self.waiting(left)) }
    }

    fn waiting(&self, left: Duration) -> HttpError {
        let wait_seconds = left.as_millis().div_ceil(1_000).max(1);
        HttpError::Waiting {
            host: self.name.clone(),
            wait_seconds: u64::try_from(wait_seconds).unwrap_or(u64::MAX),
        }
    }

    fn is_remembered(&self, now: Timestamp, instant: Instant) -> bool {
        let state = self.lock();
        state.silent_until > now || state.next_turn > instant
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(UrlHost::Ipv4(address)) => address.is_loopback(),
        Some(UrlHost::Ipv6(address)) => address.is_loopback(),
        Some(UrlHost::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}
