//! Searching: how fast articles are taken into the index and found in it, on made-up articles.
//!
//! Words follow Zipf's law (density 1/rank over 131,072 made-up words with endings), 250 to 350 of them an article, in four
//! languages, from 500 publishers, over three years. Queries are two words of one article that are not among the commonest,
//! with a filter in turn: publisher, section, language, the last month.

pub(crate) mod made_up;

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Context;
use tidings_model::id::ArticleId;
use tidings_search::{Batch, Directory, Follower, Order, Progress, Query, Search, SearchIndex};

use crate::memory;
use crate::paper::now;
use made_up::{NOW, Random, article, directory, query};

const ARTICLES: u32 = 1_000_000;
const AT_ONCE: u32 = 500;
const QUERIES: u32 = 1_000;
/// Threads that ask at the same time, as many as the machine of the promise has cores.
const ASKERS: u64 = 2;

/// Builds an index of so many articles (a million when not said), in a folder that stays when it is named, and asks it.
///
/// # Errors
///
/// The index cannot be written.
pub(crate) fn measure(arguments: &[String]) -> anyhow::Result<()> {
    let articles =
        arguments.first().map_or(Ok(ARTICLES), |text| text.parse()).context("the number of articles")?;
    let passing = tempfile::tempdir()?;
    let folder = arguments.get(1).map_or_else(|| passing.path().to_path_buf(), PathBuf::from);
    let index = SearchIndex::open(&folder);
    let here = index.health().map_or(0, |health| health.articles);
    if here != u64::from(articles) {
        let mut follower = index.follow()?.context("another process writes this index")?;
        build(&mut follower, articles)?;
        follower.rest()?;
        news(&index, &mut follower, articles)?;
    }
    println!("size on disk\t{} MB", megabytes(&folder)?);
    println!("memory after building (VmRSS)\t{} MB", memory::resident_kilobytes()? / 1000);
    ask(&index, articles)?;
    println!("memory after asking (VmRSS)\t{} MB", memory::resident_kilobytes()? / 1000);
    Ok(())
}

fn build(follower: &mut Follower, articles: u32) -> anyhow::Result<()> {
    let started = now();
    if !follower.is_building() {
        follower.remake(None)?;
    }
    let mut number = 0;
    while number < articles {
        let end = (number + AT_ONCE).min(articles);
        let documents = (number..end).map(article).collect();
        let building = (end < articles).then(|| ArticleId::new(i64::from(end)));
        let progress = Progress { transaction: 0, position: 1, building };
        let step = follower.steps().into_iter().next_back().context("nothing is being built")?;
        follower.write(step, &Batch { documents, gone: Vec::new(), progress })?;
        number = end;
        if number % 100_000 == 0 {
            eprintln!("{number} articles");
        }
    }
    follower.take_over()?;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "building\t{seconds:.0} s\t{:.0} articles a second (making them up included)",
        f64::from(articles) / seconds
    );
    Ok(())
}

/// How long one new article takes until it can be found, in an index of that size.
fn news(index: &SearchIndex, follower: &mut Follower, articles: u32) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for number in 0..20 {
        let documents = vec![article(number)];
        let progress = Progress { transaction: 0, position: i64::from(number) + 2, building: None };
        let step = follower.steps().into_iter().next().context("nothing serves")?;
        let started = now();
        follower.write(step, &Batch { documents, gone: Vec::new(), progress })?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    follower.rest()?;
    let there = index.health().map_or(0, |health| health.articles);
    anyhow::ensure!(there == u64::from(articles), "{there} articles after changing some of {articles}");
    print("an article changed, until it is found", &mut times, "asked: 2,000 ms from being stored");
    Ok(())
}

fn ask(index: &SearchIndex, articles: u32) -> anyhow::Result<()> {
    let directory = directory();
    // Once to read the files in, as a server that has run for a while has them.
    let mut first = asked(index, &directory, (articles, 7))?;
    print("two words and a filter, the first time", &mut first, "not asked");
    let mut alone = asked(index, &directory, (articles, 8))?;
    print("two words and a filter, one after the other", &mut alone, "asked: 95th percentile 20 ms or less");
    let outcomes: Vec<anyhow::Result<Vec<f64>>> = thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS)
            .map(|asker| {
                scope.spawn({
                    let directory = &directory;
                    move || asked(index, directory, (articles, 100 + asker))
                })
            })
            .collect();
        askers
            .into_iter()
            .map(|asker| asker.join().unwrap_or_else(|_| anyhow::bail!("an asker broke off")))
            .collect()
    });
    let mut together = outcomes.into_iter().collect::<anyhow::Result<Vec<_>>>()?.concat();
    print(
        "two words and a filter, two at a time",
        &mut together,
        "asked: 95th percentile 20 ms or less on two cores",
    );
    Ok(())
}

/// The milliseconds that each query took.
fn asked(
    index: &SearchIndex,
    directory: &Directory,
    (articles, seed): (u32, u64),
) -> anyhow::Result<Vec<f64>> {
    let mut random = Random::new(seed);
    let mut times = Vec::new();
    let mut found = 0;
    for turn in 0..QUERIES {
        let text = query(&mut random, articles, turn);
        let started = now();
        let query = Query::parse(&text)?;
        let search = Search { query: &query, directory, order: Order::Best, now: NOW, skip: 0, limit: 20 };
        found += usize::from(index.find(search)?.total > 0);
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    eprintln!("{found} of {QUERIES} queries found something");
    Ok(times)
}

fn print(name: &str, milliseconds: &mut [f64], asked: &str) {
    milliseconds.sort_by(f64::total_cmp);
    let at =
        |percent: usize| milliseconds.get(milliseconds.len() * percent / 100).copied().unwrap_or_default();
    let longest = milliseconds.last().copied().unwrap_or_default();
    println!(
        "{name}\tp50 {:.1} ms\tp95 {:.1} ms\tp99 {:.1} ms\tlongest {longest:.1} ms\t({asked})",
        at(50),
        at(95),
        at(99)
    );
}

fn megabytes(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() { megabytes(&entry.path())? * 1_000_000 } else { kind.len() };
    }
    Ok(bytes / 1_000_000)
}
