//! The long-running commands: everything in one process, pages only, work only, the sample.

mod beat;
pub(crate) mod demo;
mod listen;
mod newswire;
mod quiet;

pub(crate) use quiet::wait as quiet_wait;

use std::sync::Arc;

use tidings_fetch::Allowed;
use tidings_fetch::picture::PictureLimits;
use tidings_fetch::schedule::PollBounds;
use tidings_ingest::{Background, Indexer, IngestSettings, Pipeline, SharedHosts};
use tidings_model::http::Http;
use tidings_parse::feed::Limits;
use tidings_story::embedding::EmbeddingTable;
use tidings_web::newswire::Newswire;
use tidings_web::{WebSettings, WebState};
use tokio::net::TcpListener;

use crate::folder::lock::users;
use crate::folder::{FolderUser, key};
use crate::house::{self, House};
use crate::setting::{Mode, Settings};
use crate::shutdown;
use crate::user;

/// Everything in one process.
pub(crate) async fn everything(settings: Settings) -> anyhow::Result<()> {
    let lock = house::to_work(&settings).await?;
    let (listener, settings) = listen::bind(settings).await?;
    let mut house = House::with(settings, lock).await?;
    house.tell_where_it_serves();
    start_pipeline(&house, Vec::new(), IngestSettings::default())?;
    let newswire = offer_newswire(&house);
    serve_pages(&house, listener, Work::Here, newswire)?;
    beat::start(&house)?;
    announce(&house).await?;
    shutdown::asked(&house.stop).await;
    house.close().await
}

/// Pages only.
pub(crate) async fn serve(settings: Settings) -> anyhow::Result<()> {
    let lock = house::together(&settings).await?;
    let (listener, settings) = listen::bind(settings).await?;
    let mut house = House::with(settings, lock).await?;
    house.tell_where_it_serves();
    serve_pages(&house, listener, Work::Elsewhere, None)?;
    announce(&house).await?;
    shutdown::asked(&house.stop).await;
    house.close().await
}

/// Work only.
pub(crate) async fn work(settings: Settings) -> anyhow::Result<()> {
    let lock = house::to_work(&settings).await?;
    let house = House::with(settings, lock).await?;
    start_pipeline(&house, Vec::new(), IngestSettings::default())?;
    beat::start(&house)?;
    eprintln!("working on {}", house.store.location());
    warn_of_secrets(&house).await?;
    shutdown::asked(&house.stop).await;
    house.close().await
}

/// Starts workers and grouper. `opened` are networks opened besides those of the settings.
pub(crate) fn start_pipeline(
    house: &House,
    opened: Vec<Allowed>,
    ingest: IngestSettings,
) -> anyhow::Result<()> {
    let holder = House::holder()?;
    let door = shared(house, Arc::new(house.fetcher(opened)?), &holder);
    let (shortest, longest) = house.settings.polling;
    let ingest = IngestSettings {
        workers: house.settings.workers,
        callback: house.settings.public_address.as_ref().map(|address| format!("{address}/websub/")),
        feed_limits: Limits {
            items: house.settings.feed_entries,
            depth: house.settings.feed_depth,
            attributes: house.settings.tag_attributes,
            ..ingest.feed_limits
        },
        pictures: PictureLimits { bytes: house.settings.picture_bytes, ..ingest.pictures },
        polling: PollBounds { shortest, longest, ..ingest.polling },
        ..ingest
    };
    let pipeline = Pipeline::new(house.store.clone(), door, Arc::clone(&house.clock), ingest, &holder);
    let embeddings = Arc::new(EmbeddingTable::carried()?);
    pipeline.with_embeddings(embeddings).start(&house.tracker, &house.stop);
    Ok(())
}

/// On PostgreSQL several processes may work, and a host is asked by one of them at a time.
fn shared(house: &House, fetcher: Arc<dyn Http>, holder: &str) -> Arc<dyn Http> {
    if house.settings.database.is_none() {
        return fetcher;
    }
    Arc::new(SharedHosts::new(fetcher, house.store.clone(), Arc::clone(&house.clock), holder))
}

/// Where polling, fetching and grouping is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// In this process.
    Here,
    /// In another process, if at all.
    Elsewhere,
}

/// Starts the pages, what keeps their search index, and what finds background in it.
pub(crate) fn serve_pages(
    house: &House,
    listener: TcpListener,
    own: Work,
    newswire: Option<Newswire>,
) -> anyhow::Result<()> {
    let settings = WebSettings {
        mode: match house.settings.mode {
            Mode::Personal => tidings_web::Mode::Personal,
            Mode::Private => tidings_web::Mode::Private,
            Mode::Public => tidings_web::Mode::Public,
        },
        hosts: house.own_hosts(),
        https: house.settings.https,
        public_address: house.settings.public_address.clone(),
        trusted_proxies: house.settings.trusted_proxies.clone(),
        limits: house.settings.limits,
        ai: house.settings.ai,
        ..WebSettings::new(house.settings.listen)
    };
    let state = WebState::new(house.store.clone(), house.search.clone(), Arc::clone(&house.clock), settings);
    let state = match newswire {
        Some(newswire) => state.with_newswire(newswire),
        None => state,
    };
    let state = if own == Work::Here { state.working_itself() } else { state };
    Indexer::new(house.store.clone(), house.search.clone()).start(&house.tracker, &house.stop);
    let (store, index) = (house.store.clone(), house.search.clone());
    Background::new(store, index, Arc::clone(&house.clock), &House::holder()?)
        .start(&house.tracker, &house.stop);
    let stop = house.stop.clone();
    house.tracker.spawn(async move {
        if let Err(error) = tidings_web::serve(listener, state, stop.clone()).await {
            tracing::error!(%error, "the pages ended");
            stop.cancel();
        }
    });
    Ok(())
}

/// The owner of a personal Tidings can start the sample from the first-run page.
fn offer_newswire(house: &House) -> Option<Newswire> {
    if house.settings.mode != Mode::Personal {
        return None;
    }
    let (newswire, keeper) = tidings_web::newswire::newswire();
    house.tracker.spawn(newswire::keep(house.settings.clone(), keeper, house.stop.clone()));
    Some(newswire)
}

/// Says where the pages are, and where the first administrator makes an account.
pub(crate) async fn announce(house: &House) -> anyhow::Result<()> {
    println!("Tidings is at http://{}/", house.settings.listen);
    warn_of_secrets(house).await?;
    if let Some(link) = user::first_administrator(house).await? {
        println!("there is no administrator yet; make your account within two days at {link}");
    }
    Ok(())
}

/// Says when there are secrets that cannot be opened; everything else works.
async fn warn_of_secrets(house: &House) -> anyhow::Result<()> {
    if let Some(trouble) = key::trouble(&house.store, &house.key).await? {
        tracing::warn!("{trouble}");
    }
    Ok(())
}

/// Whether the address of the settings can be taken, or is taken by a Tidings on the same folder, as a sentence.
pub(crate) async fn check_address(settings: Settings) -> Result<String, String> {
    let serves = |user: &FolderUser| user.listen == Some(settings.listen);
    if let Some(user) = users(&settings.data).into_iter().find(serves) {
        return Ok(format!("{} serves at {}", user, settings.listen));
    }
    let (_, settings) = listen::bind(settings).await.map_err(|error| error.to_string())?;
    Ok(format!("{} is free", settings.listen))
}
