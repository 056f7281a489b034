//! The room for pictures: megabytes that all pictures decoded at once share.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::{Head, PictureError, PictureLimits, PreparedPicture, prepare_as};

/// Prepares pictures while there is room for them; the others wait in the order in which they came. Cheap to clone; all
/// clones share the room.
#[derive(Debug, Clone)]
pub struct PictureRoom {
    limits: PictureLimits,
    megabytes: Arc<Semaphore>,
}

impl Default for PictureRoom {
    fn default() -> Self {
        Self::new(PictureLimits::default())
    }
}

impl PictureRoom {
    /// Room of so many megabytes as the limits say.
    #[must_use]
    pub fn new(limits: PictureLimits) -> Self {
        let megabytes = usize::try_from(limits.megabytes).unwrap_or(Semaphore::MAX_PERMITS);
        Self { limits, megabytes: Arc::new(Semaphore::new(megabytes.min(Semaphore::MAX_PERMITS))) }
    }

    /// Makes a picture safe to serve (see [`super::prepare`]) off the async threads, once there is room for what it takes.
    ///
    /// # Errors
    ///
    /// See [`PictureError`]; a picture that makes its reader break off is broken.
    pub async fn prepare(&self, bytes: Bytes) -> Result<PreparedPicture, PictureError> {
        let limits = self.limits;
        let file = bytes.clone();
        let head = tokio::task::spawn_blocking(move || Head::read(&file, &limits));
        let head = head.await.map_err(PictureError::broken)??;
        let megabytes = head.megabytes(&limits)?;
        let room = Arc::clone(&self.megabytes).acquire_many_owned(megabytes);
        let room = room.await.map_err(PictureError::broken)?;
        // The room goes along: work that began is not ended by dropping what waits for it.
        let work = move || {
            let prepared = prepare_as(&head, &bytes, &limits);
            drop(room);
            prepared
        };
        tokio::task::spawn_blocking(work).await.map_err(PictureError::broken)?
    }
}
