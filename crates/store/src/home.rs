//! The home page that a feed names at another site: whether it was found to announce the feed.

use tidings_model::id::FeedId;
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    OF_FEED = "SELECT site, announces, checked_at FROM feed_home WHERE feed_id = $1";
    KEEP = "INSERT INTO feed_home (feed_id, site, announces, checked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (feed_id) DO UPDATE
        SET site = excluded.site, announces = excluded.announces, checked_at = excluded.checked_at";
}

/// What was seen when the home page that a feed names was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeCheck {
    /// The site of the home page.
    pub site: String,
    /// The page announces the feed.
    pub announces: bool,
    /// When it was looked at.
    pub checked_at: Timestamp,
}

impl Store {
    /// What was last seen on the home page that a feed names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn home_check(&self, id: FeedId) -> Result<Option<HomeCheck>, StoreError> {
        let Some(row) = self.row(OF_FEED, values![id]).await? else { return Ok(None) };
        Ok(Some(HomeCheck {
            site: row.get("site")?,
            announces: row.get("announces")?,
            checked_at: row.get("checked_at")?,
        }))
    }
}

impl Tx {
    /// Keeps what was seen on the home page that a feed names.
    pub(crate) async fn keep_home_check(&mut self, id: FeedId, check: &HomeCheck) -> Result<(), StoreError> {
        self.run(KEEP, values![id, &check.site, check.announces, check.checked_at]).await.map(drop)
    }
}
