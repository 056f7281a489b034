//! The first paper: start to a full front page, idle memory, page sizes.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::{clock, http};

/// A page, or an asset of it, with its budget in kB (1,000 bytes) after gzip.
const BUDGETS: [(&str, &str, Option<u32>); 5] = [
    ("front page", "/", Some(25)),
    ("style sheet", "/assets/", Some(15)),
    ("story page", "/story/", None),
    ("article page", "/article/", None),
    ("publisher page", "/publisher/", None),
];

/// Starts the sample on a fresh folder and prints what it measures.
///
/// # Errors
///
/// The program cannot be started or does not print its address.
pub(crate) fn measure(binary: &Path) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let started = clock::now();
    let mut child = Command::new(binary)
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| {
            format!("{} cannot be started; build it with cargo build --release", binary.display())
        })?;
    let result = figures(&mut child, started);
    let _ = child.kill();
    child.wait()?;
    result
}

fn figures(child: &mut Child, started: Instant) -> anyhow::Result<()> {
    let host = address(child)?;
    println!("start to a full front page\t{:.2} s\t(asked: 10 s or less)", started.elapsed().as_secs_f64());
    sizes(&host)?;
    thread::sleep(Duration::from_secs(30));
    println!(
        "idle memory (VmRSS after 30 s)\t{} MB\t(asked: 80 MB or less)",
        resident_megabytes(child.id())?
    );
    Ok(())
}

fn address(child: &mut Child) -> anyhow::Result<String> {
    let stdout = child.stdout.take().context("standard output is piped")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        if let Some((_, rest)) = line.split_once("http://") {
            return Ok(rest.split('/').next().unwrap_or(rest).trim().to_owned());
        }
    }
    bail!("the program ended without printing an address")
}

fn sizes(host: &str) -> anyhow::Result<()> {
    let front = String::from_utf8_lossy(&http::get(host, "/", "identity")?.body).into_owned();
    for (name, prefix, budget) in BUDGETS {
        let path = if prefix == "/" { Some("/".to_owned()) } else { http::first_link(&front, prefix) };
        let Some(path) = path else {
            println!("{name}\tnot linked from the front page");
            continue;
        };
        let answer = http::get(host, &path, "gzip")?;
        let status = answer.head.lines().next().unwrap_or_default();
        let asked = budget.map_or_else(String::new, |kilobytes| format!("\t(asked: {kilobytes} kB or less)"));
        println!("{name}, gzipped\t{:.1} kB\t{status}{asked}", kilobytes(answer.body.len()));
    }
    Ok(())
}

fn kilobytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1000.0
}

fn resident_megabytes(process: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("the process has ended")?;
    let kilobytes = line.split_whitespace().nth(1).context("VmRSS has a number")?;
    Ok(kilobytes.parse::<u64>()? / 1000)
}
