//! Damage under a running index: it is noticed, nothing ends with it, and the index is made anew.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tidings_search::{Order, Query, Search};

use crate::fixture::{Bench, article, directory, now, paper};

type Harm = fn(&Path);

fn files(folder: &Path, kinds: &[&str]) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|kind| kinds.iter().any(|known| *known == kind)))
        .collect()
}

fn cut(path: &Path, bytes: u64) {
    File::options().write(true).open(path).unwrap().set_len(bytes).unwrap();
}

const HARMS: [(&str, Harm); 9] = [
    ("postings cut to nothing", |folder| files(folder, &["idx", "pos"]).iter().for_each(|file| cut(file, 0))),
    ("every file cut in half", |folder| {
        for file in files(folder, &["idx", "pos", "term", "fast", "fieldnorm", "store"]) {
            cut(&file, fs::metadata(&file).unwrap().len() / 2);
        }
    }),
    ("terms cut to nothing", |folder| files(folder, &["term"]).iter().for_each(|file| cut(file, 0))),
    ("columns cut to nothing", |folder| files(folder, &["fast"]).iter().for_each(|file| cut(file, 0))),
    ("a file written over", |folder| {
        let file = files(folder, &["idx"]).remove(0);
        let length = fs::metadata(&file).unwrap().len();
        fs::write(&file, vec![0xa5; usize::try_from(length).unwrap()]).unwrap();
    }),
    ("a file gone", |folder| fs::remove_file(files(folder, &["term"]).remove(0)).unwrap()),
    ("the list of files gone", |folder| fs::remove_file(folder.join("meta.json")).unwrap()),
    ("the list of files garbled", |folder| fs::write(folder.join("meta.json"), "{\"segments\":[").unwrap()),
    ("the folder gone", |folder| fs::remove_dir_all(folder).unwrap()),
];

/// Asks many things; what is answered does not matter, that it is answered does.
fn ask_everything(bench: &Bench) {
    let directory = directory();
    for query in ["ferry", "\"engine fire\"", "averil -regatta", "har*", "after:2020", "title:ferry", "火災"]
    {
        let query = Query::parse(query).unwrap();
        for order in [Order::Best, Order::Newest] {
            let search =
                Search { query: &query, directory: &directory, order, now: now(), skip: 0, limit: 20 };
            drop(bench.index.find_or_near(search));
        }
    }
    drop(bench.index.suggest("har", &directory, 8));
}

#[test]
fn files_that_are_harmed_under_a_running_index_are_noticed_and_made_again() {
    for (name, harm) in HARMS {
        for rested in [true, false] {
            let mut bench = Bench::of_the_paper();
            if rested {
                bench.follower.rest().unwrap();
            }
            harm(&bench.folder.path().join("1"));
            ask_everything(&bench);
            bench.follower.mend().unwrap();
            assert!(bench.follower.is_building(), "{name}");
            assert_eq!(bench.index.taken_so_far(), Some(0), "{name}");
            ask_everything(&bench);
            bench.complete(paper());
            assert_eq!(bench.found("regatta"), [5], "{name}");
            assert_eq!(bench.index.taken_so_far(), None, "{name}");
            let remade = bench.index.check().unwrap().remade.unwrap();
            assert!(remade.contains("it was damaged"), "{name}: {remade}");
            bench.follower.mend().unwrap();
            assert!(!bench.follower.is_building(), "{name}: once is enough");
        }
    }
}

#[test]
fn a_folder_that_is_taken_away_with_its_lock_is_begun_again() {
    let bench = Bench::of_the_paper();
    let Bench { folder, index, mut follower } = bench;
    fs::remove_dir_all(folder.path()).unwrap();
    assert!(follower.mend().is_err());
    drop(follower);
    let follower = index.follow().unwrap().unwrap();
    assert!(follower.is_building());
    let mut bench = Bench { folder, index, follower };
    bench.complete(paper());
    assert_eq!(bench.found("regatta"), [5]);
    assert!(bench.index.health().unwrap().remade.unwrap().contains("taken away"));
}

#[test]
fn a_lost_name_of_the_present_generation_is_written_again() {
    let mut bench = Bench::of_the_paper();
    fs::remove_file(bench.folder.path().join("current")).unwrap();
    bench.follower.mend().unwrap();
    assert!(!bench.follower.is_building());
    assert!(bench.folder.path().join("current").exists());
}

#[test]
fn what_the_index_does_to_its_own_files_is_no_damage() {
    let mut bench = Bench::of_the_paper();
    for round in 0..40 {
        bench.change(vec![article(100 + round, "Fog", "Thick fog.", 0)], vec![99 + round]);
        if round % 10 == 0 {
            bench.follower.rest().unwrap();
        }
        bench.follower.mend().unwrap();
        assert!(!bench.follower.is_building(), "round {round}");
    }
    assert_eq!(bench.found("fog"), [139]);
    let file = files(&bench.folder.path().join("1"), &["idx"]).remove(0);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, bytes).unwrap();
    bench.follower.mend().unwrap();
    assert!(!bench.follower.is_building(), "a file that was put back as it was is well");
}

#[test]
fn damage_while_the_index_is_built_begins_the_building_again() {
    let mut bench = Bench::of_the_paper();
    bench.follower.remake(Some("asked for".to_owned())).unwrap();
    let next = bench.folder.path().join("2");
    fs::remove_file(next.join("meta.json")).unwrap();
    bench.follower.mend().unwrap();
    bench.complete(paper());
    assert_eq!(bench.found("regatta"), [5]);
}
