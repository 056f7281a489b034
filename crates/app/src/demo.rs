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

/// Starts the publishers; their ports and their day are those of the last start, unless `fresh`.
///
/// # Errors
///
/// The folder cannot be written, or a port of the last start is taken.
pub(crate) async fn start_world(
    settings: &Settings,
    arguments: &DemoArguments,
    (tracker, stop): (&TaskTracker, &CancellationToken),
) -> anyhow::Result<RunningWorld> {
    let folder = folder(settings);
    if arguments.fresh && folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
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
