//! The bench: measures the built program from outside and prints its figures; it judges nothing.
//!
//! `cargo build --release && cargo run --release -p tidings-bench -- paper` measures the first paper: time from start to a
//! full front page, memory when idle, and the compressed size of every kind of page against its budget.
//! `cargo run --release -p tidings-bench --features yardsticks -- pages FOLDER…` measures how fast articles are read out
//! of pages, beside other extractors.

mod http;
mod pages;
mod paper;

use std::path::PathBuf;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next();
    if what.as_deref() == Some("pages") {
        return pages::measure(&arguments.collect::<Vec<String>>());
    }
    let binary = arguments.next().map_or_else(|| PathBuf::from("target/release/tidings"), PathBuf::from);
    match what.as_deref() {
        Some("paper") => paper::measure(&binary),
        _ => bail!("say what to measure: paper [path of the tidings binary], or pages FOLDER…"),
    }
}
