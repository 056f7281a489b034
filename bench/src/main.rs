//! The bench: measures the built program and its rooms and prints figures; it judges nothing.
//!
//! `cargo build --release && cargo run --release -p tidings-bench -- paper` measures the first paper: time from start to a
//! full front page, memory when idle, and the compressed size of every kind of page against its budget.
//! `cargo run --release -p tidings-bench -- feeds FILE…` measures how fast feeds are read, beside two well-known crates.
//! `cargo run --release -p tidings-bench --features yardsticks -- pages FOLDER…` measures how fast articles are read out
//! of pages, beside other extractors.
//! `cargo run --release -p tidings-bench -- search [ARTICLES [FOLDER]]` measures searching in a million made-up articles.
//! `… -- copies SET.jsonl` makes edited copies of a set's texts and tells how many are found; `… -- stories [SIZE …]` tells
//! what grouping a thousand new articles costs in windows of those sizes (10,000 to 1,000,000), and what memory they take.
//! `… -- size [ARTICLES [ADDRESS]]` fills a database with made-up articles and tells what one takes on the disk, by table.

mod copies;
mod feeds;
mod http;
mod memory;
mod pages;
mod paper;
mod quality;
mod search;
mod size;
mod stories;

use std::path::PathBuf;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let paths: Vec<PathBuf> = rest.iter().map(PathBuf::from).collect();
    let binary = paths.first().cloned().unwrap_or_else(|| PathBuf::from("target/release/tidings"));
    match what.as_deref() {
        Some("paper") => paper::measure(&binary),
        Some("feeds") => feeds::measure(&paths),
        Some("pages") => pages::measure(&rest),
        Some("search") => search::measure(&rest),
        Some("copies") => copies::measure(paths.first().context("say which set to take: copies SET.jsonl")?),
        Some("size") => size::measure(&rest),
        Some("stories") => stories::measure(&rest),
        _ => bail!(
            "say what to measure: paper [path of the tidings binary], feeds FILE…, pages FOLDER…, copies SET.jsonl, \
             stories [SIZE …], search [ARTICLES [FOLDER]], size [ARTICLES [ADDRESS]]"
        ),
    }
}
