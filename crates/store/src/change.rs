//! The change log, which followers read in commit order.

use tidings_model::change::{Change, ChangedNoun};

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    LOG = "INSERT INTO change_log (noun, subject) VALUES ($1, $2)";
    AFTER = "SELECT position, noun, subject, transaction_id FROM change_log
        WHERE (transaction_id > $1 OR (transaction_id = $1 AND position > $2)) AND SETTLED(transaction_id)
        ORDER BY transaction_id, position LIMIT $3";
    LAST = "SELECT position, transaction_id FROM change_log WHERE SETTLED(transaction_id)
        ORDER BY transaction_id DESC, position DESC LIMIT 1";
}

/// How far a follower has read. The beginning is the default.
///
/// On PostgreSQL a position can be committed after a higher one, so the transaction leads the order there; on SQLite it is
/// always 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct LogPlace {
    /// The transaction, 0 on SQLite.
    pub transaction: i64,
    /// The position within the order of the transactions.
    pub position: i64,
}

impl Tx {
    /// Notes that a thing changed.
    pub(crate) async fn log(&mut self, noun: ChangedNoun, subject: impl Into<i64>) -> Result<(), StoreError> {
        self.run(LOG, values![noun.as_str(), subject.into()]).await?;
        Ok(())
    }
}

impl Store {
    /// The changes after a place, in commit order and at most `limit`, and the place after them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes_after(
        &self,
        place: LogPlace,
        limit: i64,
    ) -> Result<(Vec<Change>, LogPlace), StoreError> {
        let mut changes = Vec::new();
        let mut reached = place;
        for row in self.rows(AFTER, values![place.transaction, place.position, limit]).await? {
            reached = LogPlace { transaction: row.get("transaction_id")?, position: row.get("position")? };
            if let Some(noun) = ChangedNoun::from_word(&row.get::<String>("noun")?) {
                changes.push(Change { position: reached.position, noun, subject: row.get("subject")? });
            }
        }
        Ok((changes, reached))
    }

    /// The end of the log as of now: a follower that starts here misses nothing that comes later.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_change(&self) -> Result<LogPlace, StoreError> {
        let Some(row) = self.row(LAST, Vec::new()).await? else { return Ok(LogPlace::default()) };
        Ok(LogPlace { transaction: row.get("transaction_id")?, position: row.get("position")? })
    }
}
