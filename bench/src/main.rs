//! The bench: measures the built program from outside and prints its figures; it judges nothing.
//!
//! `cargo build --release && cargo run --release -p tidings-bench -- paper` measures the first paper: time from start to a
//! full front page, memory when idle, and the compressed size of every kind of page against its budget.
//!
//! `… -- copies SET.jsonl` makes edited copies of a set's texts and tells how many are found; `… -- stories [SIZE …]` tells what
//! grouping a thousand new articles costs in windows of those sizes (100,000 to 1,000,000).

mod clock;
mod copies;
mod http;
mod paper;
mod stories;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Window sizes that are measured when none are given.
const SIZES: [usize; 4] = [10_000, 100_000, 300_000, 1_000_000];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next();
    if what.as_deref() == Some("stories") {
        let sizes = arguments.map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?;
        return stories::measure(if sizes.is_empty() { &SIZES } else { &sizes });
    }
    if what.as_deref() == Some("copies") {
        let set = arguments.next().context("say which set to take: copies SET.jsonl")?;
        return copies::measure(Path::new(&set));
    }
    let binary = arguments.next().map_or_else(|| PathBuf::from("target/release/tidings"), PathBuf::from);
    match what.as_deref() {
        Some("paper") => paper::measure(&binary),
        _ => bail!(
            "say what to measure: paper [path of the tidings binary], copies SET.jsonl, stories [SIZE …]"
        ),
    }
}
