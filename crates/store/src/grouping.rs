//! What the grouper reads and stores: features of the hot window, memberships, stories made, merged and emptied.

use std::collections::{BTreeMap, BTreeSet};

use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::job::Job;
use tidings_model::story::{Membership, Regrouping};
use tidings_model::time::Timestamp;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::lease::Lease;
use crate::store::Store;

macro_rules! features_from {
    () => {
        "SELECT a.article_id, a.publisher_id, p.name AS publisher_name, a.published_at, a.arrived_at, a.shown_at, a.title,
            a.language, a.link_site, f.packed, x.features, m.story_id, m.copy_of
        FROM article a JOIN publisher p ON p.publisher_id = a.publisher_id
        LEFT JOIN packed_features f ON f.article_id = a.article_id
        LEFT JOIN article_features x ON x.article_id = a.article_id
        LEFT JOIN membership m ON m.article_id = a.article_id"
    };
}

statements! {
    FEATURES_AFTER = concat!(features_from!(), "
        WHERE (a.shown_at > $1 OR (a.shown_at = $1 AND a.article_id > $2))
            AND (f.article_id IS NOT NULL OR x.article_id IS NOT NULL)
        ORDER BY a.shown_at, a.article_id LIMIT $3");
    FEATURES_OF = concat!(features_from!(), " WHERE a.article_id IN IDS($1)
            AND (f.article_id IS NOT NULL OR x.article_id IS NOT NULL)
        ORDER BY a.shown_at, a.article_id");
    LEFT_STORY = "SELECT story_id FROM membership WHERE article_id = $1";
    MAKE_STORY = "INSERT INTO story (story_id, label, section) VALUES ($1, '', 'more')
        ON CONFLICT (story_id) DO NOTHING";
    ARTICLE_EXISTS = "SELECT article_id FROM article WHERE article_id = $1";
    PLACE = "INSERT INTO membership (article_id, story_id, copy_of, why) VALUES ($1, $2, $3, $4)
        ON CONFLICT (article_id) DO UPDATE
        SET story_id = excluded.story_id, copy_of = excluded.copy_of, why = excluded.why";
    NO_REDIRECT = "DELETE FROM story_redirect WHERE story_id = $1";
    MOVE_MEMBERS = "UPDATE membership SET story_id = $2 WHERE story_id = $1";
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
    /// The time by which it is ordered.
    pub shown_at: Timestamp,
    /// Its headline.
    pub title: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// A feed's words about a page at another site.
    pub is_link: bool,
    /// Packed by the story crate, which alone reads it; JSON where an earlier version stored it.
    pub features: Vec<u8>,
    /// Where it is placed; `None` until it is.
    pub story_id: Option<StoryId>,
    /// The article of which it is a copy.
    pub copy_of: Option<ArticleId>,
}

/// A place in the order of stored features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeaturesPlace {
    shown_at: Timestamp,
    article_id: ArticleId,
}

impl From<Timestamp> for FeaturesPlace {
    /// Before all articles of a time.
    fn from(shown_at: Timestamp) -> Self {
        Self { shown_at, article_id: ArticleId::new(0) }
    }
}

impl StoredFeatures {
    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> FeaturesPlace {
        FeaturesPlace { shown_at: self.shown_at, article_id: self.article_id }
    }
}

impl Store {
    /// The features of the articles behind a place, in the order of the time by which they are shown; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stored_features(
        &self,
        after: FeaturesPlace,
        limit: i64,
    ) -> Result<Vec<StoredFeatures>, StoreError> {
        let rows = self.rows(FEATURES_AFTER, values![after.shown_at, after.article_id, limit]).await?;
        rows.iter().map(features_of_row).collect()
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
    /// that lose all members redirect to the one that took them. Nothing is stored once another grouper has the lease.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_regrouping(
        &self,
        lease: &Lease,
        jobs: &[Job],
        regrouping: &Regrouping,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.holds(lease).await? {
            return Ok(Saved::LostClaim);
        }
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
        for (article_id, related) in &regrouping.related {
            tx.replace_related(*article_id, related).await?;
        }
        tx.look_for_background(jobs).await?;
        self.commit(tx).await?;
        Ok(Saved::Stored)
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
}

fn features_of_row(row: &Row) -> Result<StoredFeatures, StoreError> {
    Ok(StoredFeatures {
        article_id: row.get("article_id")?,
        publisher_id: row.get("publisher_id")?,
        publisher_name: row.get("publisher_name")?,
        published_at: row.get("published_at")?,
        arrived_at: row.get("arrived_at")?,
        shown_at: row.get("shown_at")?,
        title: row.get("title")?,
        language: row.get("language")?,
        is_link: row.get::<Option<String>>("link_site")?.is_some(),
        features: packed_of(row)?,
        story_id: row.get("story_id")?,
        copy_of: row.get("copy_of")?,
    })
}

/// The features as they are packed, or the JSON of before.
fn packed_of(row: &Row) -> Result<Vec<u8>, StoreError> {
    if let Some(packed) = row.get("packed")? {
        return Ok(packed);
    }
    Ok(row.get::<Option<String>>("features")?.unwrap_or_default().into_bytes())
}
