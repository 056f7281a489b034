//! Copies of the database: `backup`, `restore`, and bringing it to this version with `migrate`.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};

use tidings_store::Location;

use crate::house::{House, search_folder, sqlite_file};
use crate::setting::Settings;

/// Writes a copy, also while Tidings runs.
pub(crate) async fn backup(settings: Settings, file: &Path) -> anyhow::Result<()> {
    ensure!(!file.exists(), "{} exists already; name a new file", file.display());
    let house = House::open(settings).await?;
    house.store.backup(file).await?;
    println!("the database was copied to {}", file.display());
    house.close().await
}

/// Puts a copy in place of the database; the present one is kept beside it.
pub(crate) async fn restore(settings: Settings, file: &Path) -> anyhow::Result<()> {
    if settings.database.is_some() {
        bail!("restore is for SQLite; on PostgreSQL use pg_restore");
    }
    ensure!(file.exists(), "{} does not exist; name a file that backup wrote", file.display());
    let target = sqlite_file(&settings)?;
    let waiting = target.with_extension("restoring");
    fs::copy(file, &waiting)
        .with_context(|| format!("{} cannot be written; is the disk full?", waiting.display()))?;
    if target.exists() {
        let kept = target.with_extension("before-restore.sqlite");
        House::open(settings.clone()).await?.store.backup(&kept).await?;
        println!("the database as it was is kept as {}", kept.display());
    }
    for rest in ["sqlite-wal", "sqlite-shm"] {
        let rest = target.with_extension(rest);
        if rest.exists() {
            fs::remove_file(&rest)
                .with_context(|| format!("{} cannot be removed; stop Tidings first", rest.display()))?;
        }
    }
    fs::rename(&waiting, &target)?;
    let search = search_folder(&settings, &Location::Sqlite(target.clone()));
    if search.exists() {
        // It is of the other database; the next start makes it anew.
        fs::remove_dir_all(&search)
            .with_context(|| format!("{} cannot be removed; stop Tidings first", search.display()))?;
    }
    println!("{} is the database now", file.display());
    migrate(settings).await
}

/// Opens the database, which brings it to this version, and says so.
pub(crate) async fn migrate(settings: Settings) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    println!("{} is at the schema of Tidings {}", house.store.location(), env!("CARGO_PKG_VERSION"));
    house.close().await
}
