//! What a connection is doing: the stream, the request's body and the handler tell, the register and the time limits ask.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::Instant;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The head of a request is coming in.
    Head,
    /// A handler waits for a piece of the body.
    Body,
    /// A handler works.
    Work,
    /// The answer goes out, or nothing happens.
    Idle,
}

/// What a connection is doing. Cheap to clone; all clones are of one connection.
#[derive(Debug, Clone)]
pub(super) struct Activity {
    present: Arc<Mutex<(Phase, Instant)>>,
}

impl Activity {
    /// A connection that was just taken.
    pub(super) fn new() -> Self {
        Self { present: Arc::new(Mutex::new((Phase::Head, Instant::now()))) }
    }

    /// Since when the connection waits for its client; `None` while a handler works.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let (phase, since) = self.present();
        (phase != Phase::Work).then_some(since)
    }

    /// Bytes came in: between two requests they begin the next head.
    pub(super) fn read(&self) {
        if self.present().0 == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    /// When the head has to be whole; `None` when none is coming in.
    pub(super) fn head_until(&self, limit: Duration) -> Option<Instant> {
        let (phase, since) = self.present();
        (phase == Phase::Head).then(|| since + limit)
    }

    /// The head is there and a handler begins. It ends when what is given here is dropped.
    pub(super) fn handle(&self) -> Handling {
        self.enter(Phase::Work);
        Handling(self.clone())
    }

    /// A request's body that tells when it is waited for.
    pub(super) fn watch(&self, body: Body) -> Body {
        Body::new(WatchedBody { body, activity: self.clone() })
    }

    fn present(&self) -> (Phase, Instant) {
        *self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        *self.present.lock().unwrap_or_else(PoisonError::into_inner) = (phase, Instant::now());
    }
}

/// A handler that works.
#[derive(Debug)]
pub(super) struct Handling(Activity);

impl Drop for Handling {
    fn drop(&mut self) {
        self.0.enter(Phase::Idle);
    }
}

#[derive(Debug)]
struct WatchedBody {
    body: Body,
    activity: Activity,
}

impl http_body::Body for WatchedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        let was = self.activity.present().0;
        match polled {
            Poll::Pending if was == Phase::Work => self.activity.enter(Phase::Body),
            Poll::Ready(_) if was == Phase::Body => self.activity.enter(Phase::Work),
            _ => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
