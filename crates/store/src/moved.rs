//! Entries whose link moved, and pages that are looked at again because a feed says that they changed.

use std::time::Duration;

use tidings_model::entry::NewEntry;
use tidings_model::id::{ArticleId, EntryId, PublisherId};
use tidings_model::job::JobKind;
use tidings_model::time::Timestamp;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::entry::EntryFeed;
use crate::error::StoreError;

/// A page is not read again on a feed's bare word within this time.
const READ_LATELY: Duration = Duration::from_hours(6);
/// An older article is not read again on a feed's bare word.
const YOUNG: Duration = Duration::from_hours(3 * 24);

statements! {
    VOICE = "SELECT publisher_id, link_site FROM article WHERE article_id = $1";
    AT = "UPDATE article SET url = $2, has_page = 1 WHERE article_id = $1";
    LEAVE = "DELETE FROM article_address WHERE article_id = $1";
    POINT = "UPDATE entry SET article_id = $2 WHERE entry_id = $1";
    READ = "SELECT page_fetched_at, arrived_at FROM article WHERE article_id = $1";
}

impl Tx {
    /// Follows an entry whose link moved within its site. The publisher's own article is known under both addresses; a mere
    /// link moves and keeps nothing of another's address; the page of another publisher stays where it was read. Gives
    /// the article that the entry is of.
    pub(crate) async fn follow_link(
        &mut self,
        feed: &EntryFeed,
        (entry_id, article_id): (EntryId, ArticleId),
        entry: &NewEntry,
    ) -> Result<ArticleId, StoreError> {
        let (publisher, link_site) = self.voice_of(article_id).await?;
        let there = self.article_at(&entry.url).await?.filter(|there| *there != article_id);
        if publisher != Some(feed.publisher_id) {
            let target = match there {
                Some(there) => there,
                None => self.article_for(feed, entry, true).await?,
            };
            self.run(POINT, values![entry_id, target]).await?;
            return Ok(target);
        }
        if let Some(there) = there {
            let (other, _) = self.voice_of(there).await?;
            if link_site.is_some() {
                self.change_voice(article_id, feed.publisher_id).await?;
            } else if other != publisher {
                return Ok(article_id);
            }
            self.merge_article(article_id, there).await?;
            return Ok(there);
        }
        if link_site.is_some() {
            self.run(LEAVE, values![article_id]).await?;
        }
        self.claim_address(&entry.url, article_id).await?;
        self.run(AT, values![article_id, &entry.url]).await?;
        Ok(article_id)
    }

    async fn voice_of(&mut self, id: ArticleId) -> Result<(Option<PublisherId>, Option<String>), StoreError> {
        let Some(row) = self.row(VOICE, values![id]).await? else { return Ok((None, None)) };
        Ok((Some(row.get("publisher_id")?), row.get("link_site")?))
    }

    /// Has a page read again because its feed says no more than that it changed. Some feeds say so at each poll.
    pub(crate) async fn look_again_if_due(&mut self, id: ArticleId) -> Result<(), StoreError> {
        let Some(row) = self.row(READ, values![id]).await? else { return Ok(()) };
        let (read, arrived): (Option<Timestamp>, Timestamp) =
            (row.get("page_fetched_at")?, row.get("arrived_at")?);
        let is_due = read.is_none_or(|read| self.now.since(read) >= READ_LATELY);
        if is_due && self.now.since(arrived) < YOUNG {
            self.enqueue(JobKind::Page, id, self.now).await?;
        }
        Ok(())
    }
}
