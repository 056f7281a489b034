//! `tidings doctor`: checks settings, database, address and publishers, and says what is wrong with the cure.

use std::process::ExitCode;

use tidings_search::SearchError;

use crate::house::House;
use crate::run::check_address;
use crate::setting::Settings;

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
    match House::open(settings).await {
        Ok(house) => {
            say("database", Ok(house.store.location().to_string()));
            say("network", network(&house));
            say("publishers", publishers(&house).await);
            say("search", search(&house).await);
            house.close().await?;
        }
        Err(error) => say("database", Err(format!("{error:#}"))),
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn network(house: &House) -> Result<String, String> {
    house.fetcher(Vec::new()).map(|_| "the fetcher is ready".to_owned()).map_err(|error| format!("{error:#}"))
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
