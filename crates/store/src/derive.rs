//! What the derive stage reads of a story, and what it found out.

use std::collections::HashMap;

use tidings_model::article::{Article, StoredHtml};
use tidings_model::change::ChangedNoun;
use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::job::Job;
use tidings_model::publisher::Publisher;
use tidings_model::quote::{NewPoint, NewQuote};
use tidings_model::story::{Story, StoryFindings};
use tidings_model::time::Timestamp;

use crate::article::{article_columns, article_of};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, json, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::publisher::{publisher_columns, publisher_of};
use crate::store::Store;
use crate::story::{story_columns, story_of};
use crate::version::html_of;

statements! {
    STORY = concat!("SELECT ", story_columns!(), " FROM story s WHERE s.story_id = $1");
    MEMBERS = concat!("SELECT ", article_columns!(), ", ", publisher_columns!(), ", v.body, v.sanitizer_version
        FROM membership m JOIN article a ON a.article_id = m.article_id
        JOIN publisher p ON p.publisher_id = a.publisher_id
        LEFT JOIN version v ON v.version_id = a.version_id
        WHERE m.story_id = $1 ORDER BY a.shown_at DESC, a.article_id DESC LIMIT 60");
    PACES = "SELECT publisher_id, COUNT(*) AS articles FROM article
        WHERE publisher_id IN IDS($1) AND shown_at >= $2 GROUP BY publisher_id";
    EXISTS = "SELECT story_id FROM story WHERE story_id = $1 FOR UPDATE";
    FINDINGS = "UPDATE story SET label = $2, section = $3, language = $4, lead_article_id = $5, independent = $6,
            score = $7, score_why = $8, differences = $9, days = $10
        WHERE story_id = $1";
}

/// A story with the texts of its members.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryWork {
    /// The story as it is.
    pub story: Story,
    /// Its newest 60 members, oldest first.
    pub members: Vec<MemberText>,
}

/// A member of a story with its text.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberText {
    /// The article; its `copy_of` names the text that it copies.
    pub article: Article,
    /// Its publisher.
    pub publisher: Publisher,
    /// Its present text; empty until the first is stored.
    pub html: StoredHtml,
    /// Its lines of *In brief*.
    pub points: Vec<NewPoint>,
    /// Its quotes.
    pub quotes: Vec<NewQuote>,
}

impl Store {
    /// A story with its members' texts; `None` when it was merged away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn story_for_derive(&self, id: StoryId) -> Result<Option<StoryWork>, StoreError> {
        let Some(row) = self.row(STORY, values![id]).await? else { return Ok(None) };
        let story = story_of(&row)?;
        let rows = self.rows(MEMBERS, values![id]).await?;
        let mut members = rows.iter().rev().map(member_of).collect::<Result<Vec<_>, _>>()?;
        let ids = id_list(members.iter().map(|member| member.article.id));
        let mut points: HashMap<ArticleId, Vec<NewPoint>> = HashMap::new();
        for (article_id, point) in self.points_of(&ids).await? {
            points.entry(article_id).or_default().push(point);
        }
        let mut quotes: HashMap<ArticleId, Vec<NewQuote>> = HashMap::new();
        for (article_id, quote) in self.quotes_of(&ids).await? {
            quotes.entry(article_id).or_default().push(quote);
        }
        for member in &mut members {
            member.points = points.remove(&member.article.id).unwrap_or_default();
            member.quotes = quotes.remove(&member.article.id).unwrap_or_default();
        }
        Ok(Some(StoryWork { story, members }))
    }

    /// How many articles some publishers have had since a time; those with none are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn paces_since(
        &self,
        publishers: &[PublisherId],
        since: Timestamp,
    ) -> Result<HashMap<PublisherId, i64>, StoreError> {
        let ids = id_list(publishers.iter().copied());
        let rows = self.rows(PACES, values![ids, since]).await?;
        rows.iter().map(|row| Ok((row.get("publisher_id")?, row.get("articles")?))).collect()
    }

    /// Stores what was found out about a story.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_findings(
        &self,
        job: &Job,
        id: StoryId,
        findings: &StoryFindings,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if tx.row(EXISTS, values![id]).await?.is_some() {
            tx.store_findings(id, findings).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }
}

impl Tx {
    async fn store_findings(&mut self, id: StoryId, findings: &StoryFindings) -> Result<(), StoreError> {
        let StoryFindings { label, section, language, lead_article_id, independent, score, .. } = findings;
        let (why, differences, days) =
            (&findings.score_why, json(&findings.differences), json(&findings.days));
        let (section, language) = (section.as_str(), language.as_deref());
        let (lead, independent) = (*lead_article_id, *independent);
        let row = values![id, label, section, language, lead, independent, *score, why, differences, days];
        self.run(FINDINGS, row).await?;
        self.log(ChangedNoun::Story, id).await
    }
}

fn member_of(row: &Row) -> Result<MemberText, StoreError> {
    let has_text = row.get::<Option<i64>>("sanitizer_version")?.is_some();
    Ok(MemberText {
        article: article_of(row)?,
        publisher: publisher_of(row)?,
        html: if has_text { html_of(row)? } else { StoredHtml::default() },
        points: Vec::new(),
        quotes: Vec::new(),
    })
}
