//! The pipeline: it claims jobs and carries values from room to room until an article can be read.
//!
//! A result and the next step are stored in one transaction; a job's payload is ids only; every stage can be repeated
//! without harm. So the process may be stopped anywhere, at once.

mod access;
mod analysis;
mod answer;
mod background;
mod backoff;
mod company;
mod entry;
mod error;
mod features;
mod grouper;
mod headline;
mod heartbeat;
mod hub;
mod identity;
#[cfg(test)]
mod identity_property;
mod indexer;
mod look;
mod origin;
mod ownership;
mod pipeline;
mod places;
mod rhythm;
mod settings;
mod shared_host;
mod stage;
mod turns;
mod upkeep;
mod worker;

pub use background::Background;
pub use error::IngestError;
pub use indexer::Indexer;
pub use pipeline::Pipeline;
pub use settings::IngestSettings;
pub use shared_host::SharedHosts;
