//! `tidings search` and `tidings reindex`: asking the search index, and making it anew; both beside a Tidings that runs.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;
use tidings_ingest::Indexer;
use tidings_model::id::ArticleId;
use tidings_search::directory::KnownPublisher;
use tidings_search::{Directory, Found, Order, Query, QueryProblem, Search, SearchError};
use tidings_store::card::ArticleCard;

use crate::command::SearchArguments;
use crate::house::House;
use crate::setting::Settings;

/// Status of a query that cannot be understood, as of any wrong usage.
const WRONG_USAGE: u8 = 2;

/// Prints what a query finds.
pub(crate) async fn search(settings: Settings, arguments: &SearchArguments) -> anyhow::Result<ExitCode> {
    let query = match Query::parse(&arguments.query.join(" ")) {
        Ok(query) => query,
        Err(problem) => return Ok(explain(&problem)),
    };
    let house = House::open(settings).await?;
    let rows = house.store.named_publishers().await?;
    let known = rows.into_iter().map(|row| KnownPublisher { id: row.id, name: row.name, site: row.site });
    let directory = Directory::new(known.collect());
    let status = match find(&house, &query, &directory, arguments) {
        Ok((found, other)) => {
            if let Some(other) = other {
                eprintln!("nothing fits {query}; this is what {other} finds");
            }
            let ids: Vec<ArticleId> = found.hits.iter().map(|hit| hit.id).collect();
            print(&house, &found, &house.store.cards_of(&ids).await?, arguments.json)?;
            ExitCode::SUCCESS
        }
        Err(SearchError::Query(problem)) => explain(&problem),
        Err(error) => return Err(error.into()),
    };
    house.close().await?;
    Ok(status)
}

fn explain(problem: &QueryProblem) -> ExitCode {
    eprintln!("tidings: {problem}");
    ExitCode::from(WRONG_USAGE)
}

fn find(
    house: &House,
    query: &Query,
    directory: &Directory,
    arguments: &SearchArguments,
) -> Result<(Found, Option<Query>), SearchError> {
    let order = if arguments.newest { Order::Newest } else { Order::Best };
    let now = house.clock.now();
    house.search.find_or_near(Search { query, directory, order, now, skip: 0, limit: arguments.limit })
}

fn print(house: &House, found: &Found, cards: &[ArticleCard], as_json: bool) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    for card in cards {
        let address = format!("{}/article/{}", house.settings.origin(), card.id);
        let (when, publisher) = (card.shown_at.to_rfc3339(), &card.publisher.name);
        let printed = if as_json {
            let line = json!({"id": card.id, "url": address, "title": card.headline, "publisher": publisher,
                "published": when, "section": card.section, "language": card.language, "excerpt": card.excerpt});
            writeln!(output, "{line}")
        } else {
            writeln!(output, "{when}  {publisher}  {}\n    {address}", card.headline)
        };
        printed.context("the output cannot be written")?;
    }
    eprintln!("{} of {} articles", cards.len(), found.total);
    Ok(())
}

/// Makes the index anew; a Tidings that runs on the same folder does it itself when asked.
pub(crate) async fn reindex(settings: Settings) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let indexer = Indexer::new(house.store.clone(), house.search.clone());
    let done = indexer.remake("tidings reindex asked for it", show).await?;
    if done {
        let articles = house.search.health().map(|health| health.articles).unwrap_or_default();
        println!("the search index is made anew: {articles} articles");
    } else {
        indexer.ask_for_remake(&house.clock.now().to_string()).await?;
        println!("Tidings is running here and makes the search index anew; searches go on meanwhile");
    }
    house.close().await
}

/// One line that is written over itself, on a terminal only.
fn show(articles: u64) {
    let mut error = std::io::stderr();
    if !error.is_terminal() {
        return;
    }
    if write!(error, "\r{articles} articles").and_then(|()| error.flush()).is_err() {
        tracing::debug!("the terminal is gone");
    }
}
