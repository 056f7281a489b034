//! Publishers: found by their site or made, and how the editor keeps them.

use tidings_model::bound::Bound;
use tidings_model::change::ChangedNoun;
use tidings_model::feed::Feed;
use tidings_model::id::PublisherId;
use tidings_model::publisher::{DisplayPolicy, NewPublisher, Publisher};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::feed::{feed_columns, feed_of};
use crate::store::Store;

/// The columns that [`publisher_of`] reads, of a publisher called `p`.
macro_rules! publisher_columns {
    () => {
        "p.publisher_id, p.site, p.name AS publisher_name, p.home_url, p.language AS publisher_language, p.policy,
        p.added_at AS publisher_added_at"
    };
}
pub(crate) use publisher_columns;

statements! {
    BY_ID = concat!("SELECT ", publisher_columns!(), " FROM publisher p WHERE p.publisher_id = $1");
    ALL = concat!("SELECT ", publisher_columns!(), ",
            (SELECT COUNT(*) FROM article a WHERE a.publisher_id = p.publisher_id) AS articles
        FROM publisher p ORDER BY p.publisher_id");
    ALL_FEEDS = concat!("SELECT ", feed_columns!(), " FROM feed f ORDER BY f.feed_id");
    INSERT = "INSERT INTO publisher (publisher_id, site, name, home_url, language, policy, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (site) DO NOTHING";
    NAME = "UPDATE publisher SET name = $2 WHERE publisher_id = $1 AND name = site AND name <> $2";
    NAMES = "SELECT publisher_id, site, name FROM publisher";
    LANGUAGE = "UPDATE publisher SET language = $2 WHERE site = $1 AND language IS NULL";
    ID_OF_SITE = "SELECT publisher_id, name, language FROM publisher WHERE site = $1";
    RENAME = "UPDATE publisher SET name = $2 WHERE publisher_id = $1";
    SET_POLICY = "UPDATE publisher SET policy = $2 WHERE publisher_id = $1";
}

/// A publisher with its feeds and their health, for the editor and for the list of publishers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublisherHealth {
    /// The publisher.
    pub publisher: Publisher,
    /// Its feeds, each with its last poll, failures, error and warnings.
    pub feeds: Vec<Feed>,
    /// How many of its articles are here.
    pub articles: i64,
}

impl PublisherHealth {
    /// When one of its feeds was last polled.
    #[must_use]
    pub fn polled_at(&self) -> Option<Timestamp> {
        self.feeds.iter().filter_map(|feed| feed.polled_at).max()
    }

    /// Whether one of its feeds failed at its last poll.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.feeds.iter().any(|feed| feed.failures > 0)
    }
}

impl Store {
    /// A publisher by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publisher_by_id(&self, id: PublisherId) -> Result<Option<Publisher>, StoreError> {
        self.row(BY_ID, values![id]).await?.as_ref().map(publisher_of).transpose()
    }

    /// Every publisher with its feeds, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publishers(&self) -> Result<Vec<PublisherHealth>, StoreError> {
        let mut publishers = Vec::new();
        for row in self.rows(ALL, Vec::new()).await? {
            let publisher = publisher_of(&row)?;
            publishers.push(PublisherHealth { publisher, feeds: Vec::new(), articles: row.get("articles")? });
        }
        for row in self.rows(ALL_FEEDS, Vec::new()).await? {
            let feed = feed_of(&row)?;
            let place = publishers.binary_search_by_key(&feed.publisher_id, |health| health.publisher.id);
            if let Some(health) = place.ok().and_then(|place| publishers.get_mut(place)) {
                health.feeds.push(feed);
            }
        }
        publishers.sort_by_cached_key(|health| health.publisher.name.to_lowercase());
        Ok(publishers)
    }

    /// Gives a publisher another name; `false` when there is no such publisher.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_publisher(&self, id: PublisherId, name: &str) -> Result<bool, StoreError> {
        self.change_publisher(RENAME, id, name).await
    }

    /// Sets how much of a publisher's text strangers may see; `false` when there is no such publisher.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_policy(&self, id: PublisherId, policy: DisplayPolicy) -> Result<bool, StoreError> {
        self.change_publisher(SET_POLICY, id, policy.as_str()).await
    }

    async fn change_publisher(
        &self,
        sql: &'static str,
        id: PublisherId,
        value: &str,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(sql, values![id, value]).await?;
        tx.log(ChangedNoun::Publisher, id).await?;
        self.commit(tx).await?;
        Ok(touched > 0)
    }
}

