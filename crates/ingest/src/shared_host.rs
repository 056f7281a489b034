//! Politeness over several processes: a host belongs to one process at a time, whose own limits then hold for all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tidings_model::http::{Http, HttpError, HttpForm, HttpRequest, HttpResponse};
use tidings_model::time::{Clock, Timestamp};
use tidings_store::Store;
use url::Url;

/// How long a host stays with the process that asked it last, also with one that was killed.
const KEPT: Duration = Duration::from_secs(10);
/// A lease with less than this left is prolonged before the host is asked: longer than any one fetch may take is not
/// needed, for the next one prolongs it again.
const RENEWED: Duration = Duration::from_secs(5);
/// When a host that belongs to another process is tried again.
const TRY_AGAIN: u64 = 2;
/// Hosts remembered before those whose lease is over are forgotten.
const MOST_HOSTS: usize = 10_000;

/// A door that asks a host only while this process holds the lease on it in the database. For several processes on one
/// PostgreSQL; a single one has no need of it.
#[derive(Debug)]
pub struct SharedHosts {
    inner: Arc<dyn Http>,
    store: Store,
    clock: Arc<dyn Clock>,
    holder: String,
    held: Mutex<HashMap<String, Timestamp>>,
}

impl SharedHosts {
    /// A door before `inner`. `holder` names this process and must differ between processes.
    #[must_use]
    pub fn new(inner: Arc<dyn Http>, store: Store, clock: Arc<dyn Clock>, holder: &str) -> Self {
        Self { inner, store, clock, holder: holder.to_owned(), held: Mutex::default() }
    }

    /// Takes or keeps the host of an address, for at least as long as it wants silence.
    async fn hold(&self, address: &str, silence: Duration) -> Result<(), HttpError> {
        let Some(host) = host_of(address) else { return Ok(()) };
        let now = self.clock.now();
        let until = self.lock().get(&host).copied().unwrap_or(now);
        if silence.is_zero() && until.since(now) >= RENEWED {
            return Ok(());
        }
        let kept = KEPT.max(silence);
        match self.store.take_lease(&format!("host {host}"), &self.holder, kept).await {
            Ok(Some(_)) => {
                self.remember(host, now.plus(kept), now);
                Ok(())
            }
            Ok(None) => Err(HttpError::Waiting { host, wait_seconds: TRY_AGAIN }),
            Err(error) => {
                tracing::warn!(%error, "the database could not be asked for a host");
                let reason = "the database cannot be asked just now; it is tried again".to_owned();
                Err(HttpError::Unreachable { url: address.to_owned(), reason })
            }
        }
    }

    fn remember(&self, host: String, until: Timestamp, now: Timestamp) {
        let mut held = self.lock();
        if held.len() >= MOST_HOSTS {
            held.retain(|_, until| *until > now);
        }
        held.insert(host, until);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Timestamp>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A host that wants silence wants it from every process: it stays ours until the silence is over.
    async fn keep_silence(&self, address: &str, answer: &Result<HttpResponse, HttpError>) {
        let Err(HttpError::Waiting { wait_seconds, .. }) = answer else { return };
        if self.hold(address, Duration::from_secs(*wait_seconds)).await.is_err() {
            tracing::debug!(address, "the host went to another process");
        }
    }
}

fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_owned();
    Some(url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

#[async_trait]
impl Http for SharedHosts {
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        self.hold(&request.url, Duration::ZERO).await?;
        let address = request.url.clone();
        let answer = self.inner.get(request).await;
        self.keep_silence(&address, &answer).await;
        answer
    }

    async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError> {
        self.hold(&form.url, Duration::ZERO).await?;
        self.inner.post(form).await
    }
}

#[cfg(test)]
mod tests {
    use tidings_model::http::Purpose;
    use tidings_model::time::SystemClock;
    use tidings_store::Location;

    use super::*;

    /// A network in which every host wants silence.
    #[derive(Debug)]
    struct Silent;

    #[async_trait]
    impl Http for Silent {
        async fn get(&self, _request: HttpRequest) -> Result<HttpResponse, HttpError> {
            Err(HttpError::Waiting { host: "harbour.example".to_owned(), wait_seconds: 600 })
        }

        async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError> {
            Err(HttpError::Unreachable { url: form.url, reason: "nobody is there".to_owned() })
        }
    }

    async fn two_processes() -> [SharedHosts; 2] {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Store::open(&Location::SqliteMemory, Arc::clone(&clock)).await.unwrap();
        ["first", "second"]
            .map(|name| SharedHosts::new(Arc::new(Silent), store.clone(), Arc::clone(&clock), name))
    }

    fn ask(host: &str) -> HttpRequest {
        HttpRequest::new(format!("https://{host}/feed"), Purpose::Feed)
    }

    #[tokio::test]
    async fn a_host_belongs_to_the_process_that_asked_it_and_so_does_its_silence() {
        let [first, second] = two_processes().await;
        let said = first.get(ask("harbour.example")).await.unwrap_err();
        assert_eq!(said.wait(), Some(Duration::from_mins(10)));
        let said = second.get(ask("harbour.example")).await.unwrap_err();
        assert_eq!(said.wait(), Some(Duration::from_secs(TRY_AGAIN)), "it is the first one's: {said}");
        let said = second.get(ask("quay.example")).await.unwrap_err();
        assert_eq!(said.wait(), Some(Duration::from_mins(10)), "that one nobody had");
        let form = HttpForm { url: "https://harbour.example/hub".to_owned(), fields: Vec::new() };
        assert!(second.post(form).await.unwrap_err().wait().is_some());
    }
}
