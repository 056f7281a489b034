//! Generations: changes are seen at once, one process writes, damage is found and mended, a new index takes over.

use std::fs;

use tidings_model::id::ArticleId;
use tidings_search::{Batch, Progress, SearchError, SearchIndex, Step};

use crate::fixture::{Bench, article, paper};

#[test]
fn what_is_written_is_found_at_once_and_what_is_gone_is_not() {
    let mut bench = Bench::of_the_paper();
    bench.change(vec![article(6, "Lighthouse sold", "The old light is for sale.", 0)], vec![5]);
    assert_eq!(bench.found("lighthouse"), [6]);
    assert!(bench.found("regatta").is_empty());
    bench.change(vec![article(6, "Lighthouse kept", "The buyer withdrew.", 0)], Vec::new());
    assert_eq!(bench.found("lighthouse"), [6], "a changed article is there once");
    assert!(bench.found("sale").is_empty());
    bench.follower.rest().unwrap();
    bench.change(Vec::new(), vec![6]);
    assert!(bench.found("lighthouse").is_empty(), "and it goes on after a rest");
}

#[test]
fn one_process_writes_and_the_others_read() {
    let mut bench = Bench::of_the_paper();
    let other = SearchIndex::open(bench.folder.path());
    assert!(other.follow().unwrap().is_none());
    assert_eq!(other.health().unwrap().articles, 5);
    bench.change(Vec::new(), vec![5]);
    other.refresh().unwrap();
    assert_eq!(other.health().unwrap().articles, 4);
    bench.follower.remake(None).unwrap();
    bench.complete(Vec::new());
    other.refresh().unwrap();
    assert_eq!(other.health().unwrap().articles, 0, "another generation is seen too");
    drop(bench.follower);
    assert!(other.follow().unwrap().is_some());
}

#[test]
fn the_place_in_the_log_is_kept() {
    let mut bench = Bench::of_the_paper();
    bench.change(Vec::new(), vec![5]);
    let Bench { folder, index, follower } = bench;
    drop((index, follower));
    let follower = SearchIndex::open(folder.path()).follow().unwrap().unwrap();
    let place = Progress { transaction: 0, position: 2, building: None };
    assert_eq!(follower.steps(), [Step::Serving(place)]);
}

#[test]
fn an_index_is_made_again_while_the_old_one_serves_and_keeps_up() {
    let mut bench = Bench::of_the_paper();
    bench.follower.remake(Some("asked for".to_owned())).unwrap();
    let steps = bench.follower.steps();
    assert!(matches!(steps[..], [Step::Serving(_), Step::Next(_)]), "{steps:?}");
    let half = Progress { transaction: 0, position: 1, building: Some(ArticleId::new(2)) };
    let documents = paper().into_iter().take(2).collect();
    bench.follower.write(steps[1], &Batch { documents, gone: Vec::new(), progress: half }).unwrap();
    bench.change(vec![article(7, "Fog", "Thick fog.", 0)], Vec::new());
    assert_eq!(bench.found_sorted("averil"), [1, 3, 5], "the old one serves");
    assert_eq!(bench.found("fog"), [7], "and keeps up");
    bench.complete(paper().into_iter().skip(2).collect());
    assert_eq!(bench.index.health().unwrap().articles, 5);
    assert_eq!(bench.index.health().unwrap().remade.as_deref(), Some("asked for"));
}

/// Closes an index and lets something be done to its folder.
fn after(mut bench: Bench, harm: impl Fn(&std::path::Path)) -> (tempfile::TempDir, SearchIndex) {
    bench.follower.rest().unwrap();
    let Bench { folder, index, follower } = bench;
    drop((index, follower));
    harm(&folder.path().join("1"));
    let index = SearchIndex::open(folder.path());
    (folder, index)
}

#[test]
fn a_damaged_index_is_found_out_and_made_again() {
    type Harm = fn(&std::path::Path);
    let harms: [(&str, Harm); 4] = [
        ("no meta", |folder| fs::remove_file(folder.join("meta.json")).unwrap()),
        ("garbled meta", |folder| fs::write(folder.join("meta.json"), "{\"segments\":[").unwrap()),
        ("no folder", |folder| fs::remove_dir_all(folder).unwrap()),
        ("a changed byte", |folder| {
            let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let file = files.find(|path| path.extension().is_some_and(|kind| kind == "idx")).unwrap();
            let mut bytes = fs::read(&file).unwrap();
            bytes[0] ^= 0x55;
            fs::remove_file(&file).unwrap();
            fs::write(&file, bytes).unwrap();
        }),
    ];
    for (name, harm) in harms {
        let (folder, index) = after(Bench::of_the_paper(), harm);
        assert!(matches!(index.check(), Err(SearchError::Damaged(_))), "{name}");
        let follower = index.follow().unwrap().unwrap();
        assert!(follower.is_building(), "{name}");
        let mut bench = Bench { folder, index, follower };
        bench.complete(paper());
        assert_eq!(bench.found("regatta"), [5], "{name}");
        let remade = bench.index.check().unwrap().remade.unwrap();
        assert!(remade.contains("damaged"), "{name}: {remade}");
    }
}

#[test]
fn without_an_index_a_search_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path());
    assert!(matches!(index.check(), Err(SearchError::NotReady)));
    assert!(index.health().is_none());
}
