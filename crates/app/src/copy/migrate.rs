//! `tidings migrate`: the database is brought to this version alone, after it was checked and copied.

use anyhow::{anyhow, bail};
use tidings_model::time::{Clock, SystemClock};
use tidings_store::inspect::{Inspected, inspect};

use super::place::Place;
use crate::folder::FolderLock;
use crate::house::House;
use crate::setting::Settings;

/// Brings the database to this version and says so. The step itself is one transaction, so a failed one leaves it as it was.
pub(crate) async fn migrate(settings: Settings) -> anyhow::Result<()> {
    if settings.database.is_some() {
        return say(House::open(settings).await?).await;
    }
    let lock = alone(&settings, "stop it first, then migrate again")?;
    let place = Place::of(&settings.data);
    place.tidy()?;
    if place.database().exists() {
        keep_a_copy(&settings, &place).await?;
    }
    say(House::with(settings, Some(lock)).await?).await
}

/// The folder, with nobody else on it.
pub(super) fn alone(settings: &Settings, cure: &str) -> anyhow::Result<FolderLock> {
    House::make_folder(settings)?;
    FolderLock::alone(&settings.data, settings.folder_user()).map_err(|refused| refused.with_cure(cure))
}

/// A database that is damaged is not touched; one of an older version is copied before it is changed.
async fn keep_a_copy(settings: &Settings, place: &Place) -> anyhow::Result<()> {
    let database = place.database();
    let inspected = inspect(&database).await;
    let inspected =
        inspected.map_err(|unfit| anyhow!("{} {unfit}; nothing was changed", database.display()))?;
    if inspected.version == Inspected::NEWEST {
        return Ok(());
    }
    let kept = place.free_name("before-migration", SystemClock.now());
    // The copy is made by SQLite itself, so it is whole also when a log lies beside the database.
    let written = tidings_store::backup::copy(&database, &kept).await;
    if let Err(error) = written {
        bail!("{error}; nothing was changed in {}", settings.data.display());
    }
    println!("the database as it was is kept as {}", kept.display());
    Ok(())
}

async fn say(house: House) -> anyhow::Result<()> {
    println!("{} is at the schema of Tidings {}", house.store.location(), env!("CARGO_PKG_VERSION"));
    house.close().await
}
