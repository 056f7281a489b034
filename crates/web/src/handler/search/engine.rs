//! The index asked off the async threads, and what its hits are shown with.

use std::collections::HashMap;

use tidings_model::article::StoredHtml;
use tidings_model::id::ArticleId;
use tidings_model::time::Timestamp;
use tidings_search::directory::KnownPublisher;
use tidings_search::{Directory, Found, Order, Query, Search, SearchError};
use tidings_store::card::ArticleCard;
use tracing::warn;

use crate::error::WebError;
use crate::row::search::grouped;
use crate::state::WebState;

/// What is wished for.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) query: Query,
    pub(crate) order: Order,
    pub(crate) now: Timestamp,
    pub(crate) skip: usize,
    pub(crate) limit: usize,
    /// When nothing fits, what a slip of the pen may have meant is looked for.
    pub(crate) near: bool,
}

/// What was found, with the rows that show it.
#[derive(Debug)]
pub(crate) struct SearchRows {
    pub(crate) query: Query,
    /// What was typed, when nothing fits it and `query` stands in its place.
    pub(crate) typed: Option<Query>,
    pub(crate) found: Found,
    pub(crate) directory: Directory,
    pub(crate) cards: Vec<ArticleCard>,
    pub(crate) texts: HashMap<ArticleId, StoredHtml>,
}

/// What the index answers.
#[derive(Debug)]
pub(crate) enum Answer {
    Found(Box<SearchRows>),
    /// Why the query cannot be answered, as a sentence.
    Problem(String),
    /// There is no index yet, or it cannot be read and is made anew.
    NotReady,
}

/// Asks the index, and the store for the articles it names.
pub(crate) async fn find(state: &WebState, wish: Wish) -> Result<Answer, WebError> {
    let directory = directory(state).await?;
    let index = state.search().clone();
    let asking = tokio::task::spawn_blocking(move || {
        let Wish { query, order, now, skip, limit, near } = wish;
        let search = Search { query: &query, directory: &directory, order, now, skip, limit };
        let found =
            if near { index.find_or_near(search) } else { index.find(search).map(|found| (found, None)) };
        (query, directory, found)
    });
    let (query, directory, found) = asking.await.map_err(|error| WebError::Search(error.to_string()))?;
    let (found, other) = match found {
        Ok(found) => found,
        Err(SearchError::Query(problem)) => return Ok(Answer::Problem(problem.sentence())),
        Err(SearchError::NotReady) => return Ok(Answer::NotReady),
        Err(error) => {
            // The index has noted it, and whoever follows the store looks through its files and makes it anew.
            warn!(%error, "a search could not be answered");
            return Ok(Answer::NotReady);
        }
    };
    let (query, typed) = match other {
        Some(other) => (other, Some(query)),
        None => (query, None),
    };
    let ids: Vec<ArticleId> = found.hits.iter().map(|hit| hit.id).collect();
    let cards = state.store().cards_of(&ids).await?;
    let texts = state.store().present_texts(&ids).await?;
    Ok(Answer::Found(Box::new(SearchRows { query, typed, found, directory, cards, texts })))
}

/// What begins as a reader typed; nothing when there is no index yet.
pub(crate) async fn suggest(state: &WebState, start: String, limit: usize) -> Result<Vec<String>, WebError> {
    let directory = directory(state).await?;
    let index = state.search().clone();
    let asking = tokio::task::spawn_blocking(move || index.suggest(&start, &directory, limit));
    match asking.await.map_err(|error| WebError::Search(error.to_string()))? {
        Ok(words) => Ok(words),
        Err(SearchError::NotReady) => Ok(Vec::new()),
        Err(error) => {
            warn!(%error, "nothing could be suggested");
            Ok(Vec::new())
        }
    }
}

/// What a reader has to know of the index while not everything is in it, as sentences.
pub(crate) async fn building(state: &WebState) -> Result<Option<String>, WebError> {
    let Some(taken) = state.search().taken_so_far() else {
        let is_building = state.search().health().is_some_and(|health| health.is_building);
        let sentence = "The search index is being made anew; what is not in it yet is not found.";
        return Ok(is_building.then(|| sentence.to_owned()));
    };
    let articles = usize::try_from(state.store().totals().await?.articles).unwrap_or_default();
    let taken = usize::try_from(taken).unwrap_or_default().min(articles);
    Ok(Some(format!(
        "The search index is being made anew: {} of {} articles so far. What is not in it yet is not found.",
        grouped(taken),
        grouped(articles)
    )))
}

async fn directory(state: &WebState) -> Result<Directory, WebError> {
    let rows = state.store().named_publishers().await?;
    let host = |site: &str| site.split('#').next().unwrap_or_default().to_owned();
    let known =
        rows.into_iter().map(|row| KnownPublisher { id: row.id, name: row.name, site: host(&row.site) });
    Ok(Directory::new(known.collect()))
}
