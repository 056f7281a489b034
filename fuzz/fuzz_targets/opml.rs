//! Any bytes as OPML: no panic, and what is written reads the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_parse::opml;

fuzz_target!(|bytes: &[u8]| {
    let (list, _) = opml::parse(bytes);
    let written = opml::write(&list);
    let (again, _) = opml::parse(written.as_bytes());
    let feeds = |list: &opml::Opml| list.feeds().iter().map(|one| one.feed.to_owned()).collect::<Vec<_>>();
    assert_eq!(feeds(&again), feeds(&list), "{written}");
    assert_eq!(opml::write(&again), written);
});
