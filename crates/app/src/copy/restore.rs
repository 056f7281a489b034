//! `tidings restore`: a copy is checked and brought to this version beside the database, and then takes its place in one step.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};
use tidings_model::time::{Clock, SystemClock};
use tidings_store::inspect::{Unfit, inspect, inspect_head};
use tidings_store::{Location, Store};

use super::migrate::alone;
use super::place::{Place, logs_of};
use crate::folder::{key, private};
use crate::house::search_folder;
use crate::setting::Settings;

const UNCHANGED: &str = "nothing was changed";

/// Puts a copy in place of the database; the present one, good or not, is kept beside it.
pub(crate) async fn restore(settings: Settings, file: &Path) -> anyhow::Result<()> {
    if settings.database.is_some() {
        bail!(
            "restore is for SQLite; on PostgreSQL stop Tidings and use pg_restore, then run tidings migrate"
        );
    }
    ensure!(file.exists(), "{} does not exist; name a file that tidings backup wrote", file.display());
    inspect_head(file).map_err(|unfit| refusal(file, &unfit))?;
    let _lock = alone(&settings, "stop it first, then restore again")?;
    let place = Place::of(&settings.data);
    place.tidy()?;
    ensure!(
        !is_same(file, &place.database()),
        "{} is the database itself; name a copy of it",
        file.display()
    );
    let staged = stage(file, &place, &settings).await;
    let trouble = match staged.and_then(|trouble| drop_search(&settings).map(|()| trouble)) {
        Ok(trouble) => trouble,
        Err(error) => {
            place.drop_staged()?;
            return Err(error);
        }
    };
    let kept = place.decide(SystemClock.now())?;
    private::narrow(&settings.data);
    println!("{} is the database now, at {}", file.display(), place.database().display());
    match kept {
        Some(kept) => println!("the database as it was is kept as {}", kept.display()),
        None => println!("there was no database before"),
    }
    if let Some(trouble) = trouble {
        println!("{trouble}");
    }
    Ok(())
}

/// Copies, checks and brings to this version, all beside the database. Gives what there is to say of its secrets.
async fn stage(file: &Path, place: &Place, settings: &Settings) -> anyhow::Result<Option<String>> {
    let staged = place.staged();
    copy(file, &staged)?;
    let [log, ..] = logs_of(file);
    if log.exists() {
        let [staged_log, ..] = logs_of(&staged);
        copy(&log, &staged_log)?;
    }
    inspect(&staged).await.map_err(|unfit| refusal(file, &unfit))?;
    let brought = bring_to_this_version(&staged, settings).await;
    let trouble = brought
        .with_context(|| format!("{} cannot be brought to this version; {UNCHANGED}", file.display()))?;
    let [staged_log, ..] = logs_of(&staged);
    ensure!(
        fs::metadata(&staged_log).map_or(0, |about| about.len()) == 0,
        "{} could not be closed; {UNCHANGED}",
        staged.display()
    );
    File::open(&staged).and_then(|staged| staged.sync_all()).map_err(|error| unwritten(&staged, &error))?;
    Ok(trouble)
}

/// A database that lacks a table or a column of ours fails here, whatever version it says it is of.
async fn bring_to_this_version(staged: &Path, settings: &Settings) -> anyhow::Result<Option<String>> {
    let store = Store::open(&Location::Sqlite(staged.to_path_buf()), Arc::new(SystemClock)).await?;
    let prepared = store.prepare_every_statement().await;
    let trouble = match &prepared {
        Ok(_) => secrets(&store, settings).await,
        Err(_) => Ok(None),
    };
    store.close().await?;
    prepared.map_err(|error| {
        tracing::debug!(%error, "a statement cannot be prepared");
        anyhow!("it lacks parts of the schema that it says it has")
    })?;
    trouble
}

/// What an earlier version left plain is sealed before it comes into its place, where there is a key.
async fn secrets(store: &Store, settings: &Settings) -> anyhow::Result<Option<String>> {
    let (place, key) = key::present(settings);
    store.take_key(key.as_ref()).await?;
    let is_new = key.is_none() && store.custody().await?.sealed == 0;
    if is_new { Ok(None) } else { key::trouble(store, &place).await }
}

/// The index is of the database as it was; it is made anew from the one that comes.
fn drop_search(settings: &Settings) -> anyhow::Result<()> {
    let search = search_folder(settings, &Location::SqliteMemory);
    match fs::remove_dir_all(&search) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed; {UNCHANGED}", search.display()))
        }
        _ => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut source = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    let mut target =
        private::writing().create(true).truncate(true).open(to).map_err(|error| unwritten(to, &error))?;
    io::copy(&mut source, &mut target).map_err(|error| unwritten(to, &error))?;
    target.sync_all().map_err(|error| unwritten(to, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> anyhow::Error {
    tracing::debug!(%error, path = %path.display(), "writing failed");
    anyhow!(
        "{} cannot be written: see that the disk has room and that this user may write in its folder; {UNCHANGED}",
        path.display()
    )
}

fn refusal(file: &Path, unfit: &Unfit) -> anyhow::Error {
    anyhow!("{} {unfit}; {UNCHANGED}", file.display())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
