//! Rules of editors: two articles belong together, or apart, whatever the grouper thinks.

use std::collections::BTreeSet;

use tidings_model::id::{ArticleId, UserId};
use tidings_model::job::JobKind;

use crate::database::statement::statements;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    ADD_RULE = "INSERT INTO grouping_rule (first_id, second_id, together, user_id, made_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (first_id, second_id) DO UPDATE SET together = excluded.together, user_id = excluded.user_id,
            made_at = excluded.made_at";
    REMOVE_RULE = "DELETE FROM grouping_rule WHERE first_id = $1 AND second_id = $2";
    RULES = "SELECT first_id, second_id, together FROM grouping_rule ORDER BY first_id, second_id";
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
    /// Notes what an editor decided on two articles.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_rule(&self, rule: GroupingRule, by: Option<UserId>) -> Result<(), StoreError> {
        self.add_rules(&[rule], by).await
    }

    /// Notes decisions that belong together, in one transaction.
    ///
    /// # Errors
    /// When the database fails; then none is noted.
    pub async fn add_rules(&self, rules: &[GroupingRule], by: Option<UserId>) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let mut articles = BTreeSet::new();
        for rule in rules {
            let (first, second) = ordered(rule.first, rule.second);
            tx.run(ADD_RULE, values![first, second, rule.together, by, tx.now]).await?;
            articles.extend([first, second]);
        }
        for article_id in articles {
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

fn ordered(one: ArticleId, other: ArticleId) -> (ArticleId, ArticleId) {
    (one.min(other), one.max(other))
}
