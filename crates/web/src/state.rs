//! What every handler shares: the store, the search index, the clock, the settings, and the limits on tries to sign in.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tidings_model::time::{Clock, Timestamp};
use tidings_search::SearchIndex;
use tidings_store::{Store, StoreError};

use crate::account::Hashing;
use crate::account::attempt::Attempts;
use crate::handler::comment::CommentKey;
use crate::newswire::Newswire;
use crate::settings::WebSettings;
use crate::throttle::Throttle;
use crate::workers::WorkerWatch;

/// Writers and addresses whose comments are counted.
const WRITERS: usize = 20_000;

/// What every handler shares. Cheap to clone.
#[derive(Debug, Clone)]
pub struct WebState {
    inner: Arc<Inner>,
}

#[derive(Debug, Clone)]
struct Inner {
    store: Store,
    search: SearchIndex,
    clock: Arc<dyn Clock>,
    settings: WebSettings,
    attempts: Arc<Attempts>,
    hashing: Hashing,
    comments: Arc<Throttle<CommentKey>>,
    told_of_proxy: Arc<AtomicBool>,
    newswire: Option<Newswire>,
    workers: Arc<WorkerWatch>,
}

impl WebState {
    /// Takes what app has built.
    #[must_use]
    pub fn new(store: Store, search: SearchIndex, clock: Arc<dyn Clock>, settings: WebSettings) -> Self {
        let attempts = Arc::new(Attempts::default());
        let hashing = Hashing::default();
        let workers = Arc::new(WorkerWatch::default());
        let comments = Arc::new(Throttle::new(WRITERS));
        Self {
            inner: Arc::new(Inner {
                store,
                search,
                clock,
                settings,
                attempts,
                hashing,
                comments,
                told_of_proxy: Arc::default(),
                newswire: None,
                workers,
            }),
        }
    }

    /// The same state at the address where the listener really is.
    #[must_use]
    pub fn listening_at(&self, listen: SocketAddr) -> Self {
        let mut inner = Inner::clone(&self.inner);
        inner.settings.listen = listen;
        Self { inner: Arc::new(inner) }
    }

    /// The same state with a sample newswire that can be asked for.
    #[must_use]
    pub fn with_newswire(&self, newswire: Newswire) -> Self {
        let mut inner = Inner::clone(&self.inner);
        inner.newswire = Some(newswire);
        Self { inner: Arc::new(inner) }
    }

    /// The same state in a process that polls, fetches and groups itself.
    #[must_use]
    pub fn working_itself(&self) -> Self {
        let mut inner = Inner::clone(&self.inner);
        inner.workers = Arc::new(WorkerWatch::own());
        Self { inner: Arc::new(inner) }
    }

    /// Whether no process brings the paper up to date.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn lacks_workers(&self) -> Result<bool, StoreError> {
        self.inner.workers.lacks(self.store(), self.now()).await
    }

    pub(crate) fn newswire(&self) -> Option<&Newswire> {
        self.inner.newswire.as_ref()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn search(&self) -> &SearchIndex {
        &self.inner.search
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub(crate) fn settings(&self) -> &WebSettings {
        &self.inner.settings
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.inner.attempts
    }

    /// Says in the log, once, that a proxy in front is not named in the settings.
    pub(crate) fn tell_of_unnamed_proxy(&self, peer: IpAddr) {
        if !self.inner.told_of_proxy.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "requests come through a proxy at {peer} that is not trusted, so that all readers count as one: \
                 name it with --trusted-proxy {peer}"
            );
        }
    }

    pub(crate) fn comments(&self) -> &Throttle<CommentKey> {
        &self.inner.comments
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }
}
