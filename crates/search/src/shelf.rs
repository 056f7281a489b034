//! A shelf: one generation of the index on disk, opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::Directory as _;
use tantivy::directory::footer::Footer;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher};
use tracing::warn;

use crate::error::SearchError;
use crate::files::Files;
use crate::language::code_of_number;
use crate::progress::Progress;
use crate::schema::{Fields, schema};

/// One generation of the index.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    reader: IndexReader,
    files: Files,
    suspect: Arc<AtomicBool>,
}

impl Shelf {
    /// Makes an empty one in a folder, which is emptied first.
    pub(crate) fn create(folder: &Path) -> Result<Self, SearchError> {
        remove(folder)?;
        std::fs::create_dir_all(folder).map_err(|error| SearchError::folder(folder, error))?;
        let (schema, fields) = schema();
        let files = Files::open(folder).map_err(|error| damaged("its folder cannot be read", &error))?;
        Self::over(Index::create(files.clone(), schema, IndexSettings::default())?, fields, files)
    }

    /// Opens the one in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, SearchError> {
        let files = Files::open(folder).map_err(|error| damaged("its folder is not there", &error))?;
        let index = Index::open(files.clone())
            .map_err(|error| damaged("the list of its files cannot be read", &error))?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(SearchError::Damaged("it is of another version".to_owned()));
        }
        let shelf = Self::over(index, fields, files)
            .map_err(|error| damaged("its files cannot be opened", &error))?;
        shelf.progress()?;
        Ok(shelf)
    }

    fn over(index: Index, fields: Fields, files: Files) -> Result<Self, SearchError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, fields, reader, files, suspect: Arc::default() })
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
        let metas = self.index.searchable_segment_metas()?;
        let ids: Vec<String> = metas.iter().map(|segment| segment.id().uuid_string()).collect();
        let is_used = |path: &PathBuf| {
            let name = path.to_string_lossy();
            ids.iter().any(|id| name.starts_with(id.as_str()))
        };
        let mut files = self.files.known();
        files.retain(is_used);
        let wrong: Vec<&PathBuf> = files.iter().filter(|path| !self.is_as_written(path)).collect();
        let Some(file) = wrong.first() else { return Ok(()) };
        Err(SearchError::Damaged(format!(
            "{} of its files, such as {}, are not as written",
            wrong.len(),
            file.display()
        )))
    }

    /// Whether a file's bytes give the checksum at its end; it is read a megabyte at a time.
    fn is_as_written(&self, path: &Path) -> bool {
        let Ok(file) = self.files.open_read(path) else { return false };
        let Ok((footer, body)) = Footer::extract_footer(file) else { return false };
        let mut hasher = crc32fast::Hasher::new();
        for chunk in body.stream_file_chunks() {
            let Ok(chunk) = chunk else { return false };
            hasher.update(&chunk);
        }
        hasher.finalize() == footer.crc
    }

    /// What is wrong with the files, if one is not as it was when it was opened and no longer as it was written; that all are
    /// there and none was touched costs next to nothing to see.
    pub(crate) fn damage(&self) -> Option<String> {
        if let Err(error) = self.progress() {
            return Some(error.damage());
        }
        self.files.changed()?;
        match self.check() {
            Ok(()) => {
                self.files.accept();
                None
            }
            Err(error) => Some(error.damage()),
        }
    }

    /// Asks something of the engine. What breaks off within it is damage like what it tells of itself.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Self) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let answer = catch_unwind(AssertUnwindSafe(|| question(self)))
            .unwrap_or_else(|_said| Err(SearchError::Damaged("a search broke off on it".to_owned())));
        if let Err(error) = &answer {
            self.suspect(error);
        }
        answer
    }

    /// Notes that a search met something that cannot be: whoever follows the store makes the index again.
    fn suspect(&self, error: &SearchError) {
        if matches!(error, SearchError::Damaged(_) | SearchError::Engine(_))
            && !self.suspect.swap(true, Ordering::Relaxed)
        {
            warn!(?error, "a search failed");
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

/// Damage in our own words; the engine's go to the log.
fn damaged(what: &str, error: &dyn std::fmt::Display) -> SearchError {
    warn!(%error, what, "the search index cannot be used as it is");
    SearchError::Damaged(what.to_owned())
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
