//! What queries find.

use tidings_search::{Order, Query, Search, SearchError};

use crate::fixture::{Bench, article, directory, now};

#[test]
fn all_words_must_be_there_in_any_form() {
    let bench = Bench::of_the_paper();
    assert_eq!(bench.found("ferry averil"), [1, 5]);
    assert_eq!(bench.found("bridge repair"), [2]);
    assert_eq!(bench.found("Brücke"), [3]);
    assert_eq!(bench.found("brucken hafen"), [3], "accents may be left out");
    assert_eq!(bench.found_sorted("averil"), [1, 3, 5], "languages stand side by side");
    assert!(bench.found("ferry bridge").is_empty());
}

#[test]
fn phrases_exclusions_beginnings_and_alternatives() {
    let bench = Bench::of_the_paper();
    assert_eq!(bench.found("\"engine fire\""), [1]);
    assert_eq!(bench.found("\"fire engine\""), [2]);
    assert!(
        bench.found("\"Averil the engine\"").is_empty(),
        "no phrase reaches from the headline into the text"
    );
    assert_eq!(bench.found("fire -ferry"), [2]);
    assert_eq!(bench.found_sorted("averil -\"engine fire\""), [3, 5], "phrases can be excluded too");
    assert_eq!(bench.found("averil -section:sport -language:de"), [1]);
    assert_eq!(bench.found("rega*"), [5]);
    assert_eq!(bench.found("repairs*"), [2], "a beginning may be a whole word");
    assert_eq!(bench.found_by("regatta OR bridges", Order::Newest), [5, 2]);
}

#[test]
fn unspaced_scripts_are_found_by_parts_of_words() {
    let bench = Bench::of_the_paper();
    for query in ["火災", "フェリー", "港", "\"港で火災\"", "火*"] {
        assert_eq!(bench.found(query), [4], "{query}");
    }
    assert!(bench.found("災害").is_empty());
}

#[test]
fn filters_narrow() {
    let bench = Bench::of_the_paper();
    assert_eq!(bench.found("averil publisher:\"Harbour Post\""), [1, 5]);
    assert_eq!(bench.found("averil publisher:kueste.example"), [3]);
    assert_eq!(
        bench.found_sorted("averil publisher:harbour publisher:küstenblatt section:local section:world"),
        [1, 3]
    );
    assert_eq!(bench.found("person:venn"), [1]);
    assert_eq!(bench.found("person:\"Orla Venn\""), [1]);
    assert!(bench.found("person:\"Venn Harbour\"").is_empty(), "names stand apart");
    assert_eq!(bench.found("language:German"), [3]);
    assert_eq!(bench.found("title:bridge"), [2]);
    assert_eq!(bench.found("after:36h"), [3, 1], "without words the newest come first");
    assert_eq!(bench.found("before:2026-11"), [2]);
    assert_eq!(bench.found("after:2026-11-20 before:2026-11-22 averil"), [5]);
}

#[test]
fn newer_articles_stand_before_older_ones_of_equal_worth() {
    let mut bench = Bench::new();
    bench.complete(vec![
        article(1, "Market day", "Stalls open at nine on the quay.", 200),
        article(2, "Market day", "Stalls open at nine on the quay.", 1),
        article(3, "Weather", "Rain, and no market today on the quay.", 1),
    ]);
    assert_eq!(bench.found("market"), [2, 1, 3], "a headline weighs more than recency");
}

#[test]
fn totals_and_facets_count_everything_found() {
    let bench = Bench::of_the_paper();
    let query = Query::parse("averil").unwrap();
    let directory = directory();
    let search =
        Search { query: &query, directory: &directory, order: Order::Best, now: now(), skip: 1, limit: 1 };
    let found = bench.index.find(search).unwrap();
    assert_eq!((found.total, found.hits.len()), (3, 1));
    let publishers: Vec<(i64, usize)> =
        found.facets.publishers.iter().map(|(id, count)| (id.get(), *count)).collect();
    assert_eq!(publishers, [(1, 2), (2, 1)]);
    assert_eq!(found.facets.languages, [("en".to_owned(), 2), ("de".to_owned(), 1)]);
    assert_eq!(found.facets.sections.len(), 3);
}

#[test]
fn an_unknown_publisher_is_explained() {
    let bench = Bench::of_the_paper();
    let query = Query::parse("ferry publisher:\"Harbor Post\"").unwrap();
    let directory = directory();
    let search =
        Search { query: &query, directory: &directory, order: Order::Best, now: now(), skip: 0, limit: 20 };
    let error = bench.index.find(search).unwrap_err();
    assert!(matches!(&error, SearchError::Query(_)) && error.to_string().contains("Harbour Post"), "{error}");
}
