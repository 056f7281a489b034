//! One connection: its requests go through the router until it ends, is told to end, or its time is over.

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::Peer;
use super::activity::Activity;
use super::limit::Limits;
use super::register::Place;
use super::stream::LimitedStream;

/// Largest head of a request in bytes.
const LARGEST_HEAD: usize = 64 * 1024;

/// What every connection shares.
#[derive(Debug, Clone)]
pub(super) struct Server {
    /// The pages.
    pub(super) router: Router,
    /// The limits on clients.
    pub(super) limits: Limits,
    /// Cancelled when what is still under way is broken off.
    pub(super) broken_off: CancellationToken,
}

impl Server {
    /// Serves a connection to its end.
    pub(super) async fn attend(self, stream: TcpStream, place: Place, watcher: Watcher) {
        let stream = TokioIo::new(LimitedStream::new(stream, place.activity.clone(), self.limits));
        let (router, activity, peer) = (self.router, place.activity.clone(), Peer(place.peer));
        let service =
            service_fn(move |request| answer(router.clone(), activity.clone(), with_peer(request, peer)));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.idle)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(stream, service);
        tokio::select! {
            // A client that breaks off or garbles its request is no failure of ours.
            _ended = watcher.watch(connection) => {}
            () = place.leave.cancelled() => {}
            () = self.broken_off.cancelled() => {}
        }
    }
}

fn with_peer(mut request: http::Request<Incoming>, peer: Peer) -> http::Request<Incoming> {
    request.extensions_mut().insert(peer);
    request
}

async fn answer(
    router: Router,
    activity: Activity,
    request: http::Request<Incoming>,
) -> Result<http::Response<Body>, Infallible> {
    let _handling = activity.handle();
    router.oneshot(request.map(|body| activity.watch(Body::new(body)))).await
}
