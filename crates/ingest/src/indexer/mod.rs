//! The indexer: it follows the change log and keeps the search index, which it makes anew when it is damaged or when that
//! is asked for.

pub(crate) mod batch;
mod round;

use std::time::Duration;

use tidings_search::SearchIndex;
use tidings_store::Store;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info};

use crate::error::IngestError;
use round::Round;

/// Between two looks into the change log: with the time of a commit, an article can be found well within two seconds.
const LOOK: Duration = Duration::from_millis(600);
/// After a failure.
const PAUSE: Duration = Duration::from_secs(5);
/// Looks without a change after which memory and threads are let go.
const QUIET_LOOKS: u32 = 20;
/// After so many failures in a row, an index is made anew.
const HOPELESS: u32 = 3;
/// The store's setting with which a new index is asked for; each value asks once.
const ASKED: &str = "search-remake";

/// What keeps the search index of this process.
#[derive(Debug, Clone)]
pub struct Indexer {
    store: Store,
    index: SearchIndex,
}

/// How the following goes.
#[derive(Debug, Default)]
struct Following {
    round: Option<Round>,
    /// What was asked for last.
    asked: Option<String>,
    /// Failures in a row.
    failures: u32,
}

impl Indexer {
    /// An indexer of a store.
    #[must_use]
    pub const fn new(store: Store, index: SearchIndex) -> Self {
        Self { store, index }
    }

    /// Keeps the index until `stop`.
    pub fn start(self, tracker: &TaskTracker, stop: &CancellationToken) {
        tracker.spawn(self.run(stop.clone()));
    }

    /// Asks every process with an index over this store to make it anew. `mark` must differ from all marks before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_remake(&self, mark: &str) -> Result<(), IngestError> {
        Ok(self.store.set_setting(ASKED, mark).await?)
    }

    /// Makes the index anew here and now; `false` when another process has the right to write and does it instead. `say` is
    /// told how many articles are taken in.
    ///
    /// # Errors
    /// When the store or the index fails.
    pub async fn remake(&self, reason: &str, say: impl Fn(u64)) -> Result<bool, IngestError> {
        let Some(mut round) = Round::begin(&self.store, &self.index).await? else { return Ok(false) };
        round.remake(reason.to_owned()).await?;
        let mut taken = 0;
        while round.is_building() {
            taken += round.turn().await?.written;
            say(taken);
        }
        Ok(true)
    }

    async fn run(self, stop: CancellationToken) {
        let mut following = Following { asked: self.asked().await, ..Following::default() };
        let mut quiet = 0;
        while !stop.is_cancelled() {
            let looked = self.look(&mut following).await;
            quiet = if matches!(looked, Ok(true)) { 0 } else { quiet + 1 };
            let pause = match looked {
                Ok(true) => continue,
                Ok(false) => LOOK,
                Err(error) => {
                    error!(%error, "the search index was not brought up to date; trying again");
                    following.round = None;
                    following.failures += 1;
                    PAUSE
                }
            };
            if quiet == QUIET_LOOKS {
                rest(&mut following.round).await;
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// One look into the log; `true` when there may be more at once.
    async fn look(&self, following: &mut Following) -> Result<bool, IngestError> {
        let Following { round, asked, failures } = following;
        // Every process that serves pages has an indexer: what its visitors saw is stored here too.
        self.store.note_picture_views().await?;
        if round.is_none() {
            *round = Round::begin(&self.store, &self.index).await?;
            if let Some(round) = round.as_mut().filter(|_| *failures >= HOPELESS) {
                *failures = 0;
                round.remake("it could not be written to, again and again".to_owned()).await?;
            }
        }
        let Some(round) = round else {
            // Another process writes; this one reads what it wrote.
            self.index.refresh()?;
            return Ok(false);
        };
        let now = self.asked().await;
        if now != *asked {
            info!("the search index is made anew, as was asked for");
            round.remake("it was asked for".to_owned()).await?;
            *asked = now;
        }
        round.mend().await?;
        let has_more = round.turn().await?.has_more;
        *failures = 0;
        Ok(has_more)
    }

    async fn asked(&self) -> Option<String> {
        self.store.setting(ASKED).await.ok().flatten()
    }
}

async fn rest(round: &mut Option<Round>) {
    let Some(round) = round else { return };
    if let Err(error) = round.rest().await {
        error!(%error, "the search index could not be put to rest");
    }
}
