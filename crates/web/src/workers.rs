//! Whether any process polls, fetches and groups: one that only serves says on its pages when there is none.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tidings_model::time::Timestamp;
use tidings_store::{Store, StoreError};

/// Workers give a sign of life every ten seconds; this many are missed before they are said to be gone, so that a restart or a
/// slow disk does not make the sentence come and go.
pub const SILENCE: Duration = Duration::from_secs(35);
/// The database is asked no more often than this.
const LOOK: Duration = Duration::from_secs(3);

/// What was last seen of the workers.
#[derive(Debug, Default)]
pub(crate) struct WorkerWatch {
    works_itself: bool,
    last: Mutex<Option<(Timestamp, bool)>>,
}

impl WorkerWatch {
    /// Of a process that works itself.
    pub(crate) fn own() -> Self {
        Self { works_itself: true, last: Mutex::default() }
    }

    /// Whether there is none.
    pub(crate) async fn lacks(&self, store: &Store, now: Timestamp) -> Result<bool, StoreError> {
        if self.works_itself {
            return Ok(false);
        }
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, lacks)) = last
            && now.since(at) < LOOK
        {
            return Ok(lacks);
        }
        let lacks = store.worker_silence().await?.is_none_or(|silence| silence > SILENCE);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, lacks));
        Ok(lacks)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use tidings_model::time::Clock;
    use tidings_store::Location;

    use super::*;

    /// A clock that is set by hand, in seconds.
    #[derive(Debug, Default)]
    struct HandClock(AtomicI64);

    impl Clock for HandClock {
        fn now(&self) -> Timestamp {
            Timestamp::from_millis(1_795_000_000_000 + self.0.load(Ordering::SeqCst) * 1_000)
        }
    }

    #[tokio::test]
    async fn silence_is_told_only_after_some_beats_were_missed() {
        let clock = Arc::new(HandClock::default());
        let store = Store::open(&Location::SqliteMemory, clock.clone()).await.unwrap();
        assert!(WorkerWatch::default().lacks(&store, clock.now()).await.unwrap(), "nobody has ever worked");
        assert!(!WorkerWatch::own().lacks(&store, clock.now()).await.unwrap());
        store.note_beat("worker").await.unwrap();
        let watch = WorkerWatch::default();
        for (seconds, lacks) in [(0, false), (30, false), (36, true), (37, true)] {
            clock.0.store(seconds, Ordering::SeqCst);
            assert_eq!(watch.lacks(&store, clock.now()).await.unwrap(), lacks, "after {seconds} seconds");
        }
    }
}
