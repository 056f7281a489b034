//! What one client may take of our time and of our connections.

use std::time::Duration;

/// Limits on clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of a request, or from the connection's beginning, to the end of its head.
    pub head: Duration,
    /// An open connection without a request is kept so long.
    pub idle: Duration,
    /// From the end of the head to the end of the body. A pause in it may be a sixth of this.
    pub body: Duration,
    /// A client that takes nothing of its answer is given up after so long.
    pub write: Duration,
    /// From the end of the head to the beginning of the answer.
    pub answer: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// Connections of one address at the same time; an IPv6 network of 64 bits counts as one address.
    pub connections_per_address: usize,
}

impl Limits {
    /// The longest pause inside of a body.
    pub(crate) fn pause(&self) -> Duration {
        self.body / 6
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body: Duration::from_mins(1),
            write: Duration::from_secs(30),
            answer: Duration::from_mins(2),
            connections: 500,
            connections_per_address: 100,
        }
    }
}
