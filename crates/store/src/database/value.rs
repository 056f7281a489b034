//! Values that go into queries: one enum for both databases.

use tidings_model::id::{
    AdditionId, ArticleId, CommentId, EntryId, FeedId, FigureId, JobId, NameId, PictureId, PointId,
    PublisherId, QuoteId, SavedSearchId, SessionId, StoryId, UserId, VersionId,
};
use tidings_model::time::Timestamp;

/// A parameter of a query. Each kind knows its type also when it is null, which PostgreSQL needs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Real(f64),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

/// The parameters of a query, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::database::value::Value::from($value)),*]
    };
}
pub(crate) use values;

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Int(Some(i64::from(truth)))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(without_nul(text)))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.contains('\0') { Self::from(text.as_str()) } else { Self::Text(Some(text)) }
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(without_nul))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        Self::Int(Some(time.millis()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(time: Option<Timestamp>) -> Self {
        Self::Int(time.map(Timestamp::millis))
    }
}

/// PostgreSQL holds no NUL in text; parse removes it, and this keeps a slip from stopping a feed for ever.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

macro_rules! from_ids {
    ($($id:ty),+) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Int(Some(id.get()))
            }
        }

        impl From<Option<$id>> for Value {
            fn from(id: Option<$id>) -> Self {
                Self::Int(id.map(<$id>::get))
            }
        }

        impl $crate::database::row::Column for $id {
            fn read(row: &$crate::database::row::Row, column: &str) -> Result<Self, sqlx::Error> {
                i64::read(row, column).map(Self::new)
            }
        }

        impl $crate::database::row::Column for Option<$id> {
            fn read(row: &$crate::database::row::Row, column: &str) -> Result<Self, sqlx::Error> {
                Ok(Option::<i64>::read(row, column)?.map(<$id>::new))
            }
        }
    )+};
}

from_ids!(
    AdditionId,
    ArticleId,
    CommentId,
    EntryId,
    FeedId,
    FigureId,
    JobId,
    PictureId,
    NameId,
    PointId,
    PublisherId,
    QuoteId,
    SavedSearchId,
    SessionId,
    StoryId,
    UserId,
    VersionId
);

/// A list of ids as the JSON array that `IDS($1)` reads.
pub(crate) fn id_list<I: Into<i64>>(ids: impl IntoIterator<Item = I>) -> String {
    let numbers: Vec<String> = ids.into_iter().map(|id| Into::<i64>::into(id).to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// A list as JSON. Lists of plain words always can be written.
pub(crate) fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}
