//! `tidings doctor`: checks settings, database, address and publishers, and says what is wrong with the cure.

use std::process::ExitCode;
use std::time::Duration;

use tidings_search::SearchError;
use tidings_web::workers::SILENCE;
use url::{Host, Url};

use crate::copy::place::Place;
use crate::folder::key;
use crate::folder::lock::users;
use crate::house::House;
use crate::run::check_address;
use crate::setting::Settings;
use crate::told::told;

/// Names of feeds that are tried, one after the other.
const NAMES: usize = 3;
/// Tried when there is no feed yet: it is kept for examples (RFC 2606) and is always there.
const USUAL_NAME: &str = "example.com";
const LOOK_UP: Duration = Duration::from_secs(3);

/// Prints a line a check; the status is a failure when one of them failed.
pub(crate) async fn doctor(settings: Settings) -> anyhow::Result<ExitCode> {
    let mut healthy = true;
    let mut say = |name: &str, result: Result<String, String>| {
        let (word, sentence) = match result {
            Ok(sentence) => ("good", sentence),
            Err(sentence) => {
                healthy = false;
                ("bad ", sentence)
            }
        };
        println!("{word}  {name}: {sentence}");
    };
    say(
        "settings",
        Ok(format!(
            "mode {:?}, {} workers, data in {}",
            settings.mode,
            settings.workers,
            settings.data.display()
        )),
    );
    say("address", check_address(settings.clone()).await);
    if !is_there(&settings) {
        say("database", Ok("there is none yet; it is made when Tidings starts".to_owned()));
        return Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    match House::open(settings).await {
        Ok(house) => {
            say("database", database(&house).await);
            say("secrets", secrets(&house).await);
            say("workers", workers(&house).await);
            say("network", network(&house).await);
            say("publishers", publishers(&house).await);
            say("search", search(&house).await);
            house.close().await?;
        }
        Err(error) => say("database", Err(told(&error))),
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Looking does not make a database where there is none.
fn is_there(settings: &Settings) -> bool {
    let place = Place::of(&settings.data);
    settings.database.is_some() || place.database().exists() || place.is_unfinished()
}

async fn database(house: &House) -> Result<String, String> {
    house.store.check_integrity().await.map_err(|error| error.to_string())?;
    Ok(format!("{}, and all of it is as it was written", house.store.location()))
}

async fn secrets(house: &House) -> Result<String, String> {
    let trouble = key::trouble(&house.store, &house.key).await.map_err(|error| told(&error))?;
    trouble.map_or_else(|| Ok("what publishers gave is sealed, and the key to it is here".to_owned()), Err)
}

/// Pages that are served without anybody who works stay as they are.
async fn workers(house: &House) -> Result<String, String> {
    let silence = house.store.worker_silence().await.map_err(|error| error.to_string())?;
    if silence.is_some_and(|silence| silence <= SILENCE) {
        return Ok("a process fetches news".to_owned());
    }
    let serving = users(&house.settings.data).into_iter().find(|user| user.listen.is_some());
    serving.map_or_else(
        || Ok("none is running, and no pages are served".to_owned()),
        |user| {
            Err(format!("{user} serves the pages, but no process fetches news; run tidings work beside it, or tidings in its place"))
        },
    )
}

/// Feeds are found by their names, so a machine that resolves none of them reads no news.
async fn network(house: &House) -> Result<String, String> {
    house.fetcher(Vec::new()).map_err(|error| told(&error))?;
    let feeds = house.store.feeds().await.map_err(|error| error.to_string())?;
    let mut names: Vec<String> = feeds.iter().filter_map(|feed| name_of_host(&feed.url)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() && !feeds.is_empty() {
        return Ok("the fetcher is ready, and no feed needs a name to be looked up".to_owned());
    }
    names.truncate(NAMES);
    if names.is_empty() {
        names.push(USUAL_NAME.to_owned());
    }
    for name in &names {
        let looked = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((name.as_str(), 443))).await;
        if looked.is_ok_and(|found| found.is_ok_and(|mut addresses| addresses.next().is_some())) {
            return Ok(format!("the fetcher is ready, and names are found ({name})"));
        }
    }
    Err(format!(
        "no name can be looked up, such as {}; see that this machine is online and has a name server (DNS)",
        names.join(", ")
    ))
}

/// The host of an address when it is a name that has to be looked up.
fn name_of_host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    match url.host()? {
        Host::Domain(name) if !name.ends_with("localhost") => Some(name.to_owned()),
        _ => None,
    }
}

async fn search(house: &House) -> Result<String, String> {
    let kept = house.store.totals().await.map_err(|error| error.to_string())?.articles;
    let index = house.search.clone();
    let checked =
        tokio::task::spawn_blocking(move || index.check()).await.map_err(|error| error.to_string())?;
    let health = match checked {
        Ok(health) => health,
        Err(SearchError::NotReady) => {
            return Ok("there is no index yet; it is made when Tidings runs".to_owned());
        }
        Err(error) => return Err(error.to_string()),
    };
    let remade =
        health.remade.map(|reason| format!("; it was made anew because {reason}")).unwrap_or_default();
    Ok(format!(
        "the index holds {} of {kept} articles, and its files are as they were written{remade}",
        health.articles
    ))
}

async fn publishers(house: &House) -> Result<String, String> {
    let feeds = house.store.feeds().await.map_err(|error| error.to_string())?;
    let failing: Vec<String> =
        feeds.iter().filter(|feed| feed.last_error.is_some()).map(|feed| feed.url.clone()).collect();
    if failing.is_empty() {
        return Ok(format!("{} feeds, none failing", feeds.len()));
    }
    Err(format!(
        "{} of {} feeds fail; see the editor's page of publishers: {}",
        failing.len(),
        feeds.len(),
        failing.join(", ")
    ))
}
