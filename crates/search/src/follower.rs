//! The follower: the one process that writes the index, and how a generation takes over from the one before.

use std::fs::{File, TryLockError};

use tracing::{info, warn};

use crate::desk::{Batch, Desk};
use crate::error::SearchError;
use crate::index::{Current, SearchIndex, Serving, read_current, write_current};
use crate::progress::Progress;
use crate::shelf::{Shelf, folder, remove};

/// What is to be written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The generation that serves: changes after its place.
    Serving(Progress),
    /// The next generation: articles after the last taken in, or once it is complete, changes after its place.
    Next(Progress),
}

/// The right to write, with what is written.
#[derive(Debug)]
pub struct Follower {
    index: SearchIndex,
    serving: Option<Desk>,
    next: Option<(Current, Desk)>,
    /// Articles in the next generation.
    taken: u64,
    /// The index was made again once because searches failed on it though its files are as written.
    was_doubted: bool,
    /// Held as long as the follower lives.
    _lock: File,
}

impl Follower {
    pub(crate) fn of(index: &SearchIndex) -> Result<Option<Self>, SearchError> {
        let root = index.root();
        std::fs::create_dir_all(root).map_err(|error| SearchError::folder(root, error))?;
        let path = root.join("lock");
        let lock = File::options().create(true).append(true).open(&path);
        let lock = lock.map_err(|error| SearchError::folder(&path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(SearchError::folder(&path, error)),
        }
        let had = index.serving().current.generation > 0;
        index.refresh()?;
        let mut follower = Self {
            index: index.clone(),
            serving: None,
            next: None,
            taken: 0,
            was_doubted: false,
            _lock: lock,
        };
        if had && index.serving().current.generation == 0 {
            follower.remake_damaged("its files were taken away")?;
        } else {
            follower.begin()?;
        }
        Ok(Some(follower))
    }

    /// Goes on with what is there; what is damaged is said and made again.
    fn begin(&mut self) -> Result<(), SearchError> {
        let Serving { shelf, damage, current } = self.index.serving();
        self.tidy(current.generation)?;
        match (shelf, damage) {
            (Some(present), _) => {
                let checked = present.check();
                match checked.and_then(|()| Desk::at(present)) {
                    Ok(desk) => self.serving = Some(desk),
                    Err(error) => self.remake_damaged(&error.damage())?,
                }
                Ok(())
            }
            (None, Some(damage)) => self.remake_damaged(&damage),
            (None, None) => self.remake(None),
        }
    }

    /// What is to be written: the serving generation keeps up while the next one is built.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let serving = self.serving.as_ref().map(|desk| Step::Serving(desk.progress()));
        let next = self.next.as_ref().map(|(_, desk)| Step::Next(desk.progress()));
        serving.into_iter().chain(next).collect()
    }

    /// Whether a next generation is being built.
    #[must_use]
    pub fn is_building(&self) -> bool {
        self.next.is_some()
    }

    /// Writes a batch for a step.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn write(&mut self, step: Step, batch: &Batch) -> Result<(), SearchError> {
        match step {
            Step::Serving(_) => self.serving.as_mut().map_or(Ok(()), |desk| desk.write(batch)),
            Step::Next(_) => {
                let Some((_, desk)) = self.next.as_mut() else { return Ok(()) };
                desk.write(batch)?;
                self.taken += u64::try_from(batch.documents.len()).unwrap_or_default();
                self.tell();
                Ok(())
            }
        }
    }

    /// Tells searches how far the building is, when nothing complete serves meanwhile.
    fn tell(&self) {
        let is_bare = self.serving.is_none() && self.next.is_some();
        self.index.set_taken(is_bare.then_some(self.taken));
    }

    /// The next generation has come to the end of the change log: it serves from now on, and the older one goes.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn take_over(&mut self) -> Result<(), SearchError> {
        let Some((current, mut desk)) = self.next.take() else { return Ok(()) };
        desk.commit()?;
        write_current(self.index.root(), &current)?;
        info!(articles = desk.shelf.searcher().num_docs(), "the search index is complete");
        let generation = current.generation;
        self.index.serve(Serving { current, shelf: Some(desk.shelf.clone()), damage: None });
        self.serving = Some(desk);
        self.tell();
        self.tidy(generation)
    }

    /// Begins to make the index again from the store; the present one serves until the next is complete.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remake(&mut self, reason: Option<String>) -> Result<(), SearchError> {
        let root = self.index.root();
        let newest = self.next.as_ref().map(|(current, _)| current.generation);
        self.next = None;
        let generation = newest.unwrap_or_default().max(read_current(root).generation) + 1;
        let empty = Shelf::create(&folder(root, generation))?;
        let desk = Desk::at(empty.clone())?;
        if self.serving.is_none() {
            // Better what there is so far than nothing.
            let current = self.index.serving().current;
            self.index.serve(Serving { current, shelf: Some(empty), damage: None });
        }
        self.next = Some((Current { generation, reason }, desk));
        self.taken = 0;
        self.tell();
        Ok(())
    }

    fn remake_damaged(&mut self, damage: &str) -> Result<(), SearchError> {
        warn!(
            damage,
            "the search index is damaged and is made again from the database; searches find little until it is done"
        );
        self.serving = None;
        self.remake(Some(format!("it was damaged: {damage}")))
    }

    /// Looks whether the index is still as it was written, and makes it again where it is not: when a file is gone, was cut
    /// short or written over, or when a search met something in it that cannot be. Nothing is read while nothing was touched.
    ///
    /// # Errors
    /// When the folder cannot be written, or was taken away with the lock: then whoever follows begins again.
    pub fn mend(&mut self) -> Result<(), SearchError> {
        let root = self.index.root().to_path_buf();
        if !root.join("lock").exists() {
            return Err(SearchError::Damaged("its folder was taken away".to_owned()));
        }
        if let Some(damage) = self.damage() {
            return self.remake_damaged(&damage);
        }
        let current = self.index.serving().current;
        if self.serving.is_some() && read_current(&root) != current {
            warn!("the file that names the present search index was changed; it is written again");
            write_current(&root, &current)?;
        }
        Ok(())
    }

    /// What is wrong with what serves or with what is being built.
    fn damage(&mut self) -> Option<String> {
        let desks = || self.serving.iter().chain(self.next.as_ref().map(|(_, desk)| desk));
        if let Some(damage) = desks().find_map(|desk| desk.shelf.damage()) {
            return Some(damage);
        }
        let is_suspect = desks().fold(false, |suspect, desk| desk.shelf.takes_suspicion() | suspect);
        if !is_suspect {
            return None;
        }
        if let Some(error) = desks().find_map(|desk| desk.shelf.check().err()) {
            return Some(error.damage());
        }
        // Making it again helps where the engine met what no checksum shows; it is tried once, not with every search.
        let is_first = !self.was_doubted;
        self.was_doubted = true;
        is_first.then(|| "searches failed on it".to_owned())
    }

    /// Lets memory and threads go while there is nothing to write.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn rest(&mut self) -> Result<(), SearchError> {
        self.serving.as_mut().map_or(Ok(()), Desk::rest)
    }

    /// Removes generations that neither serve nor are being built.
    fn tidy(&self, kept: u64) -> Result<(), SearchError> {
        let root = self.index.root();
        let entries = std::fs::read_dir(root).map_err(|error| SearchError::folder(root, error))?;
        for entry in entries.flatten() {
            let generation = entry.file_name().to_string_lossy().parse::<u64>().ok();
            if generation.is_some_and(|generation| generation != kept) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}
