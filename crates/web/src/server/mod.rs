//! Serves the pages on a listener until it is told to stop; slow, silent and too many clients are kept within limits.

mod activity;
mod connection;
mod limit;
mod register;
mod stream;

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::router::router;
use crate::state::WebState;
use connection::Server;
pub use limit::Limits;
use register::Register;
pub(crate) use register::counted_as;

/// Answers that are under way when the program ends get so long; then they are broken off.
const ENDING: Duration = Duration::from_secs(4);
/// Pause after the system refused a connection, as when it has no file descriptor left.
const PAUSE: Duration = Duration::from_millis(200);

/// The address at the other end of a request's connection: a reader's, or that of a proxy in front.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Serves until `stop` is cancelled. Requests that are being answered then have four seconds to come to their end.
///
/// # Errors
/// When the listener has no address.
pub async fn serve(listener: TcpListener, state: WebState, stop: CancellationToken) -> io::Result<()> {
    let state = state.listening_at(listener.local_addr()?);
    let settings = state.settings();
    let limits = settings.limits;
    let register = Register::new(limits, settings.trusted_proxies.clone());
    let (graceful, broken_off) = (GracefulShutdown::new(), CancellationToken::new());
    let server = Server { router: router(state), limits, broken_off: broken_off.clone() };
    let tasks = TaskTracker::new();
    while let Some((stream, peer)) = next(&listener, &stop).await {
        match register.admit(peer) {
            Some(place) => {
                let serving = server.clone().attend(stream, place, graceful.watcher());
                tasks.spawn(serving);
            }
            None => {
                if let Some(refusing) = register.refuse(stream) {
                    tasks.spawn(refusing);
                }
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(ENDING, graceful.shutdown()).await.is_err() {
        tracing::info!("requests that were still under way are broken off");
    }
    broken_off.cancel();
    tasks.close();
    tasks.wait().await;
    Ok(())
}

/// The next connection; `None` once it is time to stop.
async fn next(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, IpAddr)> {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Small answers go out at once; without it they may wait for the client's acknowledgement. A connection that
                // takes no options is about to end.
                drop(stream.set_nodelay(true));
                return Some((stream, peer.ip().to_canonical()));
            }
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// The client went away before it was let in.
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
