//! Articles: rows to articles, where an address or an old id leads, and the article page's rows.

use tidings_model::article::{Article, ArticleHead, TextSource, Version};
use tidings_model::bound::{Bound, Bounded};
use tidings_model::figure::Figure;
use tidings_model::id::ArticleId;
use tidings_model::publisher::Publisher;
use tidings_model::quote::{NewPoint, NewQuote};
use tidings_model::section::Section;
use tidings_model::story::Story;

use crate::card::{ArticleCard, article_card, card_columns, card_joins};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::publisher::{publisher_columns, publisher_of};
use crate::store::Store;
use crate::story::{story_columns, story_of};
use crate::version::{version_columns, version_of};

/// The columns that [`article_of`] reads, of an article `a` with its membership `m`.
macro_rules! article_columns {
    () => {
        "a.article_id, a.publisher_id AS article_publisher_id, a.url, a.title, a.standfirst, a.authors, a.section,
        a.section_label, a.language, a.published_at, a.published_offset, a.modified_at, a.paywalled, a.live, a.excerpt,
        a.words, a.text_source, a.page_problem, a.version_id AS present_version_id, m.story_id, m.copy_of, a.arrived_at,
        a.changed_at, a.gone_at, a.link_site,
        a.has_page, a.title_made"
    };
}
pub(crate) use article_columns;

statements! {
    BY_ID = concat!("SELECT ", article_columns!(), ", ", publisher_columns!(), "
        FROM article a JOIN publisher p ON p.publisher_id = a.publisher_id
        LEFT JOIN membership m ON m.article_id = a.article_id WHERE a.article_id = $1");
    REDIRECT = "SELECT target_id FROM article_redirect WHERE article_id = $1";
    PRESENT_VERSION = concat!("SELECT ", version_columns!(), " FROM version v
        JOIN article a ON a.version_id = v.version_id WHERE a.article_id = $1");
    VERSIONS = "SELECT COUNT(*) AS versions FROM version WHERE article_id = $1";
    COVERAGE = concat!("SELECT ", card_columns!(), card_joins!(), "
        WHERE m.story_id = $1 AND a.article_id <> $2 ORDER BY a.shown_at, a.article_id LIMIT 100");
    RELATED = concat!("SELECT ", card_columns!(), card_joins!(), "
        JOIN related r ON r.other_id = a.article_id
        LEFT JOIN membership o ON o.article_id = r.article_id
        WHERE r.article_id = $1 AND a.gone_at IS NULL
            AND (o.story_id IS NULL OR m.story_id IS NULL OR m.story_id <> o.story_id)
        ORDER BY r.archived, r.score DESC, a.article_id LIMIT 24");
    STORY = concat!("SELECT ", story_columns!(), " FROM story s
        JOIN membership m ON m.story_id = s.story_id WHERE m.article_id = $1");
    RECENT = "SELECT article_id FROM article WHERE shown_at >= $1 ORDER BY shown_at, article_id";
}

/// What an article's address leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum ArticleLookup {
    /// The article.
    Found(Box<ArticleRows>),
    /// It was found to be the same as another one.
    Moved(ArticleId),
    /// There is no such article.
    Missing,
}

/// Everything that the article page shows, but comments.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRows {
    /// The article.
    pub article: Article,
    /// Its publisher.
    pub publisher: Publisher,
    /// Its present text; `None` until the first is stored.
    pub version: Option<Version>,
    /// How many texts of it are kept.
    pub version_count: i64,
    /// Its figures, in order.
    pub figures: Vec<Figure>,
    /// The lines of *In brief*.
    pub points: Vec<NewPoint>,
    /// Quotes and attributed statements, in the order of the text.
    pub quotes: Vec<NewQuote>,
    /// Its story with the figures that are shown; `None` until it is grouped.
    pub story: Option<Story>,
    /// The other articles of its story, oldest first, at most 100.
    pub coverage: Vec<ArticleCard>,
    /// Articles for background, best first: what the grouper found near, then what was found in the archive. Nothing of the
    /// same story, and nothing that its publisher took down.
    pub related: Vec<ArticleCard>,
}

impl Store {
    /// Everything about an article that its page shows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn article(&self, id: ArticleId) -> Result<ArticleLookup, StoreError> {
        let Some(row) = self.row(BY_ID, values![id]).await? else {
            let redirect = self.row(REDIRECT, values![id]).await?;
            let target = redirect.map(|row| row.get("target_id")).transpose()?;
            return Ok(target.map_or(ArticleLookup::Missing, ArticleLookup::Moved));
        };
        let article = article_of(&row)?;
        let publisher = publisher_of(&row)?;
        let version = self.row(PRESENT_VERSION, values![id]).await?.as_ref().map(version_of).transpose()?;
        let versions = self.row(VERSIONS, values![id]).await?;
        let rows = ArticleRows {
            version,
            version_count: versions.map_or(Ok(0), |row| row.get("versions"))?,
            figures: self.figures(id).await?,
            points: self.points(id).await?,
            quotes: self.quotes(id).await?,
            story: self.row(STORY, values![id]).await?.as_ref().map(story_of).transpose()?,
            coverage: self.coverage(&article).await?,
            related: self.cards(RELATED, values![id]).await?,
            article,
            publisher,
        };
        Ok(ArticleLookup::Found(Box::new(rows)))
    }

    /// An article with its publisher, without its text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn article_by_id(&self, id: ArticleId) -> Result<Option<(Article, Publisher)>, StoreError> {
        let Some(row) = self.row(BY_ID, values![id]).await? else { return Ok(None) };
        Ok(Some((article_of(&row)?, publisher_of(&row)?)))
    }

    /// Ids of the articles shown at or after a time, oldest first: for rebuilding what is derived.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn articles_since(
        &self,
        since: tidings_model::time::Timestamp,
    ) -> Result<Vec<ArticleId>, StoreError> {
        self.rows(RECENT, values![since]).await?.iter().map(|row| row.get("article_id")).collect()
    }

    async fn coverage(&self, article: &Article) -> Result<Vec<ArticleCard>, StoreError> {
        let Some(story_id) = article.story_id else { return Ok(Vec::new()) };
        self.cards(COVERAGE, values![story_id, article.id]).await
    }

    /// Asks for article cards.
    pub(crate) async fn cards(
        &self,
        sql: &'static str,
        values: Vec<crate::database::value::Value>,
    ) -> Result<Vec<ArticleCard>, StoreError> {
        self.rows(sql, values).await?.iter().map(article_card).collect()
    }
}

