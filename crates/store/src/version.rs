//! Versions: every changed text of an article.

use tidings_model::article::{StoredHtml, Version};
use tidings_model::id::ArticleId;

use crate::body::unpack;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// The columns that [`version_of`] reads, of a version called `v`.
macro_rules! version_columns {
    () => {
        "v.version_id, v.article_id, v.number, v.title, v.body, v.sanitizer_version, v.text_hash, v.fetched_at"
    };
}
pub(crate) use version_columns;

statements! {
    ALL = concat!("SELECT ", version_columns!(), " FROM version v WHERE v.article_id = $1 ORDER BY v.number");
}

impl Store {
    /// The kept texts of an article, first to present.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn versions(&self, id: ArticleId) -> Result<Vec<Version>, StoreError> {
        self.rows(ALL, values![id]).await?.iter().map(version_of).collect()
    }
}

pub(crate) fn version_of(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        id: row.get("version_id")?,
        article_id: row.get("article_id")?,
        number: row.get("number")?,
        title: row.get("title")?,
        html: html_of(row)?,
        text_hash: row.get("text_hash")?,
        fetched_at: row.get("fetched_at")?,
    })
}

/// The markup of a row with the columns `body` and `sanitizer_version`.
pub(crate) fn html_of(row: &Row) -> Result<StoredHtml, StoreError> {
    let sanitizer_version = u32::try_from(row.get::<i64>("sanitizer_version")?).unwrap_or_default();
    Ok(StoredHtml { html: unpack(&row.get::<Vec<u8>>("body")?)?, sanitizer_version })
}
