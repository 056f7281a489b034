//! WebSub (W3C Recommendation of 23 January 2018): being told of news by a hub instead of asking for them.
//!
//! Values and pure functions. The caller keeps each [`Subscription`], sends its forms with `Http::post`, and serves its
//! callback address. Polling goes on beside it, only more slowly ([`crate::schedule::PollHistory::pushed`]).

mod discover;
mod signature;
mod subscription;

pub use discover::{Announcement, Offer};
pub use subscription::{Delivery, Lease, Mode, Randomness, Subscription, Verification};
