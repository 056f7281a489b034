//! How the world starts, lists its feeds and refuses bad ports.

use std::sync::Arc;

use jiff::Timestamp;
use tidings_demo::{WorldError, WorldOptions, start};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::client::{EPOCH, get, world_at};

async fn start_on(ports: Vec<u16>) -> Result<tidings_demo::RunningWorld, WorldError> {
    let epoch: Timestamp = EPOCH.parse().unwrap();
    let options = WorldOptions { ports, epoch, clock: Arc::new(move || epoch) };
    start(options, &TaskTracker::new(), CancellationToken::new()).await
}

#[tokio::test]
async fn the_opml_lists_every_feed() {
    let world = world_at(0).await;
    let opml = world.opml();
    assert_eq!(opml.matches("xmlUrl=").count(), 10);
    assert!(world.sites.iter().all(|site| opml.contains(&site.feed) && opml.contains(&site.home)));
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_cure() {
    let world = world_at(0).await;
    let port = world.sites[0].port;
    let error = start_on(vec![port; 10]).await.unwrap_err();
    assert!(matches!(error, WorldError::PortInUse { port: named, .. } if named == port));
    assert!(error.to_string().contains("choose other ports"), "{error}");
}

#[tokio::test]
async fn too_few_ports_are_refused() {
    assert!(matches!(start_on(vec![1]).await, Err(WorldError::TooFewPorts { given: 1, needed: 10 })));
}

#[tokio::test]
async fn the_servers_end_when_they_are_told_to() {
    let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
    let epoch: Timestamp = EPOCH.parse().unwrap();
    let options = WorldOptions { ports: Vec::new(), epoch, clock: Arc::new(move || epoch) };
    let world = start(options, &tracker, stop.clone()).await.unwrap();
    assert_eq!(get(&world.sites[0].home, &[]).await.status, 200);
    stop.cancel();
    tracker.close();
    tokio::time::timeout(std::time::Duration::from_secs(5), tracker.wait()).await.unwrap();
    assert!(tokio::net::TcpStream::connect(("127.0.0.1", world.sites[0].port)).await.is_err());
}
