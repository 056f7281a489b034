//! Company: most jobs are done side by side; one over which a process died before is done while nothing else runs here.

use std::sync::Arc;

use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

/// Who works in this process at the moment: many side by side, or one alone. Those who wait come in order, so that neither
/// keeps the other out for ever.
#[derive(Debug, Clone, Default)]
pub(crate) struct Company(Arc<RwLock<()>>);

/// Work beside others; clones are the same work.
#[derive(Debug, Clone)]
pub(crate) struct Beside(#[expect(dead_code, reason = "held, not read")] Arc<OwnedRwLockReadGuard<()>>);

/// Work while nothing else runs.
#[derive(Debug)]
pub(crate) struct Alone(#[expect(dead_code, reason = "held, not read")] OwnedRwLockWriteGuard<()>);

impl Company {
    /// Works beside others from now on, once nobody works alone.
    pub(crate) async fn beside(&self) -> Beside {
        Beside(Arc::new(Arc::clone(&self.0).read_owned().await))
    }

    /// Works alone from now on, once everybody else is done.
    pub(crate) async fn alone(&self) -> Alone {
        Alone(Arc::clone(&self.0).write_owned().await)
    }
}
