//! The index as its readers hold it: the generation that serves, and what is known of its health.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::error::SearchError;
use crate::follower::Follower;
use crate::shelf::{Shelf, folder};

/// The name of the file that names the present generation.
const CURRENT: &str = "current";

/// The full-text index. Cheap to clone; all clones are one index.
///
/// In its folder, `current` names the generation that serves, which is a folder beside it; the next one is built in a further
/// folder. One process at a time holds `lock` and writes; any number read.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    serving: RwLock<Serving>,
    /// Articles taken into the generation that is being built, plus one; 0 while none is.
    taken: AtomicU64,
}

/// What serves now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Serving {
    pub(crate) current: Current,
    pub(crate) shelf: Option<Shelf>,
    /// Why there is no shelf though there should be one.
    pub(crate) damage: Option<String>,
}

/// What the file `current` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Current {
    pub(crate) generation: u64,
    /// Why and when this generation was made in place of an older one.
    pub(crate) reason: Option<String>,
}

/// What is known of the health of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Articles in it.
    pub articles: u64,
    /// It is still being built.
    pub is_building: bool,
    /// Why and when it was last made again.
    pub remade: Option<String>,
}

impl SearchIndex {
    /// Opens the index in a folder. One that is not there, or is damaged, is no error: it is made by whoever follows the
    /// store, and until then searches say that there is none.
    #[must_use]
    pub fn open(folder: &Path) -> Self {
        let serving = RwLock::new(look(folder));
        Self { shared: Arc::new(Shared { folder: folder.to_path_buf(), serving, taken: AtomicU64::new(0) }) }
    }

    /// Looks whether another process has written or made the index anew.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn refresh(&self) -> Result<(), SearchError> {
        let serving = self.serving();
        match &serving.shelf {
            // One that cannot be read any more is looked at again, which tells what is wrong with it.
            Some(present)
                if read_current(&self.shared.folder) == serving.current && present.reload().is_ok() =>
            {
                Ok(())
            }
            _ => {
                self.serve(look(&self.shared.folder));
                Ok(())
            }
        }
    }

    /// How many articles were taken in so far, while this process builds the index and no complete one serves meanwhile.
    #[must_use]
    pub fn taken_so_far(&self) -> Option<u64> {
        self.shared.taken.load(Ordering::Relaxed).checked_sub(1)
    }

    pub(crate) fn set_taken(&self, taken: Option<u64>) {
        self.shared.taken.store(taken.map_or(0, |taken| taken.saturating_add(1)), Ordering::Relaxed);
    }

    /// Takes the right to write, which one process at a time has; `None` when another has it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn follow(&self) -> Result<Option<Follower>, SearchError> {
        Follower::of(self)
    }

    /// How much is in it; `None` when there is none.
    #[must_use]
    pub fn health(&self) -> Option<Health> {
        let serving = self.serving();
        let present = serving.shelf?;
        Some(Health {
            articles: present.searcher().num_docs(),
            is_building: present.progress().is_ok_and(|progress| progress.building.is_some()),
            remade: serving.current.reason,
        })
    }

    /// Reads every file and compares it with its checksum.
    ///
    /// # Errors
    /// [`SearchError::NotReady`] when there is none, [`SearchError::Damaged`] with the file that is not as it was written.
    pub fn check(&self) -> Result<Health, SearchError> {
        let serving = self.serving();
        if let Some(damage) = serving.damage {
            return Err(SearchError::Damaged(damage));
        }
        serving.shelf.ok_or(SearchError::NotReady)?.check()?;
        self.health().ok_or(SearchError::NotReady)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.shared.folder
    }

    pub(crate) fn serving(&self) -> Serving {
        self.shared.serving.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn serve(&self, serving: Serving) {
        *self.shared.serving.write().unwrap_or_else(PoisonError::into_inner) = serving;
    }

    pub(crate) fn shelf(&self) -> Result<Shelf, SearchError> {
        self.serving().shelf.ok_or(SearchError::NotReady)
    }
}

/// Opens what the folder says is the present generation.
fn look(root: &Path) -> Serving {
    let current = read_current(root);
    if current.generation == 0 {
        return Serving { current, ..Serving::default() };
    }
    match Shelf::open(&folder(root, current.generation)) {
        Ok(shelf) => Serving { current, shelf: Some(shelf), damage: None },
        Err(error) => Serving { current, shelf: None, damage: Some(error.damage()) },
    }
}

/// Generation 0, which is none, when there is no such file or it is none of ours.
pub(crate) fn read_current(root: &Path) -> Current {
    let text = std::fs::read_to_string(root.join(CURRENT)).unwrap_or_default();
    let (number, reason) = text.split_once('\n').unwrap_or((&text, ""));
    let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    Current { generation: number.trim().parse().unwrap_or_default(), reason }
}

/// Names the present generation; the file is never seen half written.
pub(crate) fn write_current(root: &Path, current: &Current) -> Result<(), SearchError> {
    let draft = root.join("current.new");
    let text = format!("{}\n{}\n", current.generation, current.reason.as_deref().unwrap_or_default());
    std::fs::write(&draft, text).map_err(|error| SearchError::folder(&draft, error))?;
    std::fs::rename(&draft, root.join(CURRENT)).map_err(|error| SearchError::folder(&draft, error))
}
