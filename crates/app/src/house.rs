//! The house: settings turned into rooms, and the tasks that shutdown waits for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tidings_fetch::{Allowed, FetchSettings, Fetcher, HostLimits, IpNetwork};
use tidings_model::time::{Clock, SystemClock};
use tidings_search::SearchIndex;
use tidings_store::{Location, Store, StoreError};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::copy::place::Place;
use crate::folder::key::{self, KeyPlace};
use crate::folder::{FolderLock, Refused, private};
use crate::setting::Settings;

/// Tasks have so long to end.
const TASKS_END: Duration = Duration::from_secs(5);
/// The database has so long to close.
const DATABASE_CLOSES: Duration = Duration::from_secs(2);
/// Between two looks whether somebody else has tidied up.
const TIDYING: Duration = Duration::from_millis(100);

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
    /// Where the key to the secrets comes from.
    pub(crate) key: KeyPlace,
    /// Every task.
    pub(crate) tracker: TaskTracker,
    /// Ends every task.
    pub(crate) stop: CancellationToken,
    /// The data folder is ours, together with others; let go when everything is closed.
    pub(crate) lock: Option<FolderLock>,
}

impl House {
    /// Opens the database, beside others who use it.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, somebody has it alone, or the database cannot be opened; each is named with its cure.
    pub(crate) async fn open(settings: Settings) -> anyhow::Result<Self> {
        let lock = together(&settings).await?;
        Self::with(settings, lock).await
    }

    /// Makes the data folder where it is not there.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub(crate) fn make_folder(settings: &Settings) -> anyhow::Result<()> {
        private::make_folder(&settings.data).with_context(|| {
            format!("the data folder {} cannot be made; choose another with --data", settings.data.display())
        })
    }

    /// Opens the database in a folder that is ours already.
    ///
    /// # Errors
    ///
    /// The database cannot be opened.
    pub(crate) async fn with(settings: Settings, lock: Option<FolderLock>) -> anyhow::Result<Self> {
        let location = location(&settings)?;
        private::narrow(&settings.data);
        if let Location::Sqlite(file) = &location {
            private::make_file(file).map_err(|_error| StoreError::Unwritable { path: file.clone() })?;
        }
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Store::open(&location, Arc::clone(&clock)).await?;
        store.keep_pictures(i64::try_from(settings.picture_cache_bytes).unwrap_or(i64::MAX));
        let search = search_folder(&settings, &location);
        if let Err(error) = private::make_folder(&search) {
            tracing::debug!(%error, "the folder of the search index cannot be made");
        }
        let search = SearchIndex::open(&search);
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let key = key::bring(&store, &settings).await?;
        Ok(Self { settings, clock, store, search, key, tracker, stop, lock })
    }

    /// Tells others on the folder where the pages are.
    pub(crate) fn tell_where_it_serves(&mut self) {
        let listen = self.settings.listen;
        if let Some(Err(error)) = self.lock.as_mut().map(|lock| lock.serving_at(listen)) {
            tracing::debug!(%error, "others cannot be told where the pages are");
        }
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
        let closed = timeout(DATABASE_CLOSES, self.store.close()).await;
        private::narrow(&self.settings.data);
        drop(self.lock);
        if let Ok(outcome) = closed {
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

/// Where the database is: the PostgreSQL address, or a file in the data folder.
pub(crate) fn location(settings: &Settings) -> anyhow::Result<Location> {
    match &settings.database {
        Some(address) => Ok(Location::from_setting(address)?),
        None => Ok(Location::Sqlite(Place::of(&settings.data).database())),
    }
}

/// The folder, together with others; a restore that was broken off is brought to its end first. With PostgreSQL the folder
/// holds the search index only, and one that cannot be had keeps nobody from the database.
///
/// # Errors
///
/// The folder cannot be made, or somebody has it alone.
pub(crate) async fn together(settings: &Settings) -> anyhow::Result<Option<FolderLock>> {
    let lock = match House::make_folder(settings) {
        Ok(()) => lock_together(settings).await,
        Err(error) => Err(error),
    };
    match lock {
        Err(error) if settings.database.is_some() => {
            tracing::debug!(%error, "the data folder is not to be had");
            Ok(None)
        }
        lock => lock.map(Some),
    }
}

/// The folder, to work on its database: poll, fetch, group. One process does so on a SQLite database.
///
/// # Errors
///
/// As [`together`], or another process works on it.
pub(crate) async fn to_work(settings: &Settings) -> anyhow::Result<Option<FolderLock>> {
    let lock = together(settings).await?;
    if settings.database.is_some() {
        return Ok(lock);
    }
    let cure = "stop it first, or choose another folder with --data";
    lock.map(FolderLock::for_work).transpose().map_err(|refused| refused.with_cure(cure))
}

async fn lock_together(settings: &Settings) -> anyhow::Result<FolderLock> {
    let cure = "wait until it is done, or choose another folder with --data";
    let (folder, place) = (&settings.data, Place::of(&settings.data));
    loop {
        let lock = FolderLock::together(folder, settings.folder_user()).await;
        let lock = lock.map_err(|refused| refused.with_cure(cure))?;
        if !place.is_unfinished() {
            return Ok(lock);
        }
        drop(lock);
        match FolderLock::alone(folder, settings.folder_user()) {
            Ok(_alone) => place.tidy()?,
            // Somebody else is about to tidy up, or holds the folder for long: the next turn finds out.
            Err(Refused::InUse { .. }) => tokio::time::sleep(TIDYING).await,
            Err(refused) => return Err(refused.with_cure(cure)),
        }
    }
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
