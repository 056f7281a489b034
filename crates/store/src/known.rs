//! Which stored entry of a feed an item is: by its id, by its page, by its words (docs/identity.md).

use std::collections::HashSet;

use tidings_model::address::{address_key, is_front_door};
use tidings_model::entry::{EntryText, NewEntry};
use tidings_model::id::{ArticleId, EntryId};
use tidings_model::time::Timestamp;

use crate::body::key_of;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::entry::{EntryFeed, text_of};
use crate::error::StoreError;
use crate::site::is_of_site;

macro_rules! known_columns {
    () => {
        "SELECT e.entry_id, e.article_id, e.content_hash, e.page_hash, e.url, e.body, e.published_at, e.updated_at "
    };
}

statements! {
    BY_GUID = concat!(known_columns!(), "FROM entry e WHERE e.feed_id = $1 AND e.guid_key IN ($2, $3) ORDER BY e.entry_id");
    BY_ARTICLE = concat!(known_columns!(), "FROM entry e WHERE e.article_id = $1 AND e.feed_id = $2 ORDER BY e.entry_id");
    BY_NAME = concat!(known_columns!(), "FROM entry_name n JOIN entry e ON e.entry_id = n.entry_id
        WHERE n.feed_id = $1 AND n.name_key = $2");
    KEY_TAKEN = "SELECT entry_id FROM entry WHERE feed_id = $1 AND guid_key = $2";
    SHARED = "SELECT page_key FROM shared_page WHERE feed_id = $1";
    SHARE = "INSERT INTO shared_page (feed_id, page_key) VALUES ($1, $2) ON CONFLICT (feed_id, page_key) DO NOTHING";
    ADD_NAME = "INSERT INTO entry_name (feed_id, name_key, entry_id) VALUES ($1, $2, $3)
        ON CONFLICT (feed_id, name_key) DO NOTHING";
    DROP_NAMES = "DELETE FROM entry_name WHERE entry_id = $1";
}

/// What is known while the items of one answer are stored.
#[derive(Debug, Default)]
pub(crate) struct Round {
    /// Entries that items have taken.
    pub(crate) taken: HashSet<EntryId>,
    /// Pages that items of the feed were seen to share, now or before.
    shared: HashSet<String>,
}

impl Round {
    /// Whether an item's page is its own.
    pub(crate) fn has_page(&self, entry: &NewEntry) -> bool {
        let page = entry.names.page.as_deref().filter(|_| entry.has_page);
        page.is_some_and(|page| !self.shared.contains(&key_of(page)))
    }
}

/// A stored entry that an item was found to be.
#[derive(Debug)]
pub(crate) struct KnownEntry {
    pub(crate) id: EntryId,
    pub(crate) article_id: ArticleId,
    pub(crate) content_hash: String,
    pub(crate) page_hash: Option<String>,
    pub(crate) updated_at: Option<Timestamp>,
    /// The item has another page now.
    pub(crate) has_moved: bool,
    /// It was found by its id.
    pub(crate) by_guid: bool,
    url: String,
    published_at: Option<Timestamp>,
    text: EntryText,
}

/// What an item with the id of a stored entry is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    Moved,
    Another,
}

impl Tx {
    /// Begins to store the items of an answer.
    pub(crate) async fn round(
        &mut self,
        feed: &EntryFeed,
        entries: &[NewEntry],
    ) -> Result<Round, StoreError> {
        let mut round = Round::default();
        for row in self.rows(SHARED, values![feed.id]).await? {
            round.shared.insert(row.get("page_key")?);
        }
        for page in entries.iter().filter_map(|entry| entry.names.shared_page.as_deref()) {
            let key = key_of(page);
            if round.shared.insert(key.clone()) {
                self.run(SHARE, values![feed.id, key]).await?;
            }
        }
        Ok(round)
    }

    /// The entry with the item's id, unless the id was reused for another page.
    pub(crate) async fn known_by_guid(
        &mut self,
        feed: &EntryFeed,
        entry: &NewEntry,
        round: &Round,
    ) -> Result<Option<KnownEntry>, StoreError> {
        let Some(guid) = &entry.names.guid else { return Ok(None) };
        let keys = values![feed.id, key_of(guid), key_of(&entry.names.written)];
        for row in self.rows(BY_GUID, keys).await? {
            let known = known_of(&row)?;
            let agreement = agreement(&known, (entry, round.has_page(entry)), feed);
            if agreement != Agreement::Another && !round.taken.contains(&known.id) {
                let has_moved = agreement == Agreement::Moved;
                return Ok(Some(KnownEntry { has_moved, by_guid: true, ..known }));
            }
        }
        Ok(None)
    }

