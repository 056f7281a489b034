//! `tidings refresh`: every feed is polled now, and standard error shows how it goes.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use tidings_ingest::IngestSettings;
use tidings_model::job::StageFigures;

use crate::house::House;
use crate::run::{quiet_wait, start_pipeline};
use crate::setting::Settings;

const LONGEST_WAIT: Duration = Duration::from_mins(30);

/// Polls every feed and waits until everything that came of it is done.
pub(crate) async fn refresh(settings: Settings) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let feeds = house.store.feeds().await?;
    for feed in feeds.iter().filter(|feed| feed.retired_at.is_none()) {
        house.store.poll_now(feed.id).await?;
    }
    start_pipeline(&house, Vec::new(), IngestSettings::default())?;
    let finished = quiet_wait(&house, LONGEST_WAIT, show).await?;
    eprintln!();
    let failing = house.store.feeds().await?.into_iter().filter(|feed| feed.last_error.is_some());
    for feed in failing {
        let reason = feed.last_error.unwrap_or_default();
        // Most reasons name the address themselves.
        let named = if reason.contains(&feed.url) { String::new() } else { format!("{}: ", feed.url) };
        eprintln!("{named}{reason}");
    }
    println!(
        "{} feeds polled{}",
        feeds.len(),
        if finished { "" } else { "; the rest goes on when Tidings runs" }
    );
    house.close().await
}

/// One line that is written over itself, on a terminal only.
fn show(figures: &[StageFigures]) {
    let mut error = std::io::stderr();
    if !error.is_terminal() {
        return;
    }
    let stages =
        figures.iter().map(|stage| format!("{} {}+{}", stage.kind.as_str(), stage.running, stage.waiting));
    let line = stages.collect::<Vec<_>>().join("  ");
    if write!(error, "\r{line:<100}").and_then(|()| error.flush()).is_err() {
        tracing::debug!("the terminal is gone");
    }
}
