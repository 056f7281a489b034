//! Reading feeds: megabytes a second beside feed-rs and ammonia on the same files in one run, and the memory of a huge feed.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use tidings_parse::feed::{self, Context, Entries, Limits};

use crate::memory;
use crate::paper::now;

/// How long each reader is measured on each file; the fastest of the rounds counts.
const ROUND: Duration = Duration::from_millis(400);
const ROUNDS: usize = 5;
/// The entries of the feed that memory is measured on.
const MANY: usize = 300_000;

/// Prints the memory of feeds of many entries, then the speeds on each file: in this order, so that no memory that is free
/// again hides what is taken.
///
/// # Errors
///
/// A file cannot be read, or the system does not say how much memory is used.
pub(crate) fn measure(files: &[PathBuf]) -> anyhow::Result<()> {
    memory_of_many()?;
    println!("file\treading\tMB/s\ttimes the yardstick\t(asked: reading 100 MB/s, cleaned 40 MB/s)");
    for file in files {
        speeds(file)?;
    }
    Ok(())
}

fn speeds(file: &Path) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let raw = Context { raw_markup: true, ..Context::default() };
    let clean = Context::default();
    let yardstick = megabytes_a_second(bytes.len(), || drop(black_box(feed_rs::parser::parse(&*bytes))));
    let ours = megabytes_a_second(bytes.len(), || drop(black_box(feed::parse(&bytes, &raw))));
    line(&name, "feed-rs", yardstick, yardstick);
    line(&name, "tidings, markup as it is", ours, yardstick);
    let yardstick = megabytes_a_second(bytes.len(), || _ = black_box(cleaned_by_ammonia(&bytes)));
    let ours = megabytes_a_second(bytes.len(), || drop(black_box(feed::parse(&bytes, &clean))));
    line(&name, "feed-rs and ammonia", yardstick, yardstick);
    line(&name, "tidings, markup cleaned", ours, yardstick);
    Ok(())
}

fn line(file: &str, reading: &str, speed: f64, yardstick: f64) {
    println!("{file}\t{reading}\t{speed:.1}\t{:.1}", speed / yardstick);
}

/// What a reader that takes the two crates as they come would do: parse, then clean each summary and content.
fn cleaned_by_ammonia(bytes: &[u8]) -> usize {
    let Ok(feed) = feed_rs::parser::parse(bytes) else { return 0 };
    let summaries = feed.entries.iter().filter_map(|entry| entry.summary.as_ref().map(|text| &text.content));
    let contents = feed.entries.iter().filter_map(|entry| entry.content.as_ref()?.body.as_ref());
    summaries.chain(contents).map(|html| ammonia::clean(html).len()).sum()
}

/// The speed of the fastest round; a megabyte is a million bytes.
fn megabytes_a_second(length: usize, mut work: impl FnMut()) -> f64 {
    let mut fastest = f64::MAX;
    for _ in 0..ROUNDS {
        let started = now();
        let mut times = 0_u32;
        while started.elapsed() < ROUND {
            work();
            times += 1;
        }
        fastest = fastest.min(started.elapsed().as_secs_f64() / f64::from(times.max(1)));
    }
    f64::from(u32::try_from(length).unwrap_or(u32::MAX)) / fastest / 1e6
}

/// Memory beyond the input while every entry of a long feed is taken and dropped.
fn memory_of_many() -> anyhow::Result<()> {
    for (kind, text) in [("RSS", rss_of(MANY)), ("JSON Feed", json_of(MANY))] {
        let limits = Limits { items: MANY, ..Limits::default() };
        memory::forget_peak()?;
        let before = memory::resident_kilobytes()?;
        let started = now();
        let mut entries = Entries::new(&text, &Context { limits, ..Context::default() });
        let count = entries.by_ref().filter(|entry| entry.link().is_some()).count();
        drop(black_box(entries.finish()));
        let seconds = started.elapsed().as_secs_f64();
        let beyond = memory::peak_kilobytes()?.saturating_sub(before);
        let length = text.len() / 1_000_000;
        println!(
            "{kind}, {count} entries, {length} MB, {seconds:.2} s\tmemory beyond the input\t{beyond} kB\t(asked: 64 MB)"
        );
    }
    Ok(())
}

fn rss_of(entries: usize) -> String {
    let items = (0..entries).map(|number| {
        format!(
            "<item><title>Ferry {number} is late</title><link>https://quay.example/ferry/{number}</link>\
             <guid isPermaLink=\"false\">ferry-{number}</guid><pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate>\
             <description>&lt;p&gt;The &lt;b&gt;ferry&lt;/b&gt; waits for fog to lift.&lt;/p&gt;</description></item>"
        )
    });
    let head = "<rss version=\"2.0\"><channel><title>The Long List</title>".to_owned();
    joined(head, items) + "</channel></rss>"
}

fn json_of(entries: usize) -> String {
    let items = (0..entries).map(|number| {
        let comma = if number == 0 { "" } else { "," };
        format!(
            "{comma}{{\"id\":\"ferry-{number}\",\"url\":\"https://quay.example/ferry/{number}\",\"title\":\"Ferry {number} is late\",\
             \"date_published\":\"2026-11-23T09:00:00Z\",\"content_html\":\"<p>The <b>ferry</b> waits for fog to lift.</p>\"}}"
        )
    });
    let head = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"The Long List\",\"items\":["
        .to_owned();
    joined(head, items) + "]}"
}

/// Appends without a list of all the parts, which would be counted as memory that is free again.
fn joined(head: String, parts: impl Iterator<Item = String>) -> String {
    parts.fold(head, |mut text, part| {
        text.push_str(&part);
        text
    })
}
