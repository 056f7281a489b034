//! How often something may be done: a burst at once, then one at a time, counted for each key in bounded memory.
//!
//! It is the generic cell rate algorithm: one time a key, the time at which all that was done so far would have been done at the
//! steady rate (<https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tidings_model::time::Timestamp;

/// A burst, and the time in which one more of it comes back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    /// So many at once.
    pub(crate) burst: u32,
    /// One more after each of these.
    pub(crate) each: Duration,
}

/// Counts what is done under keys.
#[derive(Debug)]
pub(crate) struct Throttle<K> {
    spent: Mutex<HashMap<K, Timestamp>>,
    most: usize,
}

impl<K: Eq + Hash + Clone> Throttle<K> {
    /// Remembers at most so many keys.
    pub(crate) fn new(most: usize) -> Self {
        Self { spent: Mutex::default(), most: most.max(2) }
    }

    /// Counts one under every key, or under none when a key has no more: then how long until it has.
    pub(crate) fn count(&self, keys: &[(K, Rate)], now: Timestamp) -> Result<(), Duration> {
        let mut spent = self.spent();
        let mut counted = Vec::with_capacity(keys.len());
        for (key, rate) in keys {
            let until = spent.get(key).copied().unwrap_or(now).max(now).plus(rate.each);
            let ahead = until.since(now);
            let allowed = rate.each.saturating_mul(rate.burst);
            if ahead > allowed {
                return Err(ahead.saturating_sub(allowed));
            }
            counted.push((key.clone(), until));
        }
        spent.extend(counted);
        if spent.len() > self.most {
            forget(&mut spent, self.most / 2, now);
        }
        Ok(())
    }

    /// Whether something was counted under a key that has not come back.
    pub(crate) fn has(&self, key: &K, now: Timestamp) -> bool {
        self.spent().get(key).is_some_and(|until| *until > now)
    }

    /// Gives one back under every key.
    pub(crate) fn give_back(&self, keys: &[(K, Rate)]) {
        let mut spent = self.spent();
        for (key, rate) in keys {
            if let Some(until) = spent.get_mut(key) {
                *until = until.minus(rate.each);
            }
        }
    }

    fn spent(&self) -> MutexGuard<'_, HashMap<K, Timestamp>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the keys that have spent most: a flood of new keys cannot wash away what one of them did before.
fn forget<K: Eq + Hash + Clone>(spent: &mut HashMap<K, Timestamp>, keep: usize, now: Timestamp) {
    spent.retain(|_, until| *until > now);
    let mut times: Vec<Timestamp> = spent.values().copied().collect();
    if times.len() <= keep {
        return;
    }
    times.sort_unstable_by(|one, other| other.cmp(one));
    let Some(least) = times.get(keep).copied() else { return };
    spent.retain(|_, until| *until > least);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);
    const RATE: Rate = Rate { burst: 3, each: Duration::from_mins(1) };

    #[test]
    fn a_burst_then_one_at_a_time() {
        let throttle = Throttle::new(100);
        let count = |seconds| throttle.count(&[("one", RATE)], NOW.plus(Duration::from_secs(seconds)));
        assert!((0..3).all(|_| count(0).is_ok()));
        assert_eq!(count(0), Err(Duration::from_mins(1)));
        assert_eq!(count(59), Err(Duration::from_secs(1)), "a refusal is not counted");
        assert!(count(60).is_ok() && count(61).is_err());
        throttle.give_back(&[("one", RATE)]);
        assert!(count(61).is_ok());
        assert!(throttle.count(&[("other", RATE)], NOW).is_ok());
    }

    #[test]
    fn where_one_key_has_no_more_none_is_counted() {
        let throttle = Throttle::new(100);
        for _ in 0..3 {
            assert!(throttle.count(&[("full", RATE)], NOW).is_ok());
        }
        assert!(throttle.count(&[("fresh", RATE), ("full", RATE)], NOW).is_err());
        assert!((0..3).all(|_| throttle.count(&[("fresh", RATE)], NOW).is_ok()));
    }

    #[test]
    fn a_flood_of_keys_neither_grows_the_memory_nor_washes_a_count_away() {
        let throttle = Throttle::new(1_000);
        for _ in 0..3 {
            assert!(throttle.count(&[("guesser".to_owned(), RATE)], NOW).is_ok());
        }
        for number in 0..50_000 {
            assert!(throttle.count(&[(number.to_string(), RATE)], NOW).is_ok());
        }
        assert!(throttle.spent().len() <= 1_000);
        assert!(throttle.count(&[("guesser".to_owned(), RATE)], NOW).is_err());
    }
}
