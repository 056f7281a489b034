//! What the grouper reads and stores: features of the hot window, memberships, stories made, merged and emptied.

use std::collections::{BTreeMap, BTreeSet};

use tidings_model::change::ChangedNoun;
use tidings_model::id::{ArticleId, PublisherId, StoryId, UserId};
use tidings_model::job::{Job, JobKind};
use tidings_model::story::{Membership, Regrouping};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::store::Store;

macro_rules! features_from {
    () => {
        "SELECT a.article_id, a.publisher_id, p.name AS publisher_name, a.published_at, a.arrived_at, a.title,
            a.language, x.features, m.story_id, m.copy_of
        FROM article a JOIN publisher p ON p.publisher_id = a.publisher_id
        JOIN article_features x ON x.article_id = a.article_id
        LEFT JOIN membership m ON m.article_id = a.article_id"
    };
}

statements! {
    FEATURES_SINCE = concat!(features_from!(), " WHERE a.shown_at >= $1 ORDER BY a.shown_at, a.article_id");
    FEATURES_OF = concat!(features_from!(), " WHERE a.article_id IN IDS($1) ORDER BY a.shown_at, a.article_id");
    LEFT_STORY = "SELECT story_id FROM membership WHERE article_id = $1";
    MAKE_STORY = "INSERT INTO story (story_id, label, section) VALUES ($1, '', 'more')
        ON CONFLICT (story_id) DO NOTHING";
    ARTICLE_EXISTS = "SELECT article_id FROM article WHERE article_id = $1";
    PLACE = "INSERT INTO membership (article_id, story_id, copy_of, why) VALUES ($1, $2, $3, $4)
        ON CONFLICT (article_id) DO UPDATE
        SET story_id = excluded.story_id, copy_of = excluded.copy_of, why = excluded.why";
    MOVE_MEMBERS = "UPDATE membership SET story_id = $2 WHERE story_id = $1";
    COUNT = "UPDATE story SET
            articles = (SELECT COUNT(*) FROM membership m WHERE m.story_id = $1),
            publishers = (SELECT COUNT(DISTINCT a.publisher_id) FROM membership m
                JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1),
            independent = (SELECT COUNT(DISTINCT COALESCE(m.copy_of, m.article_id)) FROM membership m
                WHERE m.story_id = $1),
            first_at = (SELECT COALESCE(MIN(a.shown_at), 0) FROM membership m
                JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1),
            last_at = (SELECT COALESCE(MAX(a.shown_at), 0) FROM membership m
                JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1)
        WHERE story_id = $1";
    FIRST_MEMBER = "SELECT a.article_id, a.title, a.section, a.language FROM membership m
        JOIN article a ON a.article_id = m.article_id WHERE m.story_id = $1
        ORDER BY CASE WHEN m.copy_of IS NULL THEN 0 ELSE 1 END, a.shown_at, a.article_id LIMIT 1";
    LEAD_STANDS = "SELECT s.story_id FROM story s
        JOIN membership m ON m.article_id = s.lead_article_id AND m.story_id = s.story_id WHERE s.story_id = $1";
    SET_LEAD = "UPDATE story SET lead_article_id = $2, label = $3, section = $4, language = $5 WHERE story_id = $1";
    MEMBERS_LEFT = "SELECT COUNT(*) AS members FROM membership WHERE story_id = $1";
    DELETE_STORY = "DELETE FROM story WHERE story_id = $1";
    MOVE_REDIRECTS = "UPDATE story_redirect SET target_id = $2 WHERE target_id = $1";
    REDIRECT = "INSERT INTO story_redirect (story_id, target_id) VALUES ($1, $2)
        ON CONFLICT (story_id) DO UPDATE SET target_id = excluded.target_id";
    NO_REDIRECT = "DELETE FROM story_redirect WHERE story_id = $1";
    ADD_RULE = "INSERT INTO grouping_rule (first_id, second_id, together, user_id, made_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (first_id, second_id) DO UPDATE SET together = excluded.together, user_id = excluded.user_id,
            made_at = excluded.made_at";
    REMOVE_RULE = "DELETE FROM grouping_rule WHERE first_id = $1 AND second_id = $2";
    RULES = "SELECT first_id, second_id, together FROM grouping_rule ORDER BY first_id, second_id";
}

/// An article as the grouper knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFeatures {
    /// The article.
    pub article_id: ArticleId,
    /// Its publisher.
    pub publisher_id: PublisherId,
    /// The publisher's name.
    pub publisher_name: String,
    /// When it was published, where known.
    pub published_at: Option<Timestamp>,
    /// When it arrived.
    pub arrived_at: Timestamp,
    /// Its headline.
    pub title: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Opaque JSON that only the story crate reads.
    pub features: String,
    /// Where it is placed; `None` until it is.
    pub story_id: Option<StoryId>,
    /// The article of which it is a copy.
    pub copy_of: Option<ArticleId>,
}

/// What an editor decided on two articles; the smaller id is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupingRule {
    /// One article.
    pub first: ArticleId,
    /// The other.
    pub second: ArticleId,
    /// `true`: in one story; `false`: never in one.
    pub together: bool,
}

