//! The house: settings turned into rooms, and the tasks that shutdown waits for.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tidings_fetch::{Allowed, FetchSettings, Fetcher, HostLimits, IpNetwork};
use tidings_model::time::{Clock, SystemClock};
use tidings_search::SearchIndex;
use tidings_store::{Location, Store};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::setting::Settings;

/// Tasks have so long to end.
const TASKS_END: Duration = Duration::from_secs(5);
/// The database has so long to close.
const DATABASE_CLOSES: Duration = Duration::from_secs(2);

/// What every running command needs.
#[derive(Debug)]
pub(crate) struct House {
    /// The settings.
    pub(crate) settings: Settings,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// The database.
    pub(crate) store: Store,
    /// The search index, in the data folder.
    pub(crate) search: SearchIndex,
    /// Every task.
    pub(crate) tracker: TaskTracker,
    /// Ends every task.
    pub(crate) stop: CancellationToken,
}

impl House {
    /// Opens the database.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, or the database cannot be opened; each is named with its cure.
    pub(crate) async fn open(settings: Settings) -> anyhow::Result<Self> {
        let location = location(&settings)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Store::open(&location, Arc::clone(&clock)).await?;
        store.keep_pictures(i64::try_from(settings.picture_cache_bytes).unwrap_or(i64::MAX));
        let search = SearchIndex::open(&search_folder(&settings, &location));
        Ok(Self {
            settings,
            clock,
            store,
            search,
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
        })
    }

    /// The door to the outside network. `opened` are further networks, besides those of the settings.
    ///
    /// # Errors
    ///
    /// A network of the settings is none, or TLS cannot be set up.
    pub(crate) fn fetcher(&self, opened: Vec<Allowed>) -> anyhow::Result<Fetcher> {
        let mut fetching = FetchSettings {
            contact: self.settings.contact.clone().unwrap_or_default(),
            allowed: opened,
            own_addresses: vec![self.settings.listen],
            own_hosts: self.own_hosts(),
            host: HostLimits {
                concurrency: self.settings.host_requests,
                interval: self.settings.host_interval,
            },
            ..FetchSettings::default()
        };
        for network in &self.settings.allowed_networks {
            fetching.allowed.push(network.parse::<IpNetwork>().context("--allow-network")?.into());
        }
        let limits = &mut fetching.limits;
        limits.feed.bytes = self.settings.feed_bytes;
        limits.page.bytes = self.settings.page_bytes;
        limits.picture.bytes = self.settings.picture_bytes;
        let all =
            [&mut limits.feed, &mut limits.page, &mut limits.picture, &mut limits.discovery, &mut limits.hub];
        for limit in all {
            limit.total = self.settings.fetch_time;
            limit.first_byte = self.settings.first_byte.min(limit.total);
            limit.least_bytes_per_second = self.settings.least_bytes_per_second;
            limit.redirects = self.settings.redirects;
        }
        Ok(Fetcher::new(fetching, Arc::clone(&self.clock))?)
    }

    /// Every host name of ours.
    pub(crate) fn own_hosts(&self) -> Vec<String> {
        let mut hosts = self.settings.hosts.clone();
        let public = self.settings.public_address.as_deref().and_then(|address| address.split_once("://"));
        hosts.extend(public.map(|(_, host)| without_port(host).to_owned()));
        hosts
    }

    /// A name for this process in claims and leases that no other process has.
    ///
    /// # Errors
    ///
    /// The system gives no random bytes.
    pub(crate) fn holder() -> anyhow::Result<String> {
        let random =
            getrandom::u64().map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
        Ok(format!("{}-{random:016x}", std::process::id()))
    }

    /// Ends every task, waits for them, and closes the database: for seven seconds in all, because a database that does not
    /// answer would hold the program for ever. What is broken off so is done again at the next start.
    ///
    /// # Errors
    ///
    /// The database fails at closing; what was stored is stored.
    pub(crate) async fn close(self) -> anyhow::Result<()> {
        self.stop.cancel();
        self.tracker.close();
        if timeout(TASKS_END, self.tracker.wait()).await.is_err() {
            tracing::warn!("some work did not come to its end in time; it is done again at the next start");
        }
        if let Ok(outcome) = timeout(DATABASE_CLOSES, self.store.close()).await {
            return Ok(outcome?);
        }
        tracing::warn!("the database does not answer and was left as it is; what was stored is stored");
        Ok(())
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Where the database is: the PostgreSQL address, or a file in the data folder, which is made.
fn location(settings: &Settings) -> anyhow::Result<Location> {
    if let Some(address) = &settings.database {
        return Ok(Location::from_setting(address)?);
    }
    Ok(Location::Sqlite(sqlite_file(settings)?))
}

/// The folder of the search index in the data folder; each PostgreSQL database that is read from here has its own.
pub(crate) fn search_folder(settings: &Settings, location: &Location) -> PathBuf {
    let name = match location {
        Location::Postgres(_) => {
            let shown = location.to_string();
            let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
            format!("search-{}", shown.chars().map(plain).collect::<String>())
        }
        _ => "search".to_owned(),
    };
    settings.data.join(name)
}

/// The SQLite file in the data folder, which is made when it is not there.
pub(crate) fn sqlite_file(settings: &Settings) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(&settings.data).with_context(|| {
        format!("the data folder {} cannot be made; choose another with --data", settings.data.display())
    })?;
    Ok(settings.data.join("tidings.sqlite"))
}
