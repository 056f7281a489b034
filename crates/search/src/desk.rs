//! A desk: where a shelf is written. It holds the engine's writer only while there is something to write.

use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, Term};
use tidings_model::id::ArticleId;

use crate::document::Document;
use crate::error::SearchError;
use crate::progress::Progress;
use crate::shelf::Shelf;

/// Memory of the one thread that writes, until it puts a piece to disk.
const HEAP_BYTES: usize = 20_000_000;
/// Articles between two commits while an index is built, and before the first, so that searches soon find something.
const COMMIT_ARTICLES: usize = 10_000;
const FIRST_COMMIT: usize = 500;

/// Articles to write, articles to take out, and how far the index has come with them.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// New and changed articles.
    pub documents: Vec<Document>,
    /// Articles that are no longer there.
    pub gone: Vec<ArticleId>,
    /// How far the index has come with this batch.
    pub progress: Progress,
}

/// Where a shelf is written.
pub(crate) struct Desk {
    pub(crate) shelf: Shelf,
    progress: Progress,
    writer: Option<IndexWriter>,
    uncommitted: usize,
    has_committed: bool,
}

impl Desk {
    pub(crate) fn at(shelf: Shelf) -> Result<Self, SearchError> {
        let progress = shelf.progress()?;
        Ok(Self { shelf, progress, writer: None, uncommitted: 0, has_committed: false })
    }

    /// How far the shelf has come, uncommitted articles included.
    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// Writes a batch. While the index is built it is committed now and then, otherwise at once.
    pub(crate) fn write(&mut self, batch: &Batch) -> Result<(), SearchError> {
        if batch.documents.is_empty() && batch.gone.is_empty() {
            // A place alone is not worth a commit: reading it again does no harm.
            self.progress = batch.progress;
            return Ok(());
        }
        let fields = self.shelf.fields;
        let is_new = self.progress.building.is_some();
        let writer = self.writer()?;
        let term = |id: ArticleId| Term::from_field_i64(fields.id, id.get());
        for id in &batch.gone {
            writer.delete_term(term(*id));
        }
        for document in &batch.documents {
            // An article comes once while the index is built, and looking for its older self would cost time.
            if !is_new {
                writer.delete_term(term(document.id));
            }
            writer.add_document(document.prepared(&fields))?;
        }
        self.progress = batch.progress;
        self.uncommitted += batch.documents.len() + batch.gone.len();
        let due = if self.has_committed { COMMIT_ARTICLES } else { FIRST_COMMIT };
        if self.progress.building.is_none() || self.uncommitted >= due {
            self.commit()?;
        }
        Ok(())
    }

    /// Puts to disk what was written, with the progress, and shows it to searches.
    pub(crate) fn commit(&mut self) -> Result<(), SearchError> {
        let progress = self.progress.to_string();
        let mut prepared = self.writer()?.prepare_commit()?;
        prepared.set_payload(&progress);
        prepared.commit()?;
        self.uncommitted = 0;
        self.has_committed = true;
        self.shelf.reload()
    }

    /// Lets the engine's writer go, with its memory and threads, when nothing is waiting to be committed.
    pub(crate) fn rest(&mut self) -> Result<(), SearchError> {
        if self.uncommitted > 0 {
            return Ok(());
        }
        match self.writer.take() {
            Some(writer) => {
                writer.wait_merging_threads()?;
                self.shelf.reload()
            }
            None => Ok(()),
        }
    }

    fn writer(&mut self) -> Result<&mut IndexWriter, SearchError> {
        if self.writer.is_none() {
            let options = IndexWriterOptions::builder()
                .memory_budget_per_thread(HEAP_BYTES)
                .num_worker_threads(1)
                .num_merge_threads(1)
                .build();
            self.writer = Some(self.shelf.index.writer_with_options(options)?);
        }
        self.writer.as_mut().ok_or(SearchError::NotReady)
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("shelf", &self.shelf)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
