//! Entries: stored by feed and name, each leading to the one article of its page.

use tidings_model::change::ChangedNoun;
use tidings_model::entry::{EntryText, NewEntry};
use tidings_model::id::{ArticleId, EntryId, FeedId, PublisherId};
use tidings_model::job::JobKind;
use tidings_model::section::Section;
use tidings_model::time::Timestamp;

use crate::body::{key_of, pack, unpack};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::excerpt::excerpt_of;
use crate::known::{KnownEntry, Round};

statements! {
    INSERT = "INSERT INTO entry (entry_id, feed_id, guid_key, article_id, url, content_hash, body, published_at,
            updated_at, arrived_at, page_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE entry SET url = $2, content_hash = $3, body = $4, published_at = $5, updated_at = $6,
            page_hash = $7
        WHERE entry_id = $1";
    RENAME = "UPDATE entry SET guid_key = $2 WHERE entry_id = $1
        AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.feed_id = $3 AND o.guid_key = $2)";
    INSERT_ARTICLE = "INSERT INTO article (article_id, publisher_id, url, title, standfirst, authors, section,
            section_label, language, published_at, published_offset, modified_at, excerpt, text_source, shown_at,
            arrived_at, link_site, has_page, title_made)
        VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9, $10, $11, $12, 'feed', $13, $14, $15, $16, $17)";
    UPDATE_ARTICLE = "UPDATE article SET title = $2, authors = $3, section = $4, section_label = $5, language = $6,
            modified_at = $7, excerpt = $8, title_made = $10
        WHERE article_id = $1 AND text_source = 'feed' AND publisher_id = $9";
    BEST = "SELECT e.url, e.body FROM entry e
        JOIN feed f ON f.feed_id = e.feed_id JOIN article a ON a.article_id = e.article_id
        WHERE e.article_id = $1 AND f.publisher_id = a.publisher_id
        ORDER BY e.arrived_at DESC, e.entry_id DESC LIMIT 1";
}

/// The statement that gives an article's best entry: the newest of its own publisher's feeds. What others say of it is not
/// its own.
pub(crate) const BEST_ENTRY: &str = BEST;

/// The feed that entries are stored for.
#[derive(Debug, Clone)]
pub(crate) struct EntryFeed {
    /// Its id.
    pub(crate) id: FeedId,
    /// Its publisher.
    pub(crate) publisher_id: PublisherId,
    /// Its publisher's site.
    pub(crate) site: String,
}

impl Tx {
    /// Stores the entries of an answer. New and changed ones have their articles' pages looked at.
    pub(crate) async fn store_entries(
        &mut self,
        feed: &EntryFeed,
        entries: &[NewEntry],
    ) -> Result<(), StoreError> {
        let mut round = self.round(feed, entries).await?;
        let mut found = Vec::with_capacity(entries.len());
        // What is known by its id is taken first, so that no weaker likeness takes it from its item.
        for entry in entries {
            let known = self.known_by_guid(feed, entry, &round).await?;
            round.taken.extend(known.as_ref().map(|known| known.id));
            found.push(known);
        }
        for (entry, known) in entries.iter().zip(found) {
            let known = match known {
                Some(known) => Some(known),
                None => self.known_otherwise(feed, entry, &round).await?,
            };
            let id = match known {
                Some(known) => self.update_entry(feed, known, (entry, round.has_page(entry))).await?,
                None => self.add_entry(feed, entry, &round).await?,
            };
            round.taken.insert(id);
        }
        Ok(())
    }

    async fn update_entry(
        &mut self,
        feed: &EntryFeed,
        known: KnownEntry,
        (entry, has_page): (&NewEntry, bool),
    ) -> Result<EntryId, StoreError> {
        let is_changed = known.content_hash != entry.content_hash;
        let is_touched = known.updated_at != entry.updated_at;
        if let Some(guid) = entry.names.guid.as_ref().filter(|_| !known.by_guid) {
            self.run(RENAME, values![known.id, key_of(guid), feed.id]).await?;
        }
        if !is_changed && !is_touched && !known.has_moved {
            return Ok(known.id);
        }
        let body = pack(&json(&entry.text));
        let (published, updated) = (entry.published_at, entry.updated_at);
        let row =
            values![known.id, &entry.url, &entry.content_hash, body, published, updated, &entry.page_hash];
        self.run(UPDATE, row).await?;
        let mut article_id = known.article_id;
        if known.has_moved && has_page {
            article_id = self.follow_link(feed, (known.id, article_id), entry).await?;
        }
        if is_changed {
            self.keep_names(feed, known.id, (entry, has_page)).await?;
            self.update_article(article_id, feed.publisher_id, entry).await?;
        }
        // An entry that an earlier version kept has no such hash; its page is not read for that.
        if known.page_hash.as_ref().is_some_and(|hash| *hash != entry.page_hash) || known.has_moved {
            self.enqueue(JobKind::Page, article_id, self.now).await?;
        } else if is_touched {
            self.look_again_if_due(article_id).await?;
        }
        Ok(known.id)
    }

