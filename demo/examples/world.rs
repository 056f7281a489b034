//! Serves the sample world until it is interrupted, and prints the addresses of its sites.

use std::sync::Arc;

use tidings_demo::{WorldOptions, start};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ports = std::env::args().skip(1).map(|port| port.parse()).collect::<Result<Vec<u16>, _>>()?;
    let options = WorldOptions { ports, epoch: now(), clock: Arc::new(now) };
    let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
    let world = start(options, &tracker, stop.clone()).await?;
    for site in &world.sites {
        println!("{:<18} {}  feed {}", site.name, site.home, site.feed);
    }
    tokio::signal::ctrl_c().await?;
    stop.cancel();
    tracker.close();
    tracker.wait().await;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the example has no other clock than the machine's")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
