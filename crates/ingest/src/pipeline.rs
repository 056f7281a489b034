//! The pipeline as one value: what every stage needs, and the tasks that keep it going.

use std::sync::Arc;

use tidings_fetch::picture::PictureRoom;
use tidings_model::http::Http;
use tidings_model::time::Clock;
use tidings_store::Store;
use tidings_story::embedding::EmbeddingTable;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::company::Company;
use crate::features;
use crate::grouper;
use crate::heartbeat::{self, Claims};
use crate::settings::IngestSettings;
use crate::turns::Turns;
use crate::upkeep;
use crate::worker;

/// What every stage needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// The database.
    pub(crate) store: Store,
    /// The door to the outside network.
    pub(crate) http: Arc<dyn Http>,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// The jobs in work.
    pub(crate) claims: Claims,
    /// Who works in this process at the moment.
    pub(crate) company: Company,
    /// The hosts that jobs of this process ask.
    pub(crate) turns: Turns,
    /// The memory in which pictures are decoded.
    pub(crate) pictures: PictureRoom,
    /// Vectors of English words, for grouping.
    pub(crate) embeddings: Option<Arc<EmbeddingTable>>,
    /// What it was told.
    pub(crate) settings: Arc<IngestSettings>,
    /// Name of this process in claims and leases.
    pub(crate) holder: Arc<str>,
}

impl Pipeline {
    /// A pipeline over a store. `holder` names this process in claims and leases and must differ between processes.
    #[must_use]
    pub fn new(
        store: Store,
        http: Arc<dyn Http>,
        clock: Arc<dyn Clock>,
        settings: IngestSettings,
        holder: &str,
    ) -> Self {
        Self {
            store,
            http,
            clock,
            claims: Claims::default(),
            company: Company::default(),
            turns: Turns::default(),
            pictures: PictureRoom::new(settings.pictures),
            embeddings: None,
            settings: Arc::new(settings),
            holder: holder.into(),
        }
    }

    /// Groups with the help of these vectors too.
    #[must_use]
    pub fn with_embeddings(self, embeddings: Arc<EmbeddingTable>) -> Self {
        Self { embeddings: Some(embeddings), ..self }
    }

    /// Starts the workers and the grouper; they end soon after `stop`.
    pub fn start(&self, tracker: &TaskTracker, stop: &CancellationToken) {
        let work = TaskTracker::new();
        work.spawn(worker::run(self.clone(), work.clone(), stop.clone()));
        work.spawn(grouper::run(self.clone(), stop.clone()));
        // It waits for what is in work now or begun by that.
        work.close();
        tracker.spawn(heartbeat::run(self.clone(), work));
        tracker.spawn(upkeep::run(self.clone(), stop.clone()));
        tracker.spawn(features::keep_small(self.clone(), stop.clone()));
    }
}
