//! Where the two databases speak differently: the few words that are spelled for each of them in the one text of a query.

use std::borrow::Cow;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Spells a query for this database. Most texts hold none of the words and pass unchanged.
    pub(crate) fn spell(self, sql: &'static str) -> Cow<'static, str> {
        let mut text = Cow::Borrowed(sql);
        for (word, sqlite, postgres) in WORDS {
            if text.contains(word) {
                let spelling = match self {
                    Self::Sqlite => sqlite,
                    Self::Postgres => postgres,
                };
                text = Cow::Owned(text.replace(word, spelling));
            }
        }
        text
    }
}

/// Word, SQLite, PostgreSQL.
const WORDS: [(&str, &str, &str); 9] = [
    // A list of texts, passed as the JSON array $3.
    (
        "TEXTS($3)",
        "(SELECT value FROM json_each($3))",
        "(SELECT value FROM json_array_elements_text(CAST($3 AS json)))",
    ),
    // The time of the database in milliseconds UTC.
    (
        "DATABASE_TIME",
        "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
    ),
    // A list of ids, passed as the JSON array $1.
    (
        "IDS($1)",
        "(SELECT value FROM json_each($1))",
        "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)))",
    ),
    // The order of bytes, which is SQLite's own.
    ("BYTEWISE", "", "COLLATE \"C\""),
    // SQLite has one writer at a time and needs no row locks.
    ("FOR UPDATE SKIP LOCKED", "", "FOR UPDATE SKIP LOCKED"),
    ("FOR UPDATE OF a", "", "FOR UPDATE OF a"),
    ("FOR UPDATE", "", "FOR UPDATE"),
    // Rows of transactions that are finished, and before which no further ones can come. Positions are commit-ordered on
    // SQLite; PostgreSQL's are not, so its followers read in the order of transactions.
    (
        "SETTLED(transaction_id)",
        "1 = 1",
        "transaction_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)",
    ),
    // Tables and indexes with their bytes.
    (
        "TABLE_SIZES",
        "(SELECT name, SUM(pgsize) AS bytes FROM dbstat GROUP BY name)",
        "(SELECT CAST(relname AS TEXT) AS name, pg_total_relation_size(oid) AS bytes FROM pg_class
            WHERE relkind = 'i' AND relnamespace = CAST(current_schema() AS regnamespace)
            UNION ALL
            SELECT CAST(relname AS TEXT), pg_table_size(oid) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)) AS sizes",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_special_words_is_not_copied() {
        assert!(matches!(Dialect::Sqlite.spell("SELECT 1"), Cow::Borrowed(_)));
    }

    #[test]
    fn lists_and_locks_are_spelled_for_each_database() {
        let text = "SELECT a FROM b WHERE c IN IDS($1) FOR UPDATE SKIP LOCKED";
        assert_eq!(
            Dialect::Sqlite.spell(text),
            "SELECT a FROM b WHERE c IN (SELECT value FROM json_each($1)) "
        );
        assert!(Dialect::Postgres.spell(text).ends_with("FOR UPDATE SKIP LOCKED"));
    }
}
