//! Entries: stored by feed and guid, each leading to the one article of its address.

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

statements! {
    KNOWN = "SELECT entry_id, article_id, content_hash FROM entry WHERE feed_id = $1 AND guid_key = $2";
    INSERT = "INSERT INTO entry (entry_id, feed_id, guid_key, article_id, url, content_hash, body, published_at,
            updated_at, arrived_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE entry SET url = $2, content_hash = $3, body = $4, published_at = $5, updated_at = $6
        WHERE entry_id = $1";
    ARTICLE_AT = "SELECT article_id FROM article_address WHERE url_key = $1";
    ADD_ADDRESS = "INSERT INTO article_address (url_key, article_id) VALUES ($1, $2) ON CONFLICT (url_key) DO NOTHING";
    INSERT_ARTICLE = "INSERT INTO article (article_id, publisher_id, url, title, standfirst, authors, section,
            section_label, language, published_at, published_offset, modified_at, excerpt, text_source, shown_at,
            arrived_at)
        VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9, $10, $11, $12, 'feed', $13, $14)";
    UPDATE_ARTICLE = "UPDATE article SET title = $2, authors = $3, section = $4, section_label = $5, language = $6,
            modified_at = $7, excerpt = $8
        WHERE article_id = $1 AND text_source = 'feed' AND publisher_id = $9";
    BEST = "SELECT e.url, e.body FROM entry e
        JOIN feed f ON f.feed_id = e.feed_id JOIN article a ON a.article_id = e.article_id
        WHERE e.article_id = $1
        ORDER BY CASE WHEN f.publisher_id = a.publisher_id THEN 0 ELSE 1 END, e.arrived_at DESC, e.entry_id DESC
        LIMIT 1";
}

/// The statement that gives an article's best entry: one of its own publisher's feed, and the newest.
pub(crate) const BEST_ENTRY: &str = BEST;

impl Tx {
    /// Stores an entry of a feed. A new or changed one has its article's page looked at.
    pub(crate) async fn store_entry(
        &mut self,
        feed_id: FeedId,
        feed_publisher: PublisherId,
        entry: &NewEntry,
    ) -> Result<(), StoreError> {
        let guid_key = key_of(&entry.guid);
        let Some(known) = self.row(KNOWN, values![feed_id, &guid_key]).await? else {
            return self.add_entry(feed_id, &guid_key, entry).await;
        };
        if known.get::<String>("content_hash")? == entry.content_hash {
            return Ok(());
        }
        let (id, article_id): (EntryId, ArticleId) = (known.get("entry_id")?, known.get("article_id")?);
        let body = pack(&json(&entry.text));
        let row = values![id, &entry.url, &entry.content_hash, body, entry.published_at, entry.updated_at];
        self.run(UPDATE, row).await?;
        self.update_article(article_id, feed_publisher, entry).await?;
        self.enqueue(JobKind::Page, article_id, self.now).await
    }

    async fn add_entry(
        &mut self,
        feed_id: FeedId,
        guid_key: &str,
        entry: &NewEntry,
    ) -> Result<(), StoreError> {
        let article_id = self.article_of_entry(entry).await?;
        let id: EntryId = self.new_id();
        let body = pack(&json(&entry.text));
        let (published, updated) = (entry.published_at, entry.updated_at);
        let row = values![
            id,
            feed_id,
            guid_key,
            article_id,
            &entry.url,
            &entry.content_hash,
            body,
            published,
            updated,
            self.now
        ];
        self.run(INSERT, row).await?;
        Ok(())
    }

    /// The article of an entry's address, made with what the entry says when it is new.
    async fn article_of_entry(&mut self, entry: &NewEntry) -> Result<ArticleId, StoreError> {
        let key = key_of(&entry.url);
        if let Some(row) = self.row(ARTICLE_AT, values![&key]).await? {
            return row.get("article_id");
        }
        let id: ArticleId = self.new_id();
        self.insert_article(id, entry).await?;
        self.run(ADD_ADDRESS, values![&key, id]).await?;
        // Another process may have stored the same address in the meantime; then its article stands.
        let stands =
            self.row(ARTICLE_AT, values![&key]).await?.map_or(Ok(id), |row| row.get("article_id"))?;
        if stands != id {
            self.delete_article(id).await?;
            return Ok(stands);
        }
        self.log(ChangedNoun::Article, id).await?;
        self.enqueue(JobKind::Page, id, self.now).await?;
        Ok(id)
    }

    async fn insert_article(&mut self, id: ArticleId, entry: &NewEntry) -> Result<(), StoreError> {
        let publisher_id = self.publisher(&entry.publisher).await?;
        let text = &entry.text;
        // A date to come is held at the arrival.
        let published = entry.published_at.map(|published| published.min(self.now));
        let shown = published.unwrap_or(self.now);
        let offset = entry.published_offset.map(i64::from);
        let (section, label) = section_of(text);
        let row = values![
            id,
            publisher_id,
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
            self.now
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
            feed_publisher
        ];
        if self.run(UPDATE_ARTICLE, row).await? > 0 {
            self.log(ChangedNoun::Article, id).await?;
        }
        Ok(())
    }

    /// Keeps an address for an article, unless another article has it; gives the article that has it.
    pub(crate) async fn claim_address(&mut self, url: &str, id: ArticleId) -> Result<ArticleId, StoreError> {
        let key = key_of(url);
        self.run(ADD_ADDRESS, values![&key, id]).await?;
        self.row(ARTICLE_AT, values![&key]).await?.map_or(Ok(id), |row| row.get("article_id"))
    }
}

/// An entry's address and text, from a row of [`BEST_ENTRY`].
pub(crate) fn entry_of(row: &Row) -> Result<(String, EntryText), StoreError> {
    let body = unpack(&row.get::<Vec<u8>>("body")?)?;
    let text = serde_json::from_str(&body)
        .map_err(|error| StoreError::Value { column: "entry.body".to_owned(), reason: error.to_string() })?;
    Ok((row.get("url")?, text))
}

/// The time at which lists show an article.
pub(crate) fn shown_at(published: Option<Timestamp>, arrived: Timestamp) -> Timestamp {
    published.unwrap_or(arrived)
}

fn section_of(text: &EntryText) -> (&'static str, Option<&str>) {
    let labels = text.labels.iter().map(String::as_str);
    (Section::from_labels(labels).as_str(), text.labels.first().map(String::as_str))
}
