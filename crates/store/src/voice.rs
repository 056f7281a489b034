//! Whose words an article shows, and what happens when that changes: nothing that another said stays under the new name.

use tidings_model::change::ChangedNoun;
use tidings_model::entry::NewEntry;
use tidings_model::id::{ArticleId, FeedId, PublisherId};
use tidings_model::job::JobKind;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::entry::{EntryFeed, section_of, shown_at};
use crate::error::StoreError;
use crate::excerpt::excerpt_of;

statements! {
    VOICE = "UPDATE article SET publisher_id = $2, link_site = NULL, standfirst = NULL, published_at = NULL,
            published_offset = NULL, modified_at = NULL, version_id = NULL, text_hash = NULL, changed_at = NULL,
            page_etag = NULL, page_last_modified = NULL, shown_at = arrived_at
        WHERE article_id = $1";
    DELETE_VERSIONS = "DELETE FROM version WHERE article_id = $1";
    LINKED = "SELECT arrived_at FROM article WHERE article_id = $1 AND text_source = 'feed' AND link_site = $2 FOR UPDATE";
    OWN_WORDS = "UPDATE article SET url = $2, title = $3, authors = $4, section = $5, section_label = $6, language = $7,
            published_at = $8, published_offset = $9, modified_at = $10, excerpt = $11, page_problem = NULL,
            shown_at = $12, title_made = $13
        WHERE article_id = $1";
    NO_LINK = "UPDATE article SET link_site = NULL WHERE article_id = $1";
    ONLY_OF_FEED = "SELECT DISTINCT a.article_id FROM entry e JOIN article a ON a.article_id = e.article_id
        WHERE e.feed_id = $1 AND a.publisher_id = $2 AND a.text_source = 'feed'
            AND NOT EXISTS (SELECT 1 FROM entry o JOIN feed f ON f.feed_id = o.feed_id
                WHERE o.article_id = a.article_id AND f.publisher_id = a.publisher_id AND f.feed_id <> $1)
        ORDER BY a.article_id";
    HAND_OVER = "UPDATE article SET publisher_id = $2, link_site = CASE WHEN link_site IS NULL THEN $3
            WHEN link_site = $4 THEN NULL ELSE link_site END
        WHERE article_id = $1";
    FEED_OF = "UPDATE feed SET publisher_id = $2 WHERE feed_id = $1";
    REMOVE_EMPTY = "DELETE FROM publisher WHERE publisher_id = $1
        AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.publisher_id = $1)
        AND NOT EXISTS (SELECT 1 FROM article a WHERE a.publisher_id = $1)
        AND NOT EXISTS (SELECT 1 FROM publisher_access c WHERE c.publisher_id = $1)";
}

impl Tx {
    /// Gives an article to another publisher, without anything that was said in the former one's name.
    pub(crate) async fn change_voice(&mut self, id: ArticleId, to: PublisherId) -> Result<(), StoreError> {
        self.run(VOICE, values![id, to]).await?;
        self.run(DELETE_VERSIONS, values![id]).await?;
        self.replace_figures(id, &[]).await?;
        self.replace_findings(id, &[], &[]).await?;
        self.replace_names(id, &[]).await?;
        if let Some(story) = self.story_of_article(id).await? {
            self.settle_story(story, None).await?;
        }
        Ok(())
    }

    /// The page was read from the site of the article's own publisher.
    pub(crate) async fn is_no_link(&mut self, id: ArticleId) -> Result<(), StoreError> {
        self.run(NO_LINK, values![id]).await.map(drop)
    }

    /// When the linked site's own feed brings an article that was a link until now, its words replace the other feed's.
    pub(crate) async fn take_own_words(
        &mut self,
        id: ArticleId,
        feed: &EntryFeed,
        entry: &NewEntry,
    ) -> Result<(), StoreError> {
        let own = entry.site.as_deref().filter(|site| *site == feed.site);
        let Some(site) = own else { return Ok(()) };
        let Some(row) = self.row(LINKED, values![id, site]).await? else { return Ok(()) };
        self.change_voice(id, feed.publisher_id).await?;
        let text = &entry.text;
        let (section, label) = section_of(text);
        let published = entry.published_at.map(|published| published.min(self.now));
        let (offset, modified) = (entry.published_offset.map(i64::from), entry.updated_at);
        let (title, authors, language) = (&text.title, json(&text.authors), text.language.as_deref());
        let (excerpt, shown) = (excerpt_of(text), shown_at(published, row.get("arrived_at")?));
        let row = values![
            id,
            &entry.url,
            title,
            authors,
            section,
            label,
            language,
            published,
            offset,
            modified,
            excerpt,
            shown,
            text.title_made
        ];
        self.run(OWN_WORDS, row).await?;
        self.log(ChangedNoun::Article, id).await?;
        self.enqueue(JobKind::Page, id, self.now).await
    }

    /// Gives a feed to another publisher, with the words that only it brought.
    pub(crate) async fn give_feed(
        &mut self,
        feed_id: FeedId,
        (old, old_site): (PublisherId, &str),
        (new, new_site): (PublisherId, &str),
    ) -> Result<(), StoreError> {
        self.run(FEED_OF, values![feed_id, new]).await?;
        for row in self.rows(ONLY_OF_FEED, values![feed_id, old]).await? {
            let id: ArticleId = row.get("article_id")?;
            self.run(HAND_OVER, values![id, new, old_site, new_site]).await?;
            if let Some(story) = self.story_of_article(id).await? {
                self.settle_story(story, None).await?;
            }
            self.log(ChangedNoun::Article, id).await?;
        }
        self.run(REMOVE_EMPTY, values![old]).await?;
        self.log(ChangedNoun::Publisher, old).await?;
        self.log(ChangedNoun::Publisher, new).await
    }
}
