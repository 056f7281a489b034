//! Ids: one newtype a noun over an `i64` below 2^53, and the maker that hands out new ones.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The largest id: every id fits a JavaScript number without loss (ECMA-262, `Number.MAX_SAFE_INTEGER`).
pub const MAX_ID: i64 = (1 << 53) - 1;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Takes an id as the store or an address gives it.
            #[must_use]
            pub const fn new(id: i64) -> Self {
                Self(id)
            }

            /// The bare number, for the store and for addresses.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<NewId> for $name {
            fn from(id: NewId) -> Self {
                Self(id.0)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A publisher.
    PublisherId,
    /// A feed of a publisher.
    FeedId,
    /// An entry: one item as a feed carries it.
    EntryId,
    /// An article: a publisher's piece at one canonical address.
    ArticleId,
    /// One kept text of an article.
    VersionId,
    /// A figure of an article version.
    FigureId,
    /// A picture file behind one or more figures.
    PictureId,
    /// A story: the articles about one event.
    StoryId,
    /// A quotation or attributed statement in an article.
    QuoteId,
    /// One line of an article's *In brief*.
    PointId,
    /// A person, organisation or place that an article names.
    NameId,
    /// A person with an account.
    UserId,
    /// A signed-in browser.
    SessionId,
    /// A reader's comment on an article.
    CommentId,
    /// A piece of work in the job table.
    JobId,
    /// An address that somebody pasted, and how looking for its feeds goes.
    AdditionId,
    /// A search that a reader keeps.
    SavedSearchId,
}

/// A fresh id that has not yet been given to a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewId(i64);

const COUNTER_BITS: u32 = 14;
const NODE_BITS: u32 = 7;
/// 2026-01-01T00:00:00Z in seconds: the zero of the id clock.
const ID_EPOCH_SECONDS: i64 = 1_767_225_600;

/// Makes ids of 53 bits: 32 bits of seconds since 2026, 7 bits of a leased node number, 14 bits of a counter.
///
/// Ids of one maker rise strictly. When a second's counter is used up, the maker borrows from the next second, so it
/// never waits; when the clock steps back, it goes on from the last second it used.
#[derive(Debug)]
pub struct IdMaker {
    node: i64,
    last: Mutex<i64>,
}

impl JobId {
    /// The end of the second for which an [`IdMaker`] made the id.
    #[must_use]
    pub const fn made_by(self) -> Timestamp {
        let second = self.0 >> (NODE_BITS + COUNTER_BITS);
        Timestamp::from_millis((second + ID_EPOCH_SECONDS + 1) * 1000)
    }
}

impl IdMaker {
    /// A maker for one process. `node` is the leased number of the process, 0 to 127; higher bits are dropped.
    #[must_use]
    pub fn new(node: u8) -> Self {
        Self { node: i64::from(node & 0x7f), last: Mutex::new(-1) }
    }

    /// The next id at the time `now`.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> NewId {
        let seconds = (now.millis().div_euclid(1000) - ID_EPOCH_SECONDS).max(0);
        let from_clock = seconds << COUNTER_BITS;
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let tick = from_clock.max(*last + 1);
        *last = tick;
        let second = tick >> COUNTER_BITS;
        let counter = tick & ((1 << COUNTER_BITS) - 1);
        NewId((second << (NODE_BITS + COUNTER_BITS)) | (self.node << COUNTER_BITS) | counter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_stay_below_two_to_the_53() {
        let maker = IdMaker::new(127);
        let now = Timestamp::from_millis(1_795_000_000_000);
        let mut last = 0;
        for _ in 0..50_000 {
            let id = ArticleId::from(maker.next(now)).get();
            assert!(id > last && id <= MAX_ID);
            last = id;
        }
    }

    #[test]
    fn a_clock_that_steps_back_gives_no_id_twice() {
        let maker = IdMaker::new(1);
        let first = maker.next(Timestamp::from_millis(1_795_000_010_000));
        let second = maker.next(Timestamp::from_millis(1_795_000_000_000));
        assert!(second.0 > first.0);
    }

    #[test]
    fn two_nodes_never_share_an_id() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        assert_ne!(IdMaker::new(1).next(now), IdMaker::new(2).next(now));
    }
}