impl Tx {
    /// Finds the publisher of a site or makes it. What is known already is not overwritten: a feed that carries another
    /// site's entries must not rename that site.
    pub(crate) async fn publisher(&mut self, new: &NewPublisher) -> Result<PublisherId, StoreError> {
        let name = new.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        if let Some(row) = self.row(ID_OF_SITE, values![&new.site]).await? {
            if let Some(name) =
                name.filter(|_| row.get::<String>("name").is_ok_and(|known| known == new.site))
            {
                self.name_publisher(row.get("publisher_id")?, name).await?;
            }
            if new.language.is_some() && row.get::<Option<String>>("language")?.is_none() {
                self.run(LANGUAGE, values![&new.site, new.language.as_deref()]).await?;
            }
            return row.get("publisher_id");
        }
        let id: PublisherId = self.new_id();
        let shown = match name {
            Some(name) => self.own_name(name, &new.site).await?,
            None => new.site.clone(),
        };
        let language = new.language.as_deref();
        let policy = new.policy.as_str();
        let inserted = self
            .run(INSERT, values![id, &new.site, shown, &new.home_url, language, policy, self.now])
            .await?;
        if inserted > 0 {
            self.log(ChangedNoun::Publisher, id).await?;
            return Ok(id);
        }
        // Another process made it in the meantime.
        let row = self.row(ID_OF_SITE, values![&new.site]).await?;
        row.map_or(Ok(id), |row| row.get("publisher_id"))
    }

    /// Gives a publisher that is known by its site only a name; `false` when it has one.
    pub(crate) async fn name_publisher(&mut self, id: PublisherId, name: &str) -> Result<bool, StoreError> {
        let Some(row) = self.row(BY_ID, values![id]).await? else { return Ok(false) };
        let publisher = publisher_of(&row)?;
        if publisher.name != publisher.site {
            return Ok(false);
        }
        let name = self.own_name(name, &publisher.site).await?;
        Ok(self.run(NAME, values![id, name]).await? > 0)
    }

    /// The name with the site beside it where another publisher would be taken for this one.
    async fn own_name(&mut self, name: &str, site: &str) -> Result<String, StoreError> {
        let host = site.split('#').next().unwrap_or_default();
        let mut is_taken = is_foreign_host(name, host);
        for row in self.rows(NAMES, Vec::new()).await? {
            let (other, known): (String, String) = (row.get("site")?, row.get("name")?);
            is_taken |=
                other != site && (sounds_like(name, &known) || other != host && sounds_like(name, &other));
        }
        Ok(if is_taken { format!("{name} ({host})") } else { name.to_owned() })
    }
}

/// Whether two names are one to a reader: letters and digits are compared, capitals and signs are not.
fn sounds_like(name: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(name) == letters(other)
}

/// Whether a name is written like the host of another site.
fn is_foreign_host(name: &str, host: &str) -> bool {
    let name = name.trim().to_lowercase();
    let is_host = name.contains('.') && !name.contains(char::is_whitespace) && !name.ends_with('.');
    is_host && name != host && !name.ends_with(&format!(".{host}"))
}

pub(crate) fn publisher_of(row: &Row) -> Result<Publisher, StoreError> {
    Ok(Publisher {
        id: row.get("publisher_id")?,
        site: row.get("site")?,
        name: row.line("publisher_name", Bound::NAME)?,
        home_url: row.get("home_url")?,
        language: row.some_line("publisher_language", Bound::LANGUAGE)?,
        policy: DisplayPolicy::from_word(&row.get::<String>("policy")?),
        added_at: row.get("publisher_added_at")?,
    })
}
