//! What the search index is made of, and what its hits are shown with.

use std::collections::HashMap;

use tidings_model::article::StoredHtml;
use tidings_model::bound::Bound;
use tidings_model::id::{ArticleId, PublisherId};
use tidings_model::section::Section;
use tidings_model::time::Timestamp;

use crate::card::{ArticleCard, article_card, card_columns, card_joins};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::version::html_of;

statements! {
    SEARCHABLE = "SELECT a.article_id, a.publisher_id, a.title, a.standfirst, a.authors, a.section, a.language,
            a.shown_at, a.excerpt FROM article a WHERE a.article_id IN IDS($1) ORDER BY a.article_id";
    TEXTS = "SELECT v.article_id, v.body, v.sanitizer_version FROM article a JOIN version v ON v.version_id = a.version_id
        WHERE a.article_id IN IDS($1)";
    NAMES = "SELECT article_id, text FROM article_name WHERE article_id IN IDS($1) ORDER BY article_id, start_byte";
    IDS_AFTER = "SELECT article_id FROM article WHERE article_id > $1 ORDER BY article_id LIMIT $2";
    CARDS = concat!("SELECT ", card_columns!(), card_joins!(), " WHERE a.article_id IN IDS($1)");
    PUBLISHERS = "SELECT publisher_id, name, site FROM publisher ORDER BY name, publisher_id";
}

/// An article as the search index takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchableArticle {
    /// The article.
    pub id: ArticleId,
    /// Its publisher.
    pub publisher_id: PublisherId,
    /// Its section.
    pub section: Section,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was published, or arrived.
    pub shown_at: Timestamp,
    /// Its headline.
    pub headline: String,
    /// The line under it.
    pub standfirst: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its first sentences.
    pub excerpt: String,
    /// Its present text; `None` until the first is stored.
    pub html: Option<StoredHtml>,
    /// The people and bodies that it names.
    pub names: Vec<String>,
}

/// A publisher as a query can name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPublisher {
    /// Its id.
    pub id: PublisherId,
    /// Its name.
    pub name: String,
    /// Its site.
    pub site: String,
}

impl Store {
    /// Articles with their texts and names, in the order of their ids; those that are no longer there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn searchable_articles(&self, ids: &[ArticleId]) -> Result<Vec<SearchableArticle>, StoreError> {
        let list = id_list(ids.iter().copied());
        let mut texts = self.present_texts(ids).await?;
        let mut names: HashMap<ArticleId, Vec<String>> = HashMap::new();
        for row in self.rows(NAMES, values![&list]).await? {
            names.entry(row.get("article_id")?).or_default().push(row.get("text")?);
        }
        let rows = self.rows(SEARCHABLE, values![list]).await?;
        rows.iter()
            .map(|row| {
                let article = searchable_of(row)?;
                let (html, names) =
                    (texts.remove(&article.id), names.remove(&article.id).unwrap_or_default());
                Ok(SearchableArticle { html, names, ..article })
            })
            .collect()
    }

    /// The present texts of articles; those without one are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn present_texts(
        &self,
        ids: &[ArticleId],
    ) -> Result<HashMap<ArticleId, StoredHtml>, StoreError> {
        let rows = self.rows(TEXTS, values![id_list(ids.iter().copied())]).await?;
        rows.iter().map(|row| Ok((row.get("article_id")?, html_of(row)?))).collect()
    }

    /// The ids of the articles after one, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn article_ids_after(&self, id: ArticleId, limit: i64) -> Result<Vec<ArticleId>, StoreError> {
        self.rows(IDS_AFTER, values![id, limit]).await?.iter().map(|row| row.get("article_id")).collect()
    }

    /// The cards of articles in the order given; those that are no longer there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cards_of(&self, ids: &[ArticleId]) -> Result<Vec<ArticleCard>, StoreError> {
        let rows = self.rows(CARDS, values![id_list(ids.iter().copied())]).await?;
        let cards = rows.iter().map(article_card).collect::<Result<Vec<_>, _>>()?;
        let mut cards: HashMap<ArticleId, ArticleCard> =
            cards.into_iter().map(|card| (card.id, card)).collect();
        Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
    }

    /// Every publisher's name and site, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn named_publishers(&self) -> Result<Vec<NamedPublisher>, StoreError> {
        let rows = self.rows(PUBLISHERS, Vec::new()).await?;
        rows.iter()
            .map(|row| {
                Ok(NamedPublisher {
                    id: row.get("publisher_id")?,
                    name: row.line("name", Bound::NAME)?,
                    site: row.get("site")?,
                })
            })
            .collect()
    }
}

fn searchable_of(row: &Row) -> Result<SearchableArticle, StoreError> {
    Ok(SearchableArticle {
        id: row.get("article_id")?,
        publisher_id: row.get("publisher_id")?,
        section: Section::from_word(&row.get::<String>("section")?).unwrap_or_default(),
        language: row.get("language")?,
        shown_at: row.get("shown_at")?,
        headline: row.line("title", Bound::TITLE)?,
        standfirst: row.some_line("standfirst", Bound::STANDFIRST)?,
        authors: row.json("authors")?,
        excerpt: row.line("excerpt", Bound::EXCERPT)?,
        html: None,
        names: Vec::new(),
    })
}
