//! Lists for the pages: the front, sections, publishers, the latest, and the totals.

use std::collections::HashMap;
use std::time::Duration;

use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::publisher::Publisher;
use tidings_model::section::Section;
use tidings_model::story::Story;
use tidings_model::time::Timestamp;

use crate::card::{
    ArticleCard, CardPublisher, Cursor, article_card, card_columns, card_joins, card_publisher,
};
use crate::database::statement::statements;
use crate::database::value::{Value, id_list, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::story::{story_columns, story_of};

/// How far back the front page looks.
const FRONT_WINDOW: Duration = Duration::from_hours(72);
/// Candidates of either kind: the highest scores and the newest.
const CANDIDATES: i64 = 60;
const LATEST: i64 = 30;

statements! {
    FRONT_BY_SCORE = concat!("SELECT ", story_columns!(), " FROM story s
        WHERE s.last_at >= $1 ORDER BY s.score DESC, s.story_id DESC LIMIT $2");
    FRONT_NEWEST = concat!("SELECT ", story_columns!(), " FROM story s
        WHERE s.last_at >= $1 ORDER BY s.last_at DESC, s.story_id DESC LIMIT $2");
    SECTION = concat!("SELECT ", story_columns!(), " FROM story s
        WHERE s.section = $1 AND (s.last_at < $2 OR (s.last_at = $2 AND s.story_id < $3))
        ORDER BY s.last_at DESC, s.story_id DESC LIMIT $4");
    LEADS = concat!("SELECT ", card_columns!(), card_joins!(), " WHERE a.article_id IN IDS($1)");
    PUBLISHERS_OF = "SELECT m.story_id, p.publisher_id, p.name AS publisher_name, p.policy, MIN(a.shown_at) AS first_at
        FROM membership m JOIN article a ON a.article_id = m.article_id
        JOIN publisher p ON p.publisher_id = a.publisher_id
        WHERE m.story_id IN IDS($1)
        GROUP BY m.story_id, p.publisher_id, p.name, p.policy ORDER BY first_at, p.publisher_id";
    LATEST_ARTICLES = concat!("SELECT ", card_columns!(), card_joins!(), "
        WHERE a.shown_at < $1 OR (a.shown_at = $1 AND a.article_id < $2)
        ORDER BY a.shown_at DESC, a.article_id DESC LIMIT $3");
    OF_PUBLISHER = concat!("SELECT ", card_columns!(), card_joins!(), "
        WHERE a.publisher_id = $1 AND (a.shown_at < $2 OR (a.shown_at = $2 AND a.article_id < $3))
        ORDER BY a.shown_at DESC, a.article_id DESC LIMIT $4");
    TOTALS = "SELECT (SELECT COUNT(*) FROM publisher) AS publishers, (SELECT COUNT(*) FROM feed) AS feeds,
        (SELECT COUNT(*) FROM article) AS articles, (SELECT COUNT(*) FROM story) AS stories";
}

/// What lists show of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryCard {
    /// The story with its figures.
    pub story: Story,
    /// The article whose headline, excerpt and picture stand for it.
    pub lead: Option<ArticleCard>,
    /// Its publishers, the first to report first.
    pub publishers: Vec<CardPublisher>,
}

impl StoryCard {
    /// Where the list goes on after this card.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.story.last_at, id: self.story.id.get() }
    }
}

/// The front page's rows.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontRows {
    /// Candidates of the last three days, newest first: the 60 newest and the 60 with the highest scores. The final order
    /// is the story crate's.
    pub stories: Vec<StoryCard>,
    /// The newest articles.
    pub latest: Vec<ArticleCard>,
}

/// A publisher's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublisherRows {
    /// The publisher.
    pub publisher: Publisher,
    /// Its articles, newest first.
    pub articles: Vec<ArticleCard>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Publishers.
    pub publishers: i64,
    /// Feeds.
    pub feeds: i64,
    /// Articles.
    pub articles: i64,
    /// Stories.
    pub stories: i64,
}

impl Store {
    /// The candidates for the front page, and the latest articles.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn front(&self, now: Timestamp) -> Result<FrontRows, StoreError> {
        let since = now.minus(FRONT_WINDOW);
        let mut stories = self.stories(FRONT_BY_SCORE, values![since, CANDIDATES]).await?;
        stories.extend(self.stories(FRONT_NEWEST, values![since, CANDIDATES]).await?);
        stories.sort_by_key(|story| std::cmp::Reverse((story.last_at, story.id)));
        stories.dedup_by_key(|story| story.id);
        let stories = self.story_cards(stories).await?;
        Ok(FrontRows { stories, latest: self.latest(Cursor::START, LATEST).await? })
    }

    /// The stories of a section, newest first, from a cursor on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn section(
        &self,
        section: Section,
        before: Cursor,
        limit: i64,
    ) -> Result<Vec<StoryCard>, StoreError> {
        let stories = self.stories(SECTION, values![section.as_str(), before.at, before.id, limit]).await?;
        self.story_cards(stories).await
    }

    /// A publisher with its articles, newest first, from a cursor on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publisher(
        &self,
        id: PublisherId,
        before: Cursor,
        limit: i64,
    ) -> Result<Option<PublisherRows>, StoreError> {
        let Some(publisher) = self.publisher_by_id(id).await? else { return Ok(None) };
        let articles = self.cards(OF_PUBLISHER, values![id, before.at, before.id, limit]).await?;
        Ok(Some(PublisherRows { publisher, articles }))
    }

    /// Articles, newest first, from a cursor on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn latest(&self, before: Cursor, limit: i64) -> Result<Vec<ArticleCard>, StoreError> {
        self.cards(LATEST_ARTICLES, values![before.at, before.id, limit]).await
    }

    /// How much there is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn totals(&self) -> Result<Totals, StoreError> {
        let Some(row) = self.row(TOTALS, Vec::new()).await? else { return Ok(Totals::default()) };
        Ok(Totals {
            publishers: row.get("publishers")?,
            feeds: row.get("feeds")?,
            articles: row.get("articles")?,
            stories: row.get("stories")?,
        })
    }

    async fn stories(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Story>, StoreError> {
        self.rows(sql, values).await?.iter().map(story_of).collect()
    }

    /// Adds leads and publishers to stories, with two questions however many there are.
    async fn story_cards(&self, stories: Vec<Story>) -> Result<Vec<StoryCard>, StoreError> {
        let leads = id_list(stories.iter().filter_map(|story| story.lead_article_id));
        let rows = self.rows(LEADS, values![leads]).await?;
        let cards = rows.iter().map(article_card).collect::<Result<Vec<_>, _>>()?;
        let mut cards: HashMap<ArticleId, ArticleCard> =
            cards.into_iter().map(|card| (card.id, card)).collect();
        let mut publishers = self.publishers_of(&stories).await?;
        let card_of = |story: Story| StoryCard {
            lead: story.lead_article_id.and_then(|id| cards.remove(&id)),
            publishers: publishers.remove(&story.id).unwrap_or_default(),
            story,
        };
        Ok(stories.into_iter().map(card_of).collect())
    }

    async fn publishers_of(
        &self,
        stories: &[Story],
    ) -> Result<HashMap<StoryId, Vec<CardPublisher>>, StoreError> {
        let ids = id_list(stories.iter().map(|story| story.id));
        let mut publishers: HashMap<StoryId, Vec<CardPublisher>> = HashMap::new();
        for row in self.rows(PUBLISHERS_OF, values![ids]).await? {
            publishers.entry(row.get("story_id")?).or_default().push(card_publisher(&row)?);
        }
        Ok(publishers)
    }
}
