//! Whose words stand under whose name: the real pipeline over a database in memory and a made-up web.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure here is a failed test"
)]

mod door;
mod feed;
mod web;
