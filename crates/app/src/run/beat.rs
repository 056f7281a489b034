//! The sign of life of a process that works, which others on the same database look for.

use std::time::Duration;

use crate::house::House;

/// A few of these are missed before anybody says that nobody works.
const BEAT: Duration = Duration::from_secs(10);

/// Gives signs of life until the house closes.
///
/// # Errors
///
/// The system gives no random bytes for the process's name.
pub(super) fn start(house: &House) -> anyhow::Result<()> {
    let (store, stop, holder) = (house.store.clone(), house.stop.clone(), House::holder()?);
    house.tracker.spawn(async move {
        while !stop.is_cancelled() {
            if let Err(error) = store.note_beat(&holder).await {
                tracing::debug!(%error, "the sign of life was not stored; the next one comes soon");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(BEAT) => {}
            }
        }
    });
    Ok(())
}