impl Store {
    /// The features of every article shown at or after a time, in the order of that time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stored_features(&self, since: Timestamp) -> Result<Vec<StoredFeatures>, StoreError> {
        self.rows(FEATURES_SINCE, values![since]).await?.iter().map(features_of_row).collect()
    }

    /// The features of some articles; those without any, or gone, are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn features_of(&self, ids: &[ArticleId]) -> Result<Vec<StoredFeatures>, StoreError> {
        let ids = id_list(ids.iter().copied());
        self.rows(FEATURES_OF, values![ids]).await?.iter().map(features_of_row).collect()
    }

    /// Stores a change of the grouping and ends the jobs that led to it; every touched story is derived again. Stories
    /// that lose all members redirect to the one that took them.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_regrouping(&self, jobs: &[Job], regrouping: &Regrouping) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        for job in jobs {
            if !tx.finish(job).await? {
                return Ok(Saved::LostClaim);
            }
        }
        let mut touched = BTreeSet::new();
        let mut left = BTreeMap::new();
        for membership in &regrouping.memberships {
            if let Some(old) = tx.place(membership).await? {
                left.insert(old, membership.story_id);
            }
            touched.insert(membership.story_id);
        }
        for (old, new) in &regrouping.merged {
            tx.run(MAKE_STORY, values![*new]).await?;
            tx.run(MOVE_MEMBERS, values![*old, *new]).await?;
            left.insert(*old, *new);
            touched.insert(*new);
        }
        touched.retain(|story| !left.contains_key(story));
        for story in touched {
            tx.settle_story(story, None).await?;
        }
        for (old, new) in left {
            tx.settle_story(old, Some(new)).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Notes what an editor decided on two articles.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_rule(&self, rule: GroupingRule, by: Option<UserId>) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let (first, second) = ordered(rule.first, rule.second);
        tx.run(ADD_RULE, values![first, second, rule.together, by, tx.now]).await?;
        for article_id in [first, second] {
            tx.enqueue(JobKind::Group, article_id, tx.now).await?;
        }
        self.commit(tx).await
    }

    /// Takes a decision on two articles back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_rule(&self, one: ArticleId, other: ArticleId) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let (first, second) = ordered(one, other);
        tx.run(REMOVE_RULE, values![first, second]).await?;
        for article_id in [first, second] {
            tx.enqueue(JobKind::Group, article_id, tx.now).await?;
        }
        self.commit(tx).await
    }

    /// What editors decided.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rules(&self) -> Result<Vec<GroupingRule>, StoreError> {
        let rows = self.rows(RULES, Vec::new()).await?;
        rows.iter()
            .map(|row| {
                let (first, second) = (row.get("first_id")?, row.get("second_id")?);
                Ok(GroupingRule { first, second, together: row.get("together")? })
            })
            .collect()
    }
}

impl Tx {
    /// Places an article; gives the story that it left. An article that is gone meanwhile is passed over.
    async fn place(&mut self, membership: &Membership) -> Result<Option<StoryId>, StoreError> {
        let Membership { article_id, story_id, copy_of, why } = membership;
        if self.row(ARTICLE_EXISTS, values![*article_id]).await?.is_none() {
            return Ok(None);
        }
        let row = self.row(LEFT_STORY, values![*article_id]).await?;
        let old: Option<StoryId> = row.map(|row| row.get("story_id")).transpose()?;
        self.run(MAKE_STORY, values![*story_id]).await?;
        self.run(NO_REDIRECT, values![*story_id]).await?;
        self.run(PLACE, values![*article_id, *story_id, *copy_of, why]).await?;
        Ok(old.filter(|old| old != story_id))
    }

    /// Counts a story again and has it derived; one without members is removed and leads to `taker`.
    pub(crate) async fn settle_story(
        &mut self,
        id: StoryId,
        taker: Option<StoryId>,
    ) -> Result<(), StoreError> {
        let row = self.row(MEMBERS_LEFT, values![id]).await?;
        let members: i64 = row.map_or(Ok(0), |row| row.get("members"))?;
        self.log(ChangedNoun::Story, id).await?;
        if members == 0 {
            self.remove_story(id, taker).await?;
        } else {
            self.run(COUNT, values![id]).await?;
            self.keep_lead(id).await?;
            self.enqueue(JobKind::Derive, id, self.now).await?;
        }
        if let Some(taker) = taker {
            Box::pin(self.settle_story(taker, None)).await?;
        }
        Ok(())
    }

    async fn remove_story(&mut self, id: StoryId, taker: Option<StoryId>) -> Result<(), StoreError> {
        self.run(DELETE_STORY, values![id]).await?;
        self.drop_job(JobKind::Derive, id).await?;
        if let Some(taker) = taker.filter(|taker| *taker != id) {
            self.run(MOVE_REDIRECTS, values![id, taker]).await?;
            self.run(REDIRECT, values![id, taker]).await?;
        }
        Ok(())
    }

    /// A story always has a lead among its members; the derive stage finds a better one.
    async fn keep_lead(&mut self, id: StoryId) -> Result<(), StoreError> {
        if self.row(LEAD_STANDS, values![id]).await?.is_some() {
            return Ok(());
        }
        let Some(row) = self.row(FIRST_MEMBER, values![id]).await? else { return Ok(()) };
        let lead: ArticleId = row.get("article_id")?;
        let (label, section): (String, String) = (row.get("title")?, row.get("section")?);
        let language: Option<String> = row.get("language")?;
        self.run(SET_LEAD, values![id, lead, label, section, language.as_deref()]).await?;
        Ok(())
    }
}

fn ordered(one: ArticleId, other: ArticleId) -> (ArticleId, ArticleId) {
    (one.min(other), one.max(other))
}

fn features_of_row(row: &Row) -> Result<StoredFeatures, StoreError> {
    Ok(StoredFeatures {
        article_id: row.get("article_id")?,
        publisher_id: row.get("publisher_id")?,
        publisher_name: row.get("publisher_name")?,
        published_at: row.get("published_at")?,
        arrived_at: row.get("arrived_at")?,
        title: row.get("title")?,
        language: row.get("language")?,
        features: row.get("features")?,
        story_id: row.get("story_id")?,
        copy_of: row.get("copy_of")?,
    })
}
