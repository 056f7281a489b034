//! When a feed is asked next.

pub mod freshness;
