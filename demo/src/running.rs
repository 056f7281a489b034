//! Starts the sample world: one loopback port for each publisher.

use std::fmt;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::error::WorldError;
use crate::publisher::{PUBLISHERS, Publisher};
use crate::site::{self, SiteState};
use crate::world::World;

/// Tells the present time to the sample world.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How the sample world is started.
pub struct WorldOptions {
    /// One port for each publisher, in order; empty for any free ports.
    pub ports: Vec<u16>,
    /// The world's start: every time in it is counted from here.
    pub epoch: Timestamp,
    /// Tells the present time.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl fmt::Debug for WorldOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorldOptions")
            .field("ports", &self.ports)
            .field("epoch", &self.epoch)
            .finish_non_exhaustive()
    }
}

/// The publishers that are being served.
#[derive(Debug, Clone)]
pub struct RunningWorld {
    /// One site for each publisher, in the order of the ports.
    pub sites: Vec<Site>,
}

/// The site of one publisher.
#[derive(Debug, Clone)]
pub struct Site {
    /// The publisher's id, such as `harbour-post`.
    pub id: String,
    /// The publisher's name.
    pub name: String,
    /// BCP 47 language tag of its pages.
    pub language: String,
    /// Full address of the front page.
    pub home: String,
    /// Full address of the feed.
    pub feed: String,
    /// The port on 127.0.0.1.
    pub port: u16,
}

impl RunningWorld {
    /// All feeds as one OPML 2.0 document. Source: <http://opml.org/spec2.opml>.
    #[must_use]
    pub fn opml(&self) -> String {
        let outlines: String = self.sites.iter().map(outline).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>The sample newswire</title></head>\n  <body>\n    <outline text=\"Corvane\" title=\"Corvane\">\n{outlines}    </outline>\n  </body>\n</opml>\n"
        )
    }
}

fn outline(site: &Site) -> String {
    let name = site.name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let Site { feed, home, language, .. } = site;
    format!(
        "      <outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{feed}\" htmlUrl=\"{home}\" language=\"{language}\"/>\n"
    )
}

/// Starts to serve every publisher. The tasks run on `tracker` until `stop` is cancelled.
///
/// # Errors
///
/// A port is taken, fewer ports than publishers are given, or the embedded world cannot be read.
pub async fn start(
    options: WorldOptions,
    tracker: &TaskTracker,
    stop: CancellationToken,
) -> Result<RunningWorld, WorldError> {
    let world = Arc::new(World::embedded()?);
    if !world.warnings.is_empty() {
        tracing::warn!(
            skipped = world.warnings.len(),
            first = world.warnings.first(),
            "the sample world lacks pictures"
        );
    }
    let mut sites = Vec::new();
    let mut servers = Vec::new();
    for (publisher, port) in PUBLISHERS.iter().zip(ports(&options.ports)?) {
        let listener = listen(publisher, port).await?;
        let port = listener.local_addr().map_or(port, |address| address.port());
        let origin = format!("http://127.0.0.1:{port}");
        sites.push(site(publisher, &origin, port));
        let state = SiteState::new(world.clone(), publisher, origin, options.epoch, options.clock.clone())?;
        servers.push((listener, site::router(state)));
    }
    for (listener, router) in servers {
        let stop = stop.clone();
        tracker.spawn(async move {
            let server = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = server.await {
                tracing::error!(%error, "a site of the sample world stopped");
            }
        });
    }
    Ok(RunningWorld { sites })
}

fn ports(given: &[u16]) -> Result<Vec<u16>, WorldError> {
    if given.is_empty() {
        return Ok(vec![0; PUBLISHERS.len()]);
    }
    if given.len() < PUBLISHERS.len() {
        return Err(WorldError::TooFewPorts { given: given.len(), needed: PUBLISHERS.len() });
    }
    Ok(given.to_vec())
}

async fn listen(publisher: &'static Publisher, port: u16) -> Result<TcpListener, WorldError> {
    let publisher = publisher.name;
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(WorldError::PortInUse { port, publisher }),
        Err(source) => Err(WorldError::Listen { port, publisher, source }),
    }
}

fn site(publisher: &Publisher, origin: &str, port: u16) -> Site {
    Site {
        id: publisher.id.to_owned(),
        name: publisher.name.to_owned(),
        language: publisher.language.to_owned(),
        home: format!("{origin}/"),
        feed: format!("{origin}{}", publisher.feed.path),
        port,
    }
}