pub(crate) fn article_of(row: &Row) -> Result<Article, StoreError> {
    Ok(Article {
        id: row.get("article_id")?,
        publisher_id: row.get("article_publisher_id")?,
        url: row.get("url")?,
        head: head_of(row)?,
        excerpt: row.line("excerpt", Bound::EXCERPT)?,
        words: row.get("words")?,
        text_source: TextSource::from_word(&row.get::<String>("text_source")?),
        page_problem: row.some_line("page_problem", Bound::REASON)?,
        version_id: row.get("present_version_id")?,
        story_id: row.get("story_id")?,
        copy_of: row.get("copy_of")?,
        arrived_at: row.get("arrived_at")?,
        changed_at: row.get("changed_at")?,
        gone_at: row.get("gone_at")?,
        link_site: row.get("link_site")?,
        has_page: row.get("has_page")?,
    })
}

fn head_of(row: &Row) -> Result<ArticleHead, StoreError> {
    let offset = row.get::<Option<i64>>("published_offset")?;
    Ok(ArticleHead {
        title: row.get("title")?,
        title_made: row.get("title_made")?,
        standfirst: row.get("standfirst")?,
        authors: row.json("authors")?,
        section: Section::from_word(&row.get::<String>("section")?).unwrap_or_default(),
        section_label: row.get("section_label")?,
        language: row.get("language")?,
        published_at: row.get("published_at")?,
        published_offset: offset.and_then(|minutes| i32::try_from(minutes).ok()),
        modified_at: row.get("modified_at")?,
        paywalled: row.get("paywalled")?,
        live: row.get("live")?,
    }
    .bounded())
}
