//! Limits on tries to sign in, for each name and each address, kept in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tidings_model::time::Timestamp;

/// A try counts for so long.
const WINDOW: Duration = Duration::from_mins(15);
/// Failed tries for one name.
const PER_NAME: u32 = 10;
/// Failed tries from one address.
const PER_ADDRESS: u32 = 50;
/// Names and addresses remembered; beyond it, those whose time is over go first, then all.
const MOST: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Count {
    tries: u32,
    since: Timestamp,
}

/// Counts failed tries.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    counts: Mutex<HashMap<Key, Count>>,
}

impl Attempts {
    /// Whether another try may be made.
    pub(crate) fn may_try(&self, name: &str, address: Option<IpAddr>, now: Timestamp) -> bool {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        keys(name, address).into_iter().all(|(key, most)| {
            counts.get(&key).is_none_or(|count| now.since(count.since) > WINDOW || count.tries < most)
        })
    }

    /// Notes a failed try.
    pub(crate) fn failed(&self, name: &str, address: Option<IpAddr>, now: Timestamp) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST {
            counts.retain(|_, count| now.since(count.since) <= WINDOW);
        }
        if counts.len() >= MOST {
            counts.clear();
        }
        for (key, _) in keys(name, address) {
            let count = counts.entry(key).or_insert(Count { tries: 0, since: now });
            if now.since(count.since) > WINDOW {
                *count = Count { tries: 0, since: now };
            }
            count.tries = count.tries.saturating_add(1);
        }
    }
}

fn keys(name: &str, address: Option<IpAddr>) -> Vec<(Key, u32)> {
    let name: String = name.trim().to_lowercase().chars().take(80).collect();
    let mut keys = vec![(Key::Name(name), PER_NAME)];
    keys.extend(address.map(|address| (Key::Address(address), PER_ADDRESS)));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_closed_after_ten_failed_tries_and_opens_again() {
        let attempts = Attempts::default();
        let now = Timestamp::from_millis(1_795_000_000_000);
        for _ in 0..PER_NAME {
            assert!(attempts.may_try("Ines", None, now));
            attempts.failed("ines ", None, now);
        }
        assert!(!attempts.may_try("INES", None, now));
        assert!(attempts.may_try("Tarn", None, now));
        assert!(attempts.may_try("Ines", None, now.plus(WINDOW + Duration::from_secs(1))));
    }

    #[test]
    fn one_address_cannot_try_every_name() {
        let attempts = Attempts::default();
        let (now, address) = (Timestamp::from_millis(1_795_000_000_000), "192.0.2.7".parse().ok());
        for number in 0..PER_ADDRESS {
            attempts.failed(&format!("name {number}"), address, now);
        }
        assert!(!attempts.may_try("another", address, now));
    }
}
