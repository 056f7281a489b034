//! What can go wrong with the index, each named with its cure.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use thiserror::Error;

use crate::query::QueryProblem;

/// A failure of the index, or a question that it cannot answer.
#[derive(Debug, Clone, Error)]
pub enum SearchError {
    /// The question cannot be understood; the sentence says why and what to write.
    #[error(transparent)]
    Query(#[from] QueryProblem),
    /// There is no index yet, or it is damaged and not made again yet.
    #[error("there is no search index yet: it is made while Tidings runs, or by tidings reindex")]
    NotReady,
    /// The folder of the index cannot be read or written.
    #[error(
        "the search index in {path} cannot be used ({reason}): give this user the right to, or free some space"
    )]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        reason: Arc<std::io::Error>,
    },
    /// The index does not fit this program, or its files do not fit each other.
    #[error(
        "the search index is damaged ({0}): it is made again from the database, or now by tidings reindex"
    )]
    Damaged(String),
    /// The engine failed.
    #[error(
        "the search index cannot be read: it is looked through and made again while Tidings runs, or now by tidings reindex"
    )]
    Engine(Arc<TantivyError>),
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(what) => {
                tracing::warn!(?what, "a file of the search index is damaged");
                Self::Damaged("a file is not as it was written".to_owned())
            }
            TantivyError::IncompatibleIndex(_) => Self::Damaged("it is of another version".to_owned()),
            other => Self::Engine(Arc::new(other)),
        }
    }
}

impl SearchError {
    /// What is wrong with the index, in a few words.
    pub(crate) fn damage(self) -> String {
        match self {
            Self::Damaged(what) => what,
            Self::Engine(_) => "a file of it cannot be read".to_owned(),
            other => other.to_string(),
        }
    }

    /// A failure of the file system at a path.
    pub(crate) fn folder(path: &Path, error: std::io::Error) -> Self {
        Self::Folder { path: path.to_path_buf(), reason: Arc::new(error) }
    }
}
