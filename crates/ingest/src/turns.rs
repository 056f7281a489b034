//! Turns: how many jobs may be at work towards one host at once, so that a slow one does not hold every place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// A host whose last jobs each took less than this may have half of the places.
const QUICK: Duration = Duration::from_millis(300);
/// So many of them in a row.
const QUICK_IN_A_ROW: u32 = 4;
/// A host that takes so long has one place.
const SLOW: Duration = Duration::from_secs(3);
/// Places of a host that is neither, or was not asked yet.
const USUAL: usize = 2;
/// Hosts remembered before those that nothing is at work towards are forgotten.
const MOST_HOSTS: usize = 10_000;

/// The hosts that jobs of this process ask. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    hosts: Mutex<HashMap<String, Host>>,
    ended: Notify,
}

#[derive(Debug, Default)]
struct Host {
    at_work: usize,
    /// How long the last job took.
    took: Option<Duration>,
    /// How many of the last ones were quick.
    quick: u32,
    /// It asked for silence until then.
    silent_until: Option<Instant>,
}

impl Turns {
    /// How many more jobs may ask a host now, of `places` that there are for all.
    pub(crate) fn free(&self, host: &str, places: usize) -> usize {
        let hosts = self.lock();
        let Some(host) = hosts.get(host) else { return USUAL };
        if host.silent_until.is_some_and(|until| until > Instant::now()) {
            return 0;
        }
        let most = match host.took {
            Some(took) if took >= SLOW => 1,
            Some(_) if host.quick >= QUICK_IN_A_ROW => USUAL.max(places / 2),
            _ => USUAL,
        };
        most.saturating_sub(host.at_work)
    }

    /// Whether nothing is at work towards a host.
    pub(crate) fn is_at_rest(&self, host: &str) -> bool {
        self.lock().get(host).is_none_or(|host| host.at_work == 0) && self.free(host, 0) > 0
    }

    /// A job begins.
    pub(crate) fn begin(&self, host: &str) {
        let mut hosts = self.lock();
        if hosts.len() >= MOST_HOSTS {
            hosts.retain(|_, host| host.at_work > 0);
        }
        hosts.entry(host.to_owned()).or_default().at_work += 1;
    }

    /// A job ended after some time; `silence` is what the host asked for.
    pub(crate) fn end(&self, name: &str, took: Duration, silence: Option<Duration>) {
        if let Some(host) = self.lock().get_mut(name) {
            host.at_work = host.at_work.saturating_sub(1);
            host.silent_until = silence.map(|silence| Instant::now() + silence);
            host.took = Some(took);
            host.quick = if took < QUICK { host.quick.saturating_add(1) } else { 0 };
        }
        self.0.ended.notify_one();
    }

    /// Waits until a job ends, whose host may then be asked again.
    pub(crate) async fn one_ended(&self) {
        self.0.ended.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.0.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_host_has_one_place_a_quick_one_half_and_a_silent_one_none() {
        let turns = Turns::default();
        assert_eq!(turns.free("new.example", 8), 2);
        turns.begin("slow.example");
        turns.end("slow.example", SLOW, None);
        for _ in 0..QUICK_IN_A_ROW {
            assert_eq!(turns.free("quick.example", 8), 2, "one quick answer may be a feed's");
            turns.begin("quick.example");
            turns.end("quick.example", Duration::ZERO, None);
        }
        assert_eq!((turns.free("slow.example", 8), turns.free("quick.example", 8)), (1, 4));
        turns.begin("slow.example");
        assert_eq!(turns.free("slow.example", 8), 0);
        turns.begin("silent.example");
        turns.end("silent.example", Duration::ZERO, Some(Duration::from_mins(1)));
        assert_eq!(turns.free("silent.example", 8), 0);
    }
}
