//! WebSub (W3C Recommendation of 23 January 2018): which hub tells of a topic's news.
//!
//! What is sent to the hub and what it sends is [`tidings_model::subscription`]. Polling goes on beside it, only more slowly
//! ([`crate::schedule::PollHistory::pushed`]).

mod discover;

pub use discover::{Announcement, Offer};
