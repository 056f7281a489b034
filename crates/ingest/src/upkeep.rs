//! Upkeep: once in a while one of the processes cuts back what only grows in the database.

use std::time::Duration;

use tidings_store::StoreError;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::pipeline::Pipeline;

const LEASE: &str = "upkeep";
const PAUSE: Duration = Duration::from_mins(10);

/// Keeps the database within bounds until `stop`.
pub(crate) async fn run(pipeline: Pipeline, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = once(&pipeline).await {
            warn!(%error, "the database was not cut back; trying again later");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

async fn once(pipeline: &Pipeline) -> Result<(), StoreError> {
    let lease = pipeline.store.take_lease(LEASE, &pipeline.holder, PAUSE / 2).await?;
    if lease.is_some() { pipeline.store.prune().await } else { Ok(()) }
}
