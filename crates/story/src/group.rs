//! Grouping: which articles report one event.

mod around;
pub mod bond;
pub mod identity;
mod link;
mod near;
mod online;
mod settle;
pub mod study;
mod why;

pub use online::{Online, Placement};
pub use settle::{Grouping, Settled, settle, settle_with};
pub use why::Why;

/// Pairs less probable than this do not count.
const NEGLIGIBLE: f32 = 0.01;
/// Articles that one article is compared with in full.
const MOST_NEAR: usize = 60;

#[cfg(test)]
mod tests;
