//! `tidings demo`: the sample newswire goes through the whole pipeline and is read like any other.

use std::time::Duration;

use anyhow::Context;
use tidings_demo::{RunningWorld, Site};
use tidings_fetch::{Allowed, IpNetwork};
use tidings_ingest::IngestSettings;
use tidings_model::feed::NewFeed;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Work, announce, beat, listen, quiet, serve_pages, start_pipeline};
use crate::command::DemoArguments;
use crate::demo::{begin_anew, folder, start_world};
use crate::house::{self, House};
use crate::setting::Settings;
use crate::shutdown;

/// Longest wait for a full front page before its address is printed all the same.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Serves just the publishers, and prints one OPML of them.
pub(crate) async fn world_only(settings: &Settings, arguments: &DemoArguments) -> anyhow::Result<()> {
    let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
    begin_anew(settings, arguments)?;
    let world = start_world(settings, (&tracker, &stop)).await?;
    println!("{}", world.opml());
    shutdown::asked(&stop).await;
    tracker.close();
    tracker.wait().await;
    Ok(())
}

/// Plays the sample and serves its paper; the address is printed when the front page is full.
pub(crate) async fn paper(settings: Settings, arguments: &DemoArguments) -> anyhow::Result<()> {
    anyhow::ensure!(
        settings.database.is_none(),
        "demo keeps a SQLite folder of its own and never touches your database; leave --database out, or use \
         demo --world-only and import its OPML"
    );
    let (listener, settings) = listen::bind(settings).await?;
    eprintln!("reading the sample newswire …");
    let house = play(settings, arguments, listener, CancellationToken::new()).await?;
    announce(&house).await?;
    shutdown::asked(&house.stop).await;
    house.close().await
}

/// Starts the publishers, their pipeline and their paper; returns when the front page is full.
pub(crate) async fn play(
    settings: Settings,
    arguments: &DemoArguments,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<House> {
    let tracker = TaskTracker::new();
    let own = Settings { data: folder(&settings), ..settings.clone() };
    begin_anew(&settings, arguments)?;
    let lock = house::to_work(&own).await?;
    let world = start_world(&settings, (&tracker, &stop)).await?;
    let mut house = House { tracker, stop, ..House::with(own, lock).await? };
    house.tell_where_it_serves();
    house.store.import_feeds(&feeds(&world)?).await?;
    start_pipeline(&house, vec![only_the_world(&world)?], ingest_settings())?;
    serve_pages(&house, listener, Work::Here, None)?;
    beat::start(&house)?;
    quiet::wait(&house, LONGEST_WAIT, |_| ()).await?;
    Ok(house)
}

/// The sample changes within minutes, so it is looked at more often than the world outside.
fn ingest_settings() -> IngestSettings {
    IngestSettings {
        rechecks: vec![Duration::from_secs(100), Duration::from_mins(10), Duration::from_hours(1)],
        live_recheck: Duration::from_mins(1),
        policy: DisplayPolicy::Full,
        ..IngestSettings::default()
    }
}

fn only_the_world(world: &RunningWorld) -> anyhow::Result<Allowed> {
    let loopback = "127.0.0.1/32".parse::<IpNetwork>()?;
    Ok(Allowed::on_ports(loopback, world.sites.iter().map(|site| site.port).collect()))
}

fn feeds(world: &RunningWorld) -> anyhow::Result<Vec<(NewPublisher, NewFeed)>> {
    world.sites.iter().map(feed).collect()
}

fn feed(site: &Site) -> anyhow::Result<(NewPublisher, NewFeed)> {
    let publisher = NewPublisher {
        site: tidings_parse::url::site(&site.home).context("a sample publisher has a site")?,
        name: Some(site.name.clone()),
        home_url: site.home.clone(),
        language: Some(site.language.clone()),
        policy: DisplayPolicy::Full,
    };
    Ok((
        publisher,
        NewFeed {
            url: site.feed.clone(),
            title: Some(site.name.clone()),
            folders: vec!["Corvane".to_owned()],
            ..NewFeed::default()
        },
    ))
}
