//! What is suggested while a reader types.

use crate::fixture::{Bench, directory};

#[test]
fn names_publishers_and_headline_words_are_suggested() {
    let bench = Bench::of_the_paper();
    let suggested = |start: &str| bench.index.suggest(start, &directory(), 8).unwrap();
    assert_eq!(suggested("ven"), ["Orla Venn"], "a name is found from any of its words on");
    assert_eq!(suggested("orla v"), ["Orla Venn"]);
    assert_eq!(suggested("harb"), ["Harbour Post", "Harbour Board"]);
    assert_eq!(suggested("aver"), ["averil"]);
    assert_eq!(suggested("kus"), ["Küstenblatt"]);
    assert!(suggested("a").is_empty() && suggested("").is_empty());
}
