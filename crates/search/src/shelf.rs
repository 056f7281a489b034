//! A shelf: one generation of the index on disk, opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};
use tracing::warn;

use crate::error::SearchError;
use crate::language::code_of_number;
use crate::progress::Progress;
use crate::schema::{Fields, schema};

/// One generation of the index.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    reader: IndexReader,
    suspect: Arc<AtomicBool>,
}

impl Shelf {
    /// Makes an empty one in a folder, which is emptied first.
    pub(crate) fn create(folder: &Path) -> Result<Self, SearchError> {
        remove(folder)?;
        std::fs::create_dir_all(folder).map_err(|error| SearchError::folder(folder, error))?;
        let (schema, fields) = schema();
        Self::over(Index::create_in_dir(folder, schema)?, fields)
    }

    /// Opens the one in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, SearchError> {
        let damaged = |error: &dyn std::fmt::Display| SearchError::Damaged(error.to_string());
        let directory = MmapDirectory::open(folder).map_err(|error| damaged(&error))?;
        let index = Index::open(directory).map_err(|error| damaged(&error))?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(damaged(&"it is of another version"));
        }
        let shelf = Self::over(index, fields).map_err(|error| damaged(&error))?;
        shelf.progress()?;
        Ok(shelf)
    }

    fn over(index: Index, fields: Fields) -> Result<Self, SearchError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, fields, reader, suspect: Arc::default() })
    }

    /// Lets searches see what was committed last.
    pub(crate) fn reload(&self) -> Result<(), SearchError> {
        Ok(self.reader.reload()?)
    }

    /// The present state, for one search.
    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// How far it has come; the beginning when nothing was ever committed.
    pub(crate) fn progress(&self) -> Result<Progress, SearchError> {
        let payload = self.index.load_metas()?.payload;
        let read = |text: String| {
            Progress::from_text(&text)
                .ok_or_else(|| SearchError::Damaged("it is of another version".to_owned()))
        };
        payload.map_or_else(|| Ok(Progress { building: Some(0.into()), ..Progress::default() }), read)
    }

    /// Reads every file and compares it with its checksum.
    pub(crate) fn check(&self) -> Result<(), SearchError> {
        let damaged = self.index.validate_checksum()?;
        let Some(file) = damaged.iter().next() else { return Ok(()) };
        Err(SearchError::Damaged(format!(
            "{} of its files, such as {}, are not as written",
            damaged.len(),
            file.display()
        )))
    }

    /// Notes that a search met something that cannot be: whoever follows the store makes the index again.
    pub(crate) fn suspect(&self, error: &SearchError) {
        if matches!(error, SearchError::Damaged(_) | SearchError::Engine(_))
            && !self.suspect.swap(true, Ordering::Relaxed)
        {
            warn!(%error, "a search failed");
        }
    }

    /// Whether a search met something that cannot be since this was last asked.
    pub(crate) fn takes_suspicion(&self) -> bool {
        self.suspect.swap(false, Ordering::Relaxed)
    }

    /// The languages of the articles in it.
    pub(crate) fn languages(&self, searcher: &Searcher) -> Result<Vec<String>, SearchError> {
        let mut codes = Vec::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.language)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let number = terms.key().try_into().map(u64::from_be_bytes).unwrap_or_default();
                codes.push(code_of_number(number));
            }
        }
        codes.sort_unstable();
        codes.dedup();
        Ok(codes)
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("index", &self.index).finish_non_exhaustive()
    }
}

/// Removes a folder with everything in it; one that is not there is well.
pub(crate) fn remove(folder: &Path) -> Result<(), SearchError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(SearchError::folder(folder, error)),
        _ => Ok(()),
    }
}

/// The folder of a generation.
pub(crate) fn folder(root: &Path, generation: u64) -> PathBuf {
    root.join(generation.to_string())
}
