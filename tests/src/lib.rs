//! What the black-box tests share: the built binary, a sample world of publishers, a small site, both databases, a reader's eyes.
#![expect(
    clippy::missing_panics_doc,
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is only a test's hands: a failure here is a failed test"
)]

pub mod binary;
pub mod cable;
pub mod database;
pub mod mill;
pub mod monster;
pub mod page;
pub mod paper;
pub mod server;
pub mod visitor;
pub mod wire;
pub mod world;
