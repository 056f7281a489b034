//! The index asked off the async threads, and what its hits are shown with.

use std::collections::HashMap;

use tidings_model::article::StoredHtml;
use tidings_model::id::ArticleId;
use tidings_model::time::Timestamp;
use tidings_search::directory::KnownPublisher;
use tidings_search::{Directory, Found, Order, Query, Search, SearchError};
use tidings_store::card::ArticleCard;

use crate::error::WebError;
use crate::state::WebState;

/// What is wished for.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) query: Query,
    pub(crate) order: Order,
    pub(crate) now: Timestamp,
    pub(crate) skip: usize,
    pub(crate) limit: usize,
}

/// What was found, with the rows that show it.
#[derive(Debug)]
pub(crate) struct SearchRows {
    pub(crate) query: Query,
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
    /// There is no index yet.
    NotReady,
}

/// Asks the index, and the store for the articles it names.
pub(crate) async fn find(state: &WebState, wish: Wish) -> Result<Answer, WebError> {
    let directory = directory(state).await?;
    let index = state.search().clone();
    let asking = tokio::task::spawn_blocking(move || {
        let Wish { query, order, now, skip, limit } = wish;
        let found = index.find(Search { query: &query, directory: &directory, order, now, skip, limit });
        (query, directory, found)
    });
    let (query, directory, found) = asking.await.map_err(|error| WebError::Search(error.to_string()))?;
    let found = match found {
        Ok(found) => found,
        Err(SearchError::Query(problem)) => return Ok(Answer::Problem(problem.sentence())),
        Err(SearchError::NotReady) => return Ok(Answer::NotReady),
        Err(error) => return Err(WebError::Search(error.to_string())),
    };
    let ids: Vec<ArticleId> = found.hits.iter().map(|hit| hit.id).collect();
    let cards = state.store().cards_of(&ids).await?;
    let texts = state.store().present_texts(&ids).await?;
    Ok(Answer::Found(Box::new(SearchRows { query, found, directory, cards, texts })))
}

/// What begins as a reader typed; nothing when there is no index yet.
pub(crate) async fn suggest(state: &WebState, start: String, limit: usize) -> Result<Vec<String>, WebError> {
    let directory = directory(state).await?;
    let index = state.search().clone();
    let asking = tokio::task::spawn_blocking(move || index.suggest(&start, &directory, limit));
    match asking.await.map_err(|error| WebError::Search(error.to_string()))? {
        Ok(words) => Ok(words),
        Err(SearchError::NotReady) => Ok(Vec::new()),
        Err(error) => Err(WebError::Search(error.to_string())),
    }
}

async fn directory(state: &WebState) -> Result<Directory, WebError> {
    let rows = state.store().named_publishers().await?;
    let host = |site: &str| site.split('#').next().unwrap_or_default().to_owned();
    let known =
        rows.into_iter().map(|row| KnownPublisher { id: row.id, name: row.name, site: host(&row.site) });
    Ok(Directory::new(known.collect()))
}
