//! `tidings demo`: the sample newswire, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tidings_demo::{RunningWorld, WorldOptions};
use tidings_model::time::{Clock, SystemClock, Timestamp};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::command::DemoArguments;
use crate::folder::{FolderLock, lock};
use crate::setting::Settings;

/// What is remembered of the world between two starts, so that its articles keep their addresses and times.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    /// The world's beginning, from which all its times count.
    epoch: Timestamp,
    /// The publishers' ports.
    ports: Vec<u16>,
}

/// The sample's own folder.
pub(crate) fn folder(settings: &Settings) -> PathBuf {
    settings.data.join("sample")
}

/// Empties the sample's folder when a new day is asked for; not while another process reads the sample.
///
/// # Errors
///
/// The folder is in use, or cannot be emptied.
pub(crate) fn begin_anew(settings: &Settings, arguments: &DemoArguments) -> anyhow::Result<()> {
    let folder = folder(settings);
    if !arguments.fresh || !folder.exists() {
        return Ok(());
    }
    let lock = FolderLock::alone(&folder, settings.folder_user());
    let _lock =
        lock.map_err(|refused| refused.with_cure("stop it first, or choose another folder with --data"))?;
    for entry in fs::read_dir(&folder)?.flatten() {
        let path = entry.path();
        let removed = match entry.file_type() {
            // The lock itself is in there, and is held.
            Ok(kind) if kind.is_dir() && path.ends_with(lock::FOLDER) => continue,
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(&path),
            _ => fs::remove_file(&path),
        };
        removed.with_context(|| format!("{} cannot be removed", path.display()))?;
    }
    Ok(())
}

/// Starts the publishers; their ports and their day are those of the last start.
///
/// # Errors
///
/// The folder cannot be written, or a port of the last start is taken.
pub(crate) async fn start_world(
    settings: &Settings,
    (tracker, stop): (&TaskTracker, &CancellationToken),
) -> anyhow::Result<RunningWorld> {
    let folder = folder(settings);
    fs::create_dir_all(&folder).with_context(|| {
        format!("the folder {} cannot be made; choose another with --data", folder.display())
    })?;
    let file = folder.join("world.json");
    let remembered = remembered(&file)?;
    let options = WorldOptions {
        ports: remembered.ports,
        epoch: remembered.epoch.to_jiff(),
        clock: Arc::new(|| SystemClock.now().to_jiff()),
    };
    let world = tidings_demo::start(options, tracker, stop.clone()).await?;
    let ports = world.sites.iter().map(|site| site.port).collect();
    let remembered = Remembered { epoch: remembered.epoch, ports };
    fs::write(&file, serde_json::to_vec(&remembered)?)
        .with_context(|| format!("{} cannot be written; is the disk full?", file.display()))?;
    Ok(world)
}

fn remembered(file: &Path) -> anyhow::Result<Remembered> {
    if !file.exists() {
        return Ok(Remembered { epoch: SystemClock.now(), ports: Vec::new() });
    }
    let text = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_slice(&text)
        .with_context(|| format!("{} is damaged; begin a new day with tidings demo --fresh", file.display()))
}
