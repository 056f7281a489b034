//! The clock of the bench.

use std::time::Instant;

/// The present instant.
#[expect(clippy::disallowed_methods, reason = "the bench measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
