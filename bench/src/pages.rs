//! Pages: how many articles a CPU second are read out of a folder of pages, ours beside other extractors in one run.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use tidings_parse::{article, encoding};

use crate::quality::{Quality, Truth};

/// A line of a set's manifest; further keys are ignored.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    url: Option<String>,
    file: String,
    #[serde(default)]
    expect: Truth,
}

/// A page, decoded.
struct Page {
    url: Option<String>,
    html: String,
    truth: Truth,
}

/// An extractor: its name, and what it does with a page; it gives the number of characters it found.
type Extractor = (&'static str, fn(&Page) -> usize);

/// Reads every page of the folders (each with a `manifest.jsonl`) with every extractor and prints pages a CPU second,
/// the ratio to ours, and the slowest page; then how often ours is right where the manifest tells the truth.
///
/// # Errors
///
/// A folder, its manifest or a page cannot be read.
pub(crate) fn measure(folders: &[String]) -> anyhow::Result<()> {
    let mut pages = Vec::new();
    for folder in folders {
        read_folder(Path::new(folder), &mut pages)?;
    }
    println!("{} pages", pages.len());
    let mut ours = None;
    for (name, extract) in extractors() {
        let figures = figures(&pages, extract)?;
        let rate = f64::from(u32::try_from(pages.len())?) / figures.seconds.max(0.01);
        let base = *ours.get_or_insert(rate);
        println!(
            "{name}: {rate:.0} pages a CPU second, {:.2} of ours, slowest page {:.2} s, {} characters",
            rate / base,
            figures.slowest,
            figures.characters
        );
    }
    let mut quality = Quality::default();
    for page in &pages {
        quality.add(&read(page), &page.truth);
    }
    quality.print();
    Ok(())
}

fn extractors() -> Vec<Extractor> {
    let mut extractors: Vec<Extractor> = vec![("tidings", ours)];
    #[cfg(feature = "yardsticks")]
    extractors.extend(yardsticks::ALL);
    extractors.truncate(8);
    extractors
}

fn ours(page: &Page) -> usize {
    read(page).text.len()
}

fn read(page: &Page) -> article::Extracted {
    let context = article::Context { url: page.url.clone(), announced_characters: None };
    article::extract(&page.html, &context).0
}

struct Figures {
    seconds: f64,
    slowest: f64,
    characters: usize,
}

fn figures(pages: &[Page], extract: fn(&Page) -> usize) -> anyhow::Result<Figures> {
    let start = cpu_seconds()?;
    let (mut before, mut slowest, mut characters) = (start, 0.0_f64, 0);
    for page in pages {
        characters += extract(page);
        let now = cpu_seconds()?;
        slowest = slowest.max(now - before);
        before = now;
    }
    Ok(Figures { seconds: before - start, slowest, characters })
}

/// CPU time of this process in user and system mode, in hundredths of a second. Linux only.
fn cpu_seconds() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("CPU time is read from /proc, as on Linux")?;
    let behind = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = behind.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

fn read_folder(folder: &Path, pages: &mut Vec<Page>) -> anyhow::Result<()> {
    let manifest = folder.join("manifest.jsonl");
    let lines =
        fs::read_to_string(&manifest).with_context(|| format!("{} cannot be read", manifest.display()))?;
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line)?;
        let path = folder.join(&line.file);
        let file = fs::File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
        let mut bytes = Vec::new();
        if path.extension().is_some_and(|kind| kind == "gz") {
            std::io::Read::read_to_end(&mut MultiGzDecoder::new(file), &mut bytes)?;
        } else {
            std::io::Read::read_to_end(&mut std::io::BufReader::new(file), &mut bytes)?;
        }
        let html = encoding::decode(&bytes, None).text.to_string();
        pages.push(Page { url: line.url, html, truth: line.expect });
    }
    Ok(())
}

#[cfg(feature = "yardsticks")]
mod yardsticks {
    //! Other extractors, each as its documentation shows it.

    use super::{Extractor, Page};

    pub(super) const ALL: [Extractor; 3] = [
        ("dom_smoothie", dom_smoothie),
        ("trafilatura crate", trafilatura),
        ("rs-trafilatura", rs_trafilatura),
    ];

    fn dom_smoothie(page: &Page) -> usize {
        let readability = dom_smoothie::Readability::new(page.html.as_str(), page.url.as_deref(), None);
        let article = readability.ok().and_then(|mut readability| readability.parse().ok());
        article.map_or(0, |article| article.text_content.len())
    }

    fn trafilatura(page: &Page) -> usize {
        let options = trafilatura::Options::default();
        trafilatura::extract(&page.html, &options).map_or(0, |found| found.content_text.len())
    }

    fn rs_trafilatura(page: &Page) -> usize {
        rs_trafilatura::extract(&page.html).map_or(0, |found| found.content_text.len())
    }
}
