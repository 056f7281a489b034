//! Cards: what lists show of an article.

use tidings_model::bound::Bound;
use tidings_model::figure::PictureSize;
use tidings_model::id::{ArticleId, PictureId, PublisherId, StoryId};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::section::Section;
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::error::StoreError;
use crate::figure::picture_size;

/// The columns that [`article_card`] reads; goes with [`card_joins`].
macro_rules! card_columns {
    () => {
        "a.article_id, a.title, a.excerpt, a.section, a.language, a.published_at, a.shown_at, a.paywalled, a.live,
        a.gone_at, a.lead_alt, a.link_site, p.publisher_id, p.name AS publisher_name, p.policy, m.story_id, m.copy_of,
        i.picture_id, i.width AS picture_width, i.height AS picture_height"
    };
}
pub(crate) use card_columns;

/// The tables behind an article card.
macro_rules! card_joins {
    () => {
        " FROM article a JOIN publisher p ON p.publisher_id = a.publisher_id
        LEFT JOIN membership m ON m.article_id = a.article_id
        LEFT JOIN picture i ON i.picture_id = a.lead_picture_id AND i.width IS NOT NULL"
    };
}
pub(crate) use card_joins;

/// A publisher as a card names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPublisher {
    /// Its id.
    pub id: PublisherId,
    /// Its name.
    pub name: String,
    /// How much of its text strangers may see.
    pub policy: DisplayPolicy,
}

/// The picture of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPicture {
    /// The picture.
    pub id: PictureId,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Size of its full file.
    pub size: PictureSize,
}

/// What lists show of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleCard {
    /// The article.
    pub id: ArticleId,
    /// Its publisher.
    pub publisher: CardPublisher,
    /// Its headline.
    pub headline: String,
    /// Its first sentences.
    pub excerpt: String,
    /// Its section.
    pub section: Section,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was published, where known.
    pub published_at: Option<Timestamp>,
    /// The time that lists sort by: publication, or arrival.
    pub shown_at: Timestamp,
    /// Its lead picture, once it is fetched.
    pub picture: Option<CardPicture>,
    /// Cut short by a paywall.
    pub paywalled: bool,
    /// Grows through the day.
    pub live: bool,
    /// When the publisher's server said that it is gone.
    pub gone_at: Option<Timestamp>,
    /// For a link by a feed to another site whose page was not read: that site. The words are the feed's.
    pub link_site: Option<String>,
    /// The article of which it is a copy.
    pub copy_of: Option<ArticleId>,
    /// Its story; `None` until it is grouped.
    pub story_id: Option<StoryId>,
}

/// Where a list goes on: after the article (or story) with this time and id, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its [`ArticleCard::shown_at`] (a story's `last_at`).
    pub at: Timestamp,
    /// Its id.
    pub id: i64,
}

impl Cursor {
    /// The beginning of a list, before everything.
    pub const START: Self = Self { at: Timestamp::from_millis(i64::MAX), id: i64::MAX };
}

impl ArticleCard {
    /// Where the list goes on after this card.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.shown_at, id: self.id.get() }
    }
}

pub(crate) fn article_card(row: &Row) -> Result<ArticleCard, StoreError> {
    Ok(ArticleCard {
        id: row.get("article_id")?,
        publisher: card_publisher(row)?,
        headline: row.line("title", Bound::TITLE)?,
        excerpt: row.line("excerpt", Bound::EXCERPT)?,
        section: Section::from_word(&row.get::<String>("section")?).unwrap_or_default(),
        language: row.some_line("language", Bound::LANGUAGE)?,
        published_at: row.get("published_at")?,
        shown_at: row.get("shown_at")?,
        picture: card_picture(row)?,
        paywalled: row.get("paywalled")?,
        live: row.get("live")?,
        gone_at: row.get("gone_at")?,
        link_site: row.get("link_site")?,
        copy_of: row.get("copy_of")?,
        story_id: row.get("story_id")?,
    })
}

pub(crate) fn card_publisher(row: &Row) -> Result<CardPublisher, StoreError> {
    Ok(CardPublisher {
        id: row.get("publisher_id")?,
        name: row.line("publisher_name", Bound::NAME)?,
        policy: DisplayPolicy::from_word(&row.get::<String>("policy")?),
    })
}

fn card_picture(row: &Row) -> Result<Option<CardPicture>, StoreError> {
    let Some(id) = row.get("picture_id")? else { return Ok(None) };
    let Some(size) = picture_size(row, "picture_width", "picture_height")? else { return Ok(None) };
    Ok(Some(CardPicture { id, alt: row.some_line("lead_alt", Bound::ALT)?, size }))
}
