//! What can go wrong in a stage, and whether trying again may help.

use std::time::Duration;

use thiserror::Error;
use tidings_model::http::HttpError;
use tidings_search::SearchError;
use tidings_store::StoreError;

/// Why a stage did not finish.
#[derive(Debug, Error)]
pub enum IngestError {
    /// The database refused.
    #[error("storing the result failed: {0}")]
    Store(#[from] StoreError),
    /// The search index refused.
    #[error("{0}")]
    Search(#[from] SearchError),
    /// The outside network refused.
    #[error("{0}")]
    Http(#[from] HttpError),
    /// What came is not usable; trying again does not help.
    #[error("{reason}")]
    Unusable {
        /// A sentence with the cure.
        reason: String,
    },
    /// The work itself broke off: a panic in a stage, or the process is shutting down.
    #[error("the work broke off by a fault in Tidings; its log says more")]
    BrokenOff(#[from] tokio::task::JoinError),
    /// A panic on the way between the rooms.
    #[error("the work broke off by a fault in Tidings; its log says more")]
    Fault,
}

impl IngestError {
    /// An [`IngestError::Unusable`] with a sentence.
    pub(crate) fn unusable(reason: impl Into<String>) -> Self {
        Self::Unusable { reason: reason.into() }
    }

    /// Whether trying again later may help.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Store(_) | Self::Search(_) | Self::BrokenOff(_) | Self::Fault => true,
            Self::Http(error) => error.is_passing(),
            Self::Unusable { .. } => false,
        }
    }

    /// Whether the fault is in what was worked on, not in the database's being away, full or another's.
    pub(crate) fn is_about_the_work(&self) -> bool {
        match self {
            Self::BrokenOff(_) | Self::Fault => true,
            Self::Store(error) => matches!(error, StoreError::Statement { .. } | StoreError::Value { .. }),
            Self::Search(_) | Self::Http(_) | Self::Unusable { .. } => false,
        }
    }

    /// How long the other side asked to wait.
    pub(crate) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Http(error) => error.wait(),
            _ => None,
        }
    }
}
