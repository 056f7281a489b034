//! Waiting until the pipeline has nothing due: then the paper is complete for now. Background out of the archive is found
//! afterwards and at leisure, by whoever serves pages, and is not waited for.

use std::time::Duration;

use tidings_model::job::{JobKind, StageFigures};

use crate::house::House;

const LOOK: Duration = Duration::from_millis(200);

/// Waits until no job is due or running, `longest` at most; `say` is told the figures on the way.
pub(crate) async fn wait(
    house: &House,
    longest: Duration,
    say: impl Fn(&[StageFigures]),
) -> anyhow::Result<bool> {
    let end = house.clock.now().plus(longest);
    let mut calm = 0;
    while house.clock.now() < end && !house.stop.is_cancelled() {
        let figures = house.store.stage_figures().await?;
        say(&figures);
        let now = house.clock.now();
        let busy = |stage: &StageFigures| stage.running > 0 || stage.oldest_due.is_some_and(|due| due <= now);
        let mut waited_for = figures.iter().filter(|stage| stage.kind != JobKind::Background);
        calm = if waited_for.any(busy) { 0 } else { calm + 1 };
        if calm >= 2 {
            return Ok(true);
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(false)
}
