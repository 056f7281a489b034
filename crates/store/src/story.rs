//! Stories: rows to stories, where an old id leads, and the story page's rows.

use tidings_model::bound::Bound;
use tidings_model::id::{ArticleId, StoryId};
use tidings_model::quote::NewQuote;
use tidings_model::section::Section;
use tidings_model::story::Story;

use crate::card::{ArticleCard, article_card, card_columns, card_joins};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::store::Store;

/// The columns that [`story_of`] reads, of a story called `s`.
macro_rules! story_columns {
    () => {
        "s.story_id, s.label, s.section, s.language, s.lead_article_id, s.articles, s.publishers, s.independent,
        s.first_at, s.last_at, s.score, s.score_why, s.differences, s.days"
    };
}
pub(crate) use story_columns;

statements! {
    BY_ID = concat!("SELECT ", story_columns!(), " FROM story s WHERE s.story_id = $1");
    REDIRECT = "SELECT target_id FROM story_redirect WHERE story_id = $1";
    MEMBERS = concat!("SELECT ", card_columns!(), ", m.why", card_joins!(), "
        WHERE m.story_id = $1 ORDER BY a.shown_at, a.article_id LIMIT 500");
}

/// What a story's address leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum StoryLookup {
    /// The story.
    Found(Box<StoryRows>),
    /// It was merged into another one.
    Moved(StoryId),
    /// There is no such story.
    Missing,
}

/// Everything that the story page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryRows {
    /// The story.
    pub story: Story,
    /// Its articles, oldest first (that is its timeline), at most 500.
    pub members: Vec<MemberRow>,
    /// Who says what across the coverage, by article in its order.
    pub quotes: Vec<(ArticleId, NewQuote)>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The article; its `copy_of` names the text that it copies.
    pub card: ArticleCard,
    /// Why it belongs: JSON with the best match and the score's parts.
    pub why: String,
}

impl Store {
    /// Everything about a story that its page shows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn story(&self, id: StoryId) -> Result<StoryLookup, StoreError> {
        let Some(row) = self.row(BY_ID, values![id]).await? else {
            let redirect = self.row(REDIRECT, values![id]).await?;
            let target = redirect.map(|row| row.get("target_id")).transpose()?;
            return Ok(target.map_or(StoryLookup::Missing, StoryLookup::Moved));
        };
        let story = story_of(&row)?;
        let rows = self.rows(MEMBERS, values![id]).await?;
        let members = rows.iter().map(member_of).collect::<Result<Vec<_>, _>>()?;
        let quotes = self.quotes_of(&id_list(members.iter().map(|member| member.card.id))).await?;
        Ok(StoryLookup::Found(Box::new(StoryRows { story, members, quotes })))
    }
}

pub(crate) fn story_of(row: &Row) -> Result<Story, StoreError> {
    Ok(Story {
        id: row.get("story_id")?,
        label: row.line("label", Bound::TITLE)?,
        section: Section::from_word(&row.get::<String>("section")?).unwrap_or_default(),
        language: row.some_line("language", Bound::LANGUAGE)?,
        lead_article_id: row.get("lead_article_id")?,
        articles: row.get("articles")?,
        publishers: row.get("publishers")?,
        independent: row.get("independent")?,
        first_at: row.get("first_at")?,
        last_at: row.get("last_at")?,
        score: row.get("score")?,
        score_why: row.get("score_why")?,
        differences: row.json("differences")?,
        days: row.json("days")?,
    })
}

fn member_of(row: &Row) -> Result<MemberRow, StoreError> {
    Ok(MemberRow { card: article_card(row)?, why: row.get("why")? })
}
