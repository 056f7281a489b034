//! Shutdown: an interrupt or a termination signal, or a part of the program that cannot go on.

use tokio_util::sync::CancellationToken;

/// Waits until the process is asked to end, or `stop` is cancelled; then cancels it.
pub(crate) async fn asked(stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = signal() => {}
    }
    stop.cancel();
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
