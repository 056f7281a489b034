//! What the page stage reads of an article before it fetches its page.

use tidings_model::article::Article;
use tidings_model::entry::EntryText;
use tidings_model::feed::Validators;
use tidings_model::id::ArticleId;
use tidings_model::publisher::Publisher;
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::value::values;
use crate::entry::{BEST_ENTRY, entry_of};
use crate::error::StoreError;
use crate::store::Store;

statements! {
    PAGE = "SELECT page_etag, page_last_modified, page_fetched_at, text_hash FROM article WHERE article_id = $1";
}

/// What the page stage needs to read an article's page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageWork {
    /// The article as it is known.
    pub article: Article,
    /// Its publisher.
    pub publisher: Publisher,
    /// What its best entry says: one of its publisher's own feed, and the newest. `None` when its feed was removed.
    pub entry: Option<EntryText>,
    /// The address in that entry.
    pub entry_url: Option<String>,
    /// Answer headers of the last read page.
    pub validators: Validators,
    /// When the page was last read.
    pub fetched_at: Option<Timestamp>,
    /// Hash of the present text.
    pub text_hash: Option<String>,
}

impl Store {
    /// What is needed to read an article's page; `None` when the article is gone or was merged into another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn article_for_page(&self, id: ArticleId) -> Result<Option<PageWork>, StoreError> {
        let Some((article, publisher)) = self.article_by_id(id).await? else { return Ok(None) };
        let Some(page) = self.row(PAGE, values![id]).await? else { return Ok(None) };
        let entry = self.row(BEST_ENTRY, values![id]).await?.as_ref().map(entry_of).transpose()?;
        let (entry_url, entry) = entry.unzip();
        Ok(Some(PageWork {
            article,
            publisher,
            entry,
            entry_url,
            validators: Validators {
                etag: page.get("page_etag")?,
                last_modified: page.get("page_last_modified")?,
            },
            fetched_at: page.get("page_fetched_at")?,
            text_hash: page.get("text_hash")?,
        }))
    }
}