    /// The entry that has the item's page, or else its words.
    pub(crate) async fn known_otherwise(
        &mut self,
        feed: &EntryFeed,
        entry: &NewEntry,
        round: &Round,
    ) -> Result<Option<KnownEntry>, StoreError> {
        if round.has_page(entry)
            && let Some(article) = self.article_at(&entry.url).await?
        {
            let rows = self.rows(BY_ARTICLE, values![article, feed.id]).await?;
            let known = rows.iter().map(known_of).collect::<Result<Vec<_>, _>>()?;
            if let Some(known) = known.into_iter().find(|known| !round.taken.contains(&known.id)) {
                return Ok(Some(known));
            }
        }
        for name in by_words(entry, round.has_page(entry)) {
            let row = self.row(BY_NAME, values![feed.id, key_of(&name)]).await?;
            let known = row.as_ref().map(known_of).transpose()?;
            if let Some(known) = known.filter(|known| !round.taken.contains(&known.id)) {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    /// Whether an article is that of an entry which another item of the answer has taken.
    pub(crate) async fn is_taken(
        &mut self,
        feed: &EntryFeed,
        article: ArticleId,
        round: &Round,
    ) -> Result<bool, StoreError> {
        for row in self.rows(BY_ARTICLE, values![article, feed.id]).await? {
            if round.taken.contains(&row.get("entry_id")?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The key under which a new entry is kept: that of its best name which no other entry of the feed has.
    pub(crate) async fn free_key(
        &mut self,
        feed: &EntryFeed,
        entry: &NewEntry,
        id: EntryId,
    ) -> Result<String, StoreError> {
        let names = &entry.names;
        let page = names.page.as_ref().map(|page| format!("page\n{page}"));
        let all = [names.guid.clone(), page, Some(format!("text\n{}", names.text))];
        for name in all.into_iter().flatten() {
            let key = key_of(&name);
            if self.row(KEY_TAKEN, values![feed.id, &key]).await?.is_none() {
                return Ok(key);
            }
        }
        Ok(key_of(&format!("entry\n{id}")))
    }

    /// Keeps the further names of an entry, in place of those that it had.
    pub(crate) async fn keep_names(
        &mut self,
        feed: &EntryFeed,
        id: EntryId,
        (entry, has_page): (&NewEntry, bool),
    ) -> Result<(), StoreError> {
        if has_page && entry.names.guid.is_some() {
            return Ok(());
        }
        self.run(DROP_NAMES, values![id]).await?;
        let date = entry.names.date.as_deref().map(dated);
        for name in [Some(worded(&entry.names.text)), date].into_iter().flatten() {
            self.run(ADD_NAME, values![feed.id, key_of(&name), id]).await?;
        }
        Ok(())
    }
}

/// The names by which an item without an id or without a page of its own is looked for.
fn by_words(entry: &NewEntry, has_page: bool) -> Vec<String> {
    let names = &entry.names;
    let is_vague = names.guid.as_deref().is_none_or(|guid| !is_specific(guid));
    let text = is_vague.then(|| worded(&names.text));
    let date = names.date.as_deref().filter(|_| is_vague || !has_page).map(dated);
    text.into_iter().chain(date).collect()
}

fn worded(text: &str) -> String {
    format!("text\n{text}")
}

fn dated(date: &str) -> String {
    format!("date\n{date}")
}

/// An item with the id of an entry is that entry while its page is the same. Where another page or none of its own leaves it
/// open, their words decide: some feeds give every item one id, or the ids of yesterday to the items of today.
fn agreement(known: &KnownEntry, (entry, has_page): (&NewEntry, bool), feed: &EntryFeed) -> Agreement {
    let has_title = known.text.title.to_lowercase() == entry.text.title.to_lowercase();
    let has_text = words(&known.text) == words(&entry.text) && words(&entry.text) != ("", "");
    let has_date = known.published_at.is_some() && known.published_at == entry.published_at;
    let has_other_date = known.published_at.is_some() && entry.published_at.is_some() && !has_date;
    let is_specific = entry.names.guid.as_deref().is_some_and(is_specific);
    let is_bare = known.url.is_empty() || entry.url.is_empty();
    if is_bare || address_key(&known.url) == address_key(&entry.url) {
        let is_same = has_page || is_specific || has_text || has_title && !has_other_date;
        return if is_same { Agreement::Same } else { Agreement::Another };
    }
    let site = entry.site.as_deref().unwrap_or_default();
    let is_near = site == feed.site || is_of_site(&known.url, site) || is_front_door(&known.url);
    let is_like = has_title || has_text || has_date && is_specific;
    if is_like && is_near { Agreement::Moved } else { Agreement::Another }
}

fn words(text: &EntryText) -> (&str, &str) {
    (&text.summary_html, &text.content_html)
}

/// Whether an id looks as if it was made for one item: `N/A`, `false` and the number of a place in the list do not.
fn is_specific(guid: &str) -> bool {
    let digits = guid.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 || guid.len() >= 8 && guid.contains(|letter: char| !letter.is_alphabetic())
}

fn known_of(row: &Row) -> Result<KnownEntry, StoreError> {
    Ok(KnownEntry {
        id: row.get("entry_id")?,
        article_id: row.get("article_id")?,
        content_hash: row.get("content_hash")?,
        page_hash: row.get("page_hash")?,
        updated_at: row.get("updated_at")?,
        has_moved: false,
        by_guid: false,
        url: row.get("url")?,
        published_at: row.get("published_at")?,
        text: text_of(row)?,
    })
}
