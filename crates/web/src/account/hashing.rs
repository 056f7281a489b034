//! Hashing within bounds: few passwords at a time, few that wait, all of it away from the async threads.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{hash_password, verify_password};
use crate::error::WebError;

/// Passwords that are hashed at the same time; each takes 19 MB and a core while it runs.
const AT_ONCE: usize = 2;
/// Passwords that are hashed or wait for it; more are asked to come again.
const WAITING: usize = 32;

/// Hashes and checks passwords. Cheap to clone; all clones share the bounds.
#[derive(Debug, Clone)]
pub(crate) struct Hashing {
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { at_once: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Hashing {
    /// Whether a password fits a hash; without a hash (an unknown name) the same work is done.
    ///
    /// # Errors
    /// [`WebError::Busy`] when too many wait.
    pub(crate) async fn fits(&self, password: String, hash: Option<String>) -> Result<bool, WebError> {
        self.away(move || verify_password(&password, hash.as_deref())).await
    }

    /// The hash of a new password.
    ///
    /// # Errors
    /// When the password cannot be taken, or too many wait.
    pub(crate) async fn hash(&self, password: String) -> Result<String, WebError> {
        Ok(self.away(move || hash_password(&password)).await??)
    }

    /// The permits go with the work: it goes on when the client that asked for it is gone.
    async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, WebError> {
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_full| WebError::Busy)?;
        let failed = |error: String| WebError::Page(error);
        let permit = Arc::clone(&self.at_once).acquire_owned().await;
        let permit = permit.map_err(|error| failed(error.to_string()))?;
        let task = tokio::task::spawn_blocking(move || {
            let done = work();
            drop((permit, waiting));
            done
        });
        task.await.map_err(|error| failed(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn few_hash_at_once_few_wait_and_the_rest_is_asked_to_come_again() {
        let hashing = Hashing::default();
        let held = Arc::clone(&hashing.at_once).acquire_many_owned(2).await.unwrap();
        let mut asked: Vec<_> =
            (0..WAITING + 5).map(|_| Box::pin(hashing.fits("lighthouse".to_owned(), None))).collect();
        let mut refused = 0;
        for ask in &mut asked {
            if let std::task::Poll::Ready(outcome) = futures_util::poll!(ask) {
                assert!(matches!(outcome, Err(WebError::Busy)));
                refused += 1;
            }
        }
        assert_eq!(refused, 5);
        drop((held, asked));
        assert!(!hashing.fits("lighthouse".to_owned(), None).await.unwrap());
    }
}
