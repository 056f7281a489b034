//! Serves the pages on a listener until it is told to stop.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::router::router;
use crate::state::WebState;

/// Serves until `stop` is cancelled; requests that are being answered come to their end.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, state: WebState, stop: CancellationToken) -> io::Result<()> {
    let state = state.listening_at(listener.local_addr()?);
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(async move { stop.cancelled().await }).await
}
