//! `tidings import` and `tidings export`: lists of feeds in OPML.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde_json::json;
use tidings_model::feed::NewFeed;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_parse::opml::{self, Kind, Opml};

use crate::door;
use crate::house::House;
use crate::setting::Settings;

/// Feeds that are stored together; a list of many shows how it goes.
const AT_ONCE: usize = 500;

/// Prints the feeds of a list, one JSON object a line.
pub(crate) fn print(file: &Path) -> anyhow::Result<()> {
    let list = read(file)?;
    for listed in list.feeds() {
        let (outline, folders) = (listed.outline, &listed.folders);
        let line =
            json!({ "title": outline.title, "feed": listed.feed, "page": outline.page, "folders": folders });
        println!("{line}");
    }
    Ok(())
}

/// Adds the feeds of a list; those that are here already stay as they are.
pub(crate) async fn import(settings: Settings, file: &Path) -> anyhow::Result<()> {
    let feeds = feeds(file)?;
    let house = House::open(settings).await?;
    let mut new = 0;
    for (number, some) in feeds.chunks(AT_ONCE).enumerate() {
        new += house.store.import_feeds(some).await?.iter().filter(|added| added.new).count();
        door::progress("feeds", number * AT_ONCE + some.len(), feeds.len());
    }
    println!("{new} of {} feeds are new; they are read when Tidings runs", feeds.len());
    house.close().await
}

fn feeds(file: &Path) -> anyhow::Result<Vec<(NewPublisher, NewFeed)>> {
    let list = read(file)?;
    let feeds = opml::subscriptions(&list, DisplayPolicy::default());
    ensure!(
        !feeds.is_empty(),
        "{} has no feeds in it; export the subscriptions of your other reader as OPML and name that file",
        file.display()
    );
    Ok(feeds)
}

/// Reads a list; a file that is none is named as what it is.
fn read(file: &Path) -> anyhow::Result<Opml> {
    let bytes = bytes(file)?;
    match opml::kind(&bytes) {
        Kind::List => {}
        Kind::Feed => bail!(
            "{} is one feed and no list of feeds (OPML); add it with tidings add ADDRESS, by the address it comes from",
            file.display()
        ),
        Kind::Other => bail!(
            "{} is no OPML, so there are no feeds in it; export the subscriptions of your other reader as OPML and name that file",
            file.display()
        ),
    }
    let (list, warnings) = opml::parse(&bytes);
    for warning in warnings {
        eprintln!("tidings: {}: {}", file.display(), warning.0);
    }
    Ok(list)
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    door::open(file)?
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(bytes)
}

/// Prints every feed with its folders as OPML.
pub(crate) async fn export(settings: Settings) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let publishers = house.store.publishers().await?;
    let feeds: Vec<_> = publishers
        .into_iter()
        .flat_map(|health| health.feeds.into_iter().map(move |feed| (health.publisher.clone(), feed)))
        .collect();
    print!("{}", opml::write(&opml::of_feeds("Tidings", &feeds)));
    house.close().await
}
