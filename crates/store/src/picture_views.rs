//! Which pictures were shown or asked for: noted in memory, within a bound, so that a view of a page writes nothing.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tidings_model::id::PictureId;

/// Pictures of each kind that are remembered until they are stored.
const MOST: usize = 1_000;

/// What was noted since it was last stored.
#[derive(Debug, Default)]
pub(crate) struct PictureViews(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    shown: BTreeSet<PictureId>,
    wanted: BTreeSet<PictureId>,
}

impl PictureViews {
    /// A picture was shown.
    pub(crate) fn note_shown(&self, id: PictureId) {
        note(&mut self.lock().shown, id);
    }

    /// A picture was asked for that is not here.
    pub(crate) fn note_wanted(&self, id: PictureId) {
        note(&mut self.lock().wanted, id);
    }

    /// Those that were shown and those that were wanted; they are forgotten here.
    pub(crate) fn take(&self) -> (BTreeSet<PictureId>, BTreeSet<PictureId>) {
        let noted = std::mem::take(&mut *self.lock());
        (noted.shown, noted.wanted)
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(ids: &mut BTreeSet<PictureId>, id: PictureId) {
    if ids.len() < MOST {
        ids.insert(id);
    }
}
