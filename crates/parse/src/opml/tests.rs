//! Lists as readers write them, and what comes back when they are written again.

use super::{Opml, parse, write};

fn listed(text: &str) -> Vec<(String, String, Vec<String>)> {
    let (list, _) = parse(text.as_bytes());
    let feeds = list.feeds();
    let own = |folders: &[&str]| folders.iter().map(|folder| (*folder).to_owned()).collect();
    feeds.iter().map(|one| (one.outline.title.clone(), one.feed.to_owned(), own(&one.folders))).collect()
}

const NESTED: &str = "<?xml version='1.0'?><opml version='2.0' xmlns:lake='https://lake.test/ns'>\
    <head><title>My &amp; yours</title></head><body>\
    <outline text='North'><outline text='Lakes' isOpen='True'>\
    <outline type='rss' text='Lund Post' xmlUrl='http://lund.test/f?a=1&amp;b=2' htmlUrl='http://lund.test/' \
    lake:depth='&quot;7&quot;'/></outline></outline>\
    <outline title='Loose' xmlURL='http://loose.test/f'/></body></opml>";

#[test]
fn folders_titles_and_addresses() {
    let feeds = listed(NESTED);
    let folders = vec!["North".to_owned(), "Lakes".to_owned()];
    assert_eq!(
        feeds,
        [
            ("Lund Post".to_owned(), "http://lund.test/f?a=1&b=2".to_owned(), folders),
            ("Loose".to_owned(), "http://loose.test/f".to_owned(), vec![]),
        ]
    );
}

#[test]
fn what_is_written_reads_the_same() {
    let (list, warnings) = parse(NESTED.as_bytes());
    assert_eq!(warnings, []);
    assert_eq!(list.title.as_deref(), Some("My & yours"));
    assert_eq!(list.namespaces.get("lake").map(String::as_str), Some("https://lake.test/ns"));
    let (mut again, _) = parse(write(&list).as_bytes());
    if let Some(loose) = again.outlines.last_mut() {
        assert_eq!(loose.attributes.remove("type").as_deref(), Some("rss"));
    }
    assert_eq!(again, list);
}

#[test]
fn broken_lists_keep_their_feeds() {
    for text in [
        "<opml><body><outline text='A' xmlUrl='http://a.test/f?x=1&y=2'></body></opml>",
        "<OPML><BODY><OUTLINE TEXT='A' XMLURL='http://a.test/f?x=1&amp;y=2'/>",
        "<body><outline text=\"A\" type='RSS' url=\"http://a.test/f?x=1&y=2\">",
        "<outline text='A' xmlUrl='http://a.test/f?x=1&y=2'",
    ] {
        let feeds = listed(text);
        let expected = usize::from(text.ends_with('>'));
        assert_eq!(feeds.len(), expected, "{text}");
        assert!(feeds.iter().all(|(_, feed, _)| feed == "http://a.test/f?x=1&y=2"), "{text}");
    }
}

#[test]
fn a_folder_without_a_name_is_none() {
    let list = "<opml><body><outline><outline text='A' xmlUrl='http://a.test/f'/></outline>\
        <outline text=' '><outline text='Deep'><outline text='B' xmlUrl='http://b.test/f'/></outline></outline></body></opml>";
    let feeds = listed(list);
    assert_eq!(feeds[0].2, Vec::<String>::new());
    assert_eq!(feeds[1].2, ["Deep"]);
}

#[test]
fn lists_of_every_shape() {
    let feeds = listed(
        "<opml><body><outline text='A' xmlUrl='feed://a.test/f'>\
         <outline text='B' xmlUrl='feed:https://b.test/f' category='/News/Lakes,/Boats'/>\
         <outline type='rss' title='C' xmlUrl='c.test/f'/><outline text='D' feedUrl=' http://d.test/f '/></body></opml>",
    );
    let addresses: Vec<_> = feeds.iter().map(|(_, address, _)| address.as_str()).collect();
    assert_eq!(addresses, ["http://a.test/f", "https://b.test/f", "http://c.test/f", "http://d.test/f"]);
    assert_eq!(feeds[1].2, ["News", "Lakes"]);
    assert_eq!(feeds[3].2, Vec::<String>::new());
}

#[test]
fn deep_and_long_lists_are_bounded() {
    let deep = "<outline text='x'>".repeat(50_000) + "<outline text='A' xmlUrl='http://a.test/f'/>";
    assert_eq!(listed(&deep).len(), 1);
    let (list, _) = parse(b"plain words");
    assert_eq!(list.outlines.len(), 0);
}

#[test]
fn writing_what_was_written_changes_nothing() {
    let list =
        "<opml><body><outline title=\"a\" xmlURL=\"http://a.test/f\"><outline type=RSS url=\"b\"></body>";
    let written = write(&parse(list.as_bytes()).0);
    assert_eq!(write(&parse(written.as_bytes()).0), written);
}

#[test]
fn an_empty_address_is_no_feed() {
    let list = "<opml><body><outline text='A' type='RSS' url=''/><outline text='B' xmlUrl=''/></body></opml>";
    assert_eq!(listed(list).len(), 0);
}

#[test]
fn a_prefix_that_is_no_name_is_not_written() {
    let spaces = [("<!xml", "u"), ("q\"?", "v"), ("lake", "https://lake.example/")];
    let namespaces = spaces.map(|(prefix, address)| (prefix.to_owned(), address.to_owned())).into();
    let written = write(&Opml { namespaces, ..Opml::default() });
    assert!(!written.contains("<!xml"), "{written}");
    assert!(written.contains("xmlns:lake"), "{written}");
    assert_eq!(write(&parse(written.as_bytes()).0), written);
}
