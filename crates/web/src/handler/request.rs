//! What handlers take out of addresses: ids, places in lists, words.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tidings_store::card::Cursor;

use crate::error::WebError;
use crate::page::older::Older;

/// The id, or word, that is the one changing part of an address; anything unusable is an address that is not there.
#[derive(Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<S, T> FromRequestParts<S> for Id<T>
where
    S: Send + Sync,
    T: FromStr,
{
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let Names(text) = Names::<String>::from_request_parts(parts, state).await?;
        text.parse().map(Self).map_err(|_ignored| WebError::NotFound)
    }
}

/// The changing parts of an address as texts; what is no text is an address that is not there.
#[derive(Debug)]
pub(crate) struct Names<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Names<T> {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(names)| Self(names)).map_err(|_ignored| WebError::NotFound)
    }
}

/// What stands behind the question mark of an address.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(fields)| Self(fields)).map_err(|_ignored| WebError::BadAddress)
    }
}

#[derive(Debug, Deserialize)]
struct Before {
    before: Option<String>,
}

/// Where a list goes on; its beginning when nothing usable is said.
#[derive(Debug)]
pub(crate) struct From(pub(crate) Cursor);

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let query = Query::<Before>::from_request_parts(parts, state).await;
        let before = query.ok().and_then(|Query(before)| before.before);
        let older = before.and_then(|value| Older::from_value(&value));
        Ok(Self(older.map_or(Cursor::START, |older| Cursor { at: older.time, id: older.id })))
    }
}

/// The place after a cursor's item, for the link to what is older.
pub(crate) fn older(cursor: Cursor) -> Older {
    Older { time: cursor.at, id: cursor.id }
}

/// What an action did, told on the page that follows: only the words that a page knows are shown.
#[derive(Debug, Deserialize)]
pub(crate) struct Done {
    /// The word.
    pub(crate) done: Option<String>,
}
