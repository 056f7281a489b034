//! Which statements read a whole table, so that a query without its index is seen when it is written.

use std::sync::Arc;

use tidings_model::time::SystemClock;

use crate::{Location, Store, every_statement};

/// Tables that grow with the archive.
const LARGE: [&str; 10] = [
    "article",
    "article_address",
    "change_log",
    "entry",
    "figure",
    "membership",
    "picture",
    "quote",
    "story",
    "version",
];

#[tokio::test]
async fn only_the_listed_statements_read_a_large_table_as_a_whole() {
    let store = Store::open(&Location::SqliteMemory, Arc::new(SystemClock)).await.unwrap();
    let mut reading = Vec::new();
    for statement in every_statement() {
        let text: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {statement}").into_boxed_str());
        for row in store.rows(text, Vec::new()).await.unwrap() {
            let step: String = row.get("detail").unwrap();
            let mut words = step.split_whitespace();
            let table = (words.next() == Some("SCAN")).then(|| words.next().unwrap_or_default());
            if table.is_some_and(is_large) {
                let start = statement.split_whitespace().take(9).collect::<Vec<_>>().join(" ");
                reading.push(format!("{step}: {start}"));
            }
        }
    }
    reading.sort_unstable();
    insta::assert_snapshot!(reading.join("\n"));
}

/// A plan names a table by its alias, where it has one.
fn is_large(name: &str) -> bool {
    LARGE.contains(&name) || ["a", "e", "m", "s", "v"].contains(&name)
}
