//! What is like a text.

use tidings_search::like::Like;
use tidings_search::{SearchError, SearchIndex};

use crate::fixture::{Bench, article};

fn like(headline: &'static str, text: &'static str, language: &'static str) -> Like<'static> {
    Like { language: Some(language), headline, text, limit: 10 }
}

#[test]
fn what_shares_telling_words_is_found_however_old_it_is() {
    let mut bench = Bench::new();
    bench.complete(vec![
        article(1, "Council votes on the harbour bridge", "The old harbour bridge needs new piers.", 900),
        article(2, "Regatta won by the ferry crew", "The crew of the ferry won the regatta at last.", 3),
        article(3, "Harbour bridge piers delayed", "New piers for the harbour bridge come late.", 1),
    ]);
    let found = bench.like(like("Harbour bridge piers", "The new piers of the bridge arrive.", "en"));
    assert_eq!(found.iter().take(2).copied().collect::<std::collections::BTreeSet<_>>(), [1, 3].into());
    assert!(
        bench.like(like("Harbour bridge piers", "The new piers.", "de")).is_empty(),
        "of its language only"
    );
    assert!(bench.like(like("Parliament", "Budget", "en")).is_empty(), "nothing shares a word");
}

#[test]
fn without_an_index_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path());
    assert!(matches!(index.like(like("Bridge", "Bridge", "en")), Err(SearchError::NotReady)));
}
