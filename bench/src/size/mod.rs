//! Size: what an article takes on the disk, by table and by index, in a database that the store's own functions filled.
//!
//! The articles are made up (see `search::made_up`), three a story, with three lines in brief, two quotes, three names, six
//! related articles and four of the archive, over three years; those older than two weeks are thinned as the program does it.
//! Pictures are left out, since their room has a limit of its own.

mod loader;
mod made_up;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use tidings_ingest::Indexer;
use tidings_model::time::Clock;
use tidings_search::SearchIndex;
use tidings_store::{Location, Store};

use loader::{HandClock, Loader};

const ARTICLES: u32 = 10_000;
/// Tables and indexes that are printed.
const SHOWN: usize = 24;

/// Fills a database with so many articles (10,000 when not said): a SQLite file, or what a PostgreSQL address names.
///
/// # Errors
///
/// The database or the index fails.
pub(crate) fn measure(arguments: &[String]) -> anyhow::Result<()> {
    let articles: u32 =
        arguments.first().map_or(Ok(ARTICLES), |text| text.parse()).context("the number of articles")?;
    ensure!(articles > 0, "say at least one article");
    let folder = tempfile::tempdir()?;
    let location = match arguments.get(1) {
        Some(address) => Location::from_setting(address)?,
        None => Location::Sqlite(folder.path().join("size.sqlite")),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(filled(articles, &location, folder.path()))
}

async fn filled(articles: u32, location: &Location, folder: &Path) -> anyhow::Result<()> {
    let clock = Arc::new(HandClock::default());
    let kept: Arc<dyn Clock> = Arc::<HandClock>::clone(&clock);
    let store = Store::open(location, kept).await?;
    let loader = Loader { store: store.clone(), clock, articles };
    loader.load().await?;
    print(&store, articles, "whole").await?;
    loader.thin().await?;
    print(&store, articles, "thinned").await?;
    let (index, place) = (SearchIndex::open(&folder.join("search")), folder.join("search"));
    Indexer::new(store.clone(), index).remake("the bench", |_| ()).await?;
    println!("search index\t{}", bytes(&place)? / u64::from(articles));
    store.close().await?;
    Ok(())
}

/// Bytes an article in all and by table.
async fn print(store: &Store, articles: u32, state: &str) -> anyhow::Result<()> {
    let sizes = store.table_sizes().await?;
    let all: i64 = sizes.iter().map(|size| size.bytes).sum();
    println!("bytes an article, {state}\t{}", all / i64::from(articles));
    for size in sizes.iter().take(SHOWN) {
        println!("  {}\t{}", size.name, size.bytes / i64::from(articles));
    }
    Ok(())
}

/// The bytes of all files in a folder.
fn bytes(folder: &Path) -> anyhow::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        sum += if data.is_dir() { bytes(&entry.path())? } else { data.len() };
    }
    Ok(sum)
}