    async fn add_entry(
        &mut self,
        feed: &EntryFeed,
        entry: &NewEntry,
        round: &Round,
    ) -> Result<EntryId, StoreError> {
        let id: EntryId = self.new_id();
        let mut has_page = round.has_page(entry);
        let mut standing = if has_page { self.article_at(&entry.url).await? } else { None };
        if let Some(article) = standing
            && self.is_taken(feed, article, round).await?
        {
            (has_page, standing) = (false, None);
        }
        let article_id = match standing {
            Some(article) => {
                self.take_own_words(article, feed, entry).await?;
                article
            }
            None => self.article_for(feed, entry, has_page).await?,
        };
        let key = self.free_key(feed, entry, id).await?;
        let body = pack(&json(&entry.text));
        let (published, updated) = (entry.published_at, entry.updated_at);
        let (url, hash, page_hash) = (&entry.url, &entry.content_hash, &entry.page_hash);
        let row =
            values![id, feed.id, key, article_id, url, hash, body, published, updated, self.now, page_hash];
        self.run(INSERT, row).await?;
        self.keep_names(feed, id, (entry, has_page)).await?;
        Ok(id)
    }

    /// A new article with what the entry says, at its page if it has one of its own.
    pub(crate) async fn article_for(
        &mut self,
        feed: &EntryFeed,
        entry: &NewEntry,
        has_page: bool,
    ) -> Result<ArticleId, StoreError> {
        let id: ArticleId = self.new_id();
        self.insert_article(id, feed, (entry, has_page)).await?;
        if has_page {
            // Another process may have stored the same address in the meantime; then its article stands.
            let stands = self.claim_address(&entry.url, id).await?;
            if stands != id {
                self.delete_article(id).await?;
                return Ok(stands);
            }
        }
        self.log(ChangedNoun::Article, id).await?;
        self.enqueue(JobKind::Page, id, self.now).await?;
        Ok(id)
    }

    async fn insert_article(
        &mut self,
        id: ArticleId,
        feed: &EntryFeed,
        (entry, has_page): (&NewEntry, bool),
    ) -> Result<(), StoreError> {
        let link_site = entry.site.as_deref().filter(|site| *site != feed.site);
        let text = &entry.text;
        // A date to come is held at the arrival.
        let published = entry.published_at.map(|published| published.min(self.now));
        let shown = published.unwrap_or(self.now);
        let offset = entry.published_offset.map(i64::from);
        let (section, label) = section_of(text);
        let row = values![
            id,
            feed.publisher_id,
            &entry.url,
            &text.title,
            json(&text.authors),
            section,
            label,
            text.language.as_deref(),
            published,
            offset,
            entry.updated_at,
            excerpt_of(text),
            shown,
            self.now,
            link_site,
            has_page,
            text.title_made
        ];
        self.run(INSERT_ARTICLE, row).await?;
        Ok(())
    }

    /// Takes over what a changed entry says, while the page has not said better and only from the publisher's own feed.
    async fn update_article(
        &mut self,
        id: ArticleId,
        feed_publisher: PublisherId,
        entry: &NewEntry,
    ) -> Result<(), StoreError> {
        let text = &entry.text;
        let (section, label) = section_of(text);
        let row = values![
            id,
            &text.title,
            json(&text.authors),
            section,
            label,
            text.language.as_deref(),
            entry.updated_at,
            excerpt_of(text),
            feed_publisher,
            text.title_made
        ];
        if self.run(UPDATE_ARTICLE, row).await? > 0 {
            self.log(ChangedNoun::Article, id).await?;
        }
        Ok(())
    }
}

/// An entry's address and text, from a row of [`BEST_ENTRY`].
pub(crate) fn entry_of(row: &Row) -> Result<(String, EntryText), StoreError> {
    Ok((row.get("url")?, text_of(row)?))
}

/// What an entry says, from a row with its body.
pub(crate) fn text_of(row: &Row) -> Result<EntryText, StoreError> {
    let body = unpack(&row.get::<Vec<u8>>("body")?)?;
    serde_json::from_str(&body)
        .map_err(|error| StoreError::Value { column: "entry.body".to_owned(), reason: error.to_string() })
}

/// The time at which lists show an article.
pub(crate) fn shown_at(published: Option<Timestamp>, arrived: Timestamp) -> Timestamp {
    published.unwrap_or(arrived)
}

pub(crate) fn section_of(text: &EntryText) -> (&'static str, Option<&str>) {
    let labels = text.labels.iter().map(String::as_str);
    (Section::from_labels(labels).as_str(), text.labels.first().map(String::as_str))
}
