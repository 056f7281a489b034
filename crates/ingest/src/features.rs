//! Features of stored articles: read as the story crate takes them, and kept small.

use std::time::Duration;

use tidings_model::id::ArticleId;
use tidings_store::grouping::StoredFeatures;
use tidings_story::features::Features;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Articles whose features are packed or thinned in one transaction.
const BATCH: i64 = 200;
/// For each moment of work so many of rest: nothing waits for it.
const REST: u32 = 4;
/// Between two looks for features to thin; also after a failure.
const SLEEP: Duration = Duration::from_mins(5);
/// How many are packed between two lines of the log.
const TOLD: i64 = 10_000;

/// The features of a stored article under its id, with its headline, its publisher's name and its time; `None` when they
/// cannot be read.
pub(crate) fn features_of(row: &StoredFeatures) -> Option<Features> {
    let features = Features::unpack(&row.features)?;
    Some(Features {
        key: row.article_id.get(),
        source: row.publisher_name.clone(),
        published: Some(row.published_at.unwrap_or(row.arrived_at)),
        title: row.title.clone(),
        ..features
    })
}

/// Packs what an earlier version stored, and thins what has left the window, until `stop`.
pub(crate) async fn keep_small(pipeline: Pipeline, stop: CancellationToken) {
    let mut packing = None;
    while !stop.is_cancelled() {
        let begun = Instant::now();
        let pause = match step(&pipeline, &mut packing).await {
            Ok(true) => begun.elapsed().saturating_mul(REST),
            Ok(false) => SLEEP,
            Err(error) => {
                warn!(%error, "stored features were not made smaller; it is tried again");
                SLEEP
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// How far the packing of an older database is.
#[derive(Debug, Clone, Copy)]
struct Packing {
    done: i64,
    all: i64,
}

/// One batch; `false` when nothing is left.
async fn step(pipeline: &Pipeline, packing: &mut Option<Packing>) -> Result<bool, IngestError> {
    let unpacked = pipeline.store.unpacked_features(BATCH).await?;
    if unpacked.is_empty() {
        return thin(pipeline).await;
    }
    let progress = match *packing {
        Some(progress) => progress,
        None => Packing { done: 0, all: pipeline.store.count_unpacked_features().await? },
    };
    let done = progress.done + i64::try_from(unpacked.len()).unwrap_or_default();
    let packed = tokio::task::spawn_blocking(move || unpacked.into_iter().map(packed).collect::<Vec<_>>());
    pipeline.store.pack_features(&packed.await?).await?;
    if done / TOLD > progress.done / TOLD || progress.done == 0 || done >= progress.all {
        info!(done, of = progress.all, "features of articles are packed, as this version stores them");
    }
    *packing = Some(Packing { done, ..progress });
    Ok(true)
}

fn packed((id, json): (ArticleId, String)) -> (ArticleId, Option<Vec<u8>>) {
    (id, Features::unpack(json.as_bytes()).map(|features| features.pack()))
}

/// Thins a batch of what arrived before the window.
async fn thin(pipeline: &Pipeline) -> Result<bool, IngestError> {
    let before = pipeline.clock.now().minus(pipeline.settings.hot_window);
    let whole = pipeline.store.features_to_thin(before, BATCH).await?;
    if whole.is_empty() {
        return Ok(false);
    }
    let thinned = tokio::task::spawn_blocking(move || {
        let thin = |bytes: &[u8]| Features::unpack(bytes).map(|features| features.thinned().pack());
        whole
            .into_iter()
            .map(|(id, bytes)| {
                let thinned = thin(&bytes).unwrap_or_else(|| bytes.clone());
                ((id, bytes), thinned)
            })
            .collect::<Vec<_>>()
    });
    pipeline.store.thin_features(&thinned.await?).await?;
    Ok(true)
}
