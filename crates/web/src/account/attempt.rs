//! Limits on tries to sign in, kept in memory. A try is counted before the password is looked at.
//!
//! The account *and* the address count together, so that a stranger elsewhere cannot lock anybody out; one address may not try
//! many accounts; and many addresses that try one account share a limit of their own, which browsers and addresses that have
//! signed in to it before stand outside of (after OWASP's device cookies,
//! <https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies>).

use std::net::IpAddr;
use std::time::Duration;

use tidings_model::id::UserId;
use tidings_model::time::Timestamp;

use crate::throttle::{Rate, Throttle};

const QUARTER: u64 = 15 * 60;
/// Of one account from one address, or from one browser that knows it: 10 in a quarter of an hour.
const TOGETHER: Rate = Rate { burst: 10, each: Duration::from_secs(QUARTER / 10) };
/// Of all accounts from one address: 50 in a quarter of an hour.
const ADDRESS: Rate = Rate { burst: 50, each: Duration::from_secs(QUARTER / 50) };
/// Of one account from all addresses that never signed in to it: 100 in a quarter of an hour.
const ACCOUNT: Rate = Rate { burst: 100, each: Duration::from_secs(QUARTER / 100) };
/// Keys that are remembered.
const MOST: usize = 20_000;
/// An address that signed in is known for so long.
const KNOWN: Rate = Rate { burst: u32::MAX, each: Duration::from_hours(30 * 24) };

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Together(String, IpAddr),
    Browser(String, String),
    Address(IpAddr),
    Account(String),
    Own(UserId),
}

/// Somebody who tries to sign in.
#[derive(Debug, Clone)]
pub(crate) struct Try {
    name: String,
    address: IpAddr,
    browser: Option<String>,
}

impl Try {
    /// A try under a name from an address (see [`crate::server::counted_as`]); `browser` is what a browser that has signed in
    /// to this very account shows.
    pub(crate) fn new(name: &str, address: IpAddr, browser: Option<String>) -> Self {
        Self { name: name.trim().to_lowercase().chars().take(80).collect(), address, browser }
    }
}

/// Counts tries.
#[derive(Debug)]
pub(crate) struct Attempts {
    tries: Throttle<Key>,
    known: Throttle<(String, IpAddr)>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { tries: Throttle::new(MOST), known: Throttle::new(MOST) }
    }
}

impl Attempts {
    /// Counts a try; when there were too many, how long to wait.
    pub(crate) fn begin(&self, attempt: &Try, now: Timestamp) -> Result<(), Duration> {
        self.tries.count(&self.keys(attempt, now), now)
    }

    /// The try of [`Self::begin`] succeeded: it does not count, and its address is known from now on.
    pub(crate) fn succeeded(&self, attempt: &Try, now: Timestamp) {
        self.tries.give_back(&self.keys(attempt, now));
        let pair = (attempt.name.clone(), attempt.address);
        if !self.known.has(&pair, now) {
            // There is no limit on being known.
            let _known = self.known.count(&[(pair, KNOWN)], now);
        }
    }

    /// Counts a try at the present password of an account that is signed in.
    pub(crate) fn begin_own(&self, user_id: UserId, now: Timestamp) -> Result<(), Duration> {
        self.tries.count(&[(Key::Own(user_id), TOGETHER)], now)
    }

    fn keys(&self, attempt: &Try, now: Timestamp) -> Vec<(Key, Rate)> {
        let Try { name, address, browser } = attempt.clone();
        if let Some(browser) = browser {
            return vec![(Key::Browser(name, browser), TOGETHER)];
        }
        let mut keys =
            vec![(Key::Together(name.clone(), address), TOGETHER), (Key::Address(address), ADDRESS)];
        if !self.known.has(&(name.clone(), address), now) {
            keys.push((Key::Account(name), ACCOUNT));
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn address(number: u32) -> IpAddr {
        IpAddr::from(number.to_be_bytes())
    }

    fn from(name: &str, number: u32) -> Try {
        Try::new(name, address(number), None)
    }

    /// How many tries are let through.
    fn let_through(attempts: &Attempts, tries: impl IntoIterator<Item = Try>) -> usize {
        tries.into_iter().filter(|attempt| attempts.begin(attempt, NOW).is_ok()).count()
    }

    #[test]
    fn ten_tries_of_a_name_from_an_address_and_the_owner_at_hers_is_let_in() {
        let attempts = Attempts::default();
        assert_eq!(let_through(&attempts, (0..40).map(|_| from("INES ", 1))), 10);
        assert!(attempts.begin(&from("ines", 2), NOW).is_ok());
        let later = NOW.plus(Duration::from_secs(91));
        assert!(attempts.begin(&from("Ines", 1), later).is_ok(), "one comes back after a tenth of the time");
    }

    #[test]
    fn one_address_cannot_try_every_name() {
        let attempts = Attempts::default();
        let names = (0..200).map(|number| from(&format!("name {number}"), 1));
        assert_eq!(let_through(&attempts, names), 50);
        assert!(attempts.begin(&from("another", 2), NOW).is_ok());
    }

    #[test]
    fn many_addresses_slow_each_other_down_and_nobody_who_was_here_before() {
        let attempts = Attempts::default();
        let owner = from("Ines", 9_999);
        attempts.begin(&owner, NOW).unwrap();
        attempts.succeeded(&owner, NOW);
        assert_eq!(let_through(&attempts, (0..400).map(|number| from("Ines", number))), 100);
        assert!(attempts.begin(&owner, NOW).is_ok(), "at an address that signed in before");
        let elsewhere = Try::new("Ines", address(500), Some("browser".to_owned()));
        assert!(attempts.begin(&elsewhere, NOW).is_ok(), "in a browser that signed in before");
        assert!(attempts.begin(&from("Ines", 501), NOW).is_err());
        assert!(attempts.begin(&from("Ines", 501), NOW.plus(Duration::from_secs(10))).is_ok(), "slowed only");
    }

    #[test]
    fn a_browser_that_is_known_may_not_guess_for_ever() {
        let attempts = Attempts::default();
        let stolen = Try::new("Ines", address(1), Some("browser".to_owned()));
        assert_eq!(let_through(&attempts, (0..40).map(|_| stolen.clone())), 10);
    }

    #[test]
    fn signing_in_often_is_no_failure() {
        let attempts = Attempts::default();
        for _ in 0..200 {
            attempts.begin(&from("Ines", 1), NOW).unwrap();
            attempts.succeeded(&from("Ines", 1), NOW);
        }
    }
}
