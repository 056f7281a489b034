//! Pages of fictional people that are feeds.

use crate::feed::{Context, ParsedFeed, Version, parse};

fn read(html: &str) -> ParsedFeed {
    let context = Context { base_url: Some("https://mara.example/notes/".to_owned()), ..Context::default() };
    parse(html.as_bytes(), &context).0
}

const PAGE: &str = r#"<!doctype html><html lang="sv"><head><title>Mara writes</title>
<link rel="hub" href="https://hub.example/"><link rel="self" href="/notes/"></head><body>
<main class="h-feed"><h1 class="p-name">Notes from the quay</h1>
<a class="p-author h-card" href="https://mara.example/"><img class="u-photo" src="/me.png" alt="">Mara Lund</a>
<article class="h-entry" lang="en"><h2 class="p-name"><a class="u-url" href="fog">Fog on the water</a></h2>
 <time class="dt-published" datetime="2026-11-20T08:00:00+01:00">Friday</time>
 <p class="p-summary">Nothing to be seen.</p><img class="u-photo" src="fog.jpg" alt="Fog">
 <div class="e-content"><p>It was <b>grey</b>.<script>x()</script> <a href="../old">Before</a></p></div>
 <a class="p-category" href="/tag/fog">fog</a> <span class="p-category">sea</span>
 <div class="u-comment h-cite"><p class="p-name">A comment</p><a class="u-url" href="/c1">c</a></div></article>
<article class="h-entry"><div class="e-content p-name">Only a short note.</div>
 <a class="u-url" href="/notes/2"><span class="dt-published"><span class="value">2026-11-21</span> at
 <span class="value">10:30</span></span></a></article>
</main></body></html>"#;

#[test]
fn a_page_with_h_feed_is_a_feed() {
    let page = read(PAGE);
    assert_eq!(page.version, Some(Version::HFeed));
    assert_eq!(page.feed.title_text().as_deref(), Some("Notes from the quay"));
    assert_eq!(page.feed.language(), Some("sv"));
    assert_eq!(page.feed.hub(), Some("https://hub.example/"));
    assert_eq!(page.feed.self_link(), Some("https://mara.example/notes/"));
    let author = &page.feed.record().authors[0];
    assert_eq!(author.name.as_deref(), Some("Mara Lund"));
    assert_eq!(author.href.as_deref(), Some("https://mara.example/"));
    assert_eq!(page.entries.len(), 2);
}

#[test]
fn an_entry_has_its_properties_and_not_those_of_what_it_cites() {
    let entry = &read(PAGE).entries[0];
    assert_eq!(entry.title_text().as_deref(), Some("Fog on the water"));
    assert_eq!(entry.link(), Some("https://mara.example/notes/fog"));
    assert_eq!(entry.published().unwrap().to_rfc3339(), "2026-11-20T07:00:00Z");
    assert_eq!(entry.language(), Some("en"));
    let content = entry.content_html().unwrap().into_string();
    assert!(content.contains("<b>grey</b>") && content.contains("https://mara.example/old"), "{content}");
    assert!(!content.contains("x()"), "{content}");
    assert_eq!(entry.tags().iter().map(|tag| tag.term.as_str()).collect::<Vec<_>>(), ["fog", "sea"]);
    assert_eq!(entry.pictures(), ["https://mara.example/notes/fog.jpg"]);
}

#[test]
fn a_note_has_no_title_and_a_date_in_parts() {
    let entry = &read(PAGE).entries[1];
    assert_eq!(entry.title_text(), None);
    assert_eq!(entry.link(), Some("https://mara.example/notes/2"));
    assert_eq!(entry.published().unwrap().to_rfc3339(), "2026-11-21T10:30:00Z");
}

#[test]
fn entries_without_a_feed_around_them_are_read_under_the_pages_title() {
    let page = read(
        "<html><title>Quay</title><p class=h-entry><a href=/one>One</a></p><a class='h-entry' href=/two>Two</a>",
    );
    assert_eq!(page.feed.title_text().as_deref(), Some("Quay"));
    let found: Vec<_> =
        page.entries.iter().map(|entry| (entry.title_text().unwrap(), entry.link().unwrap())).collect();
    let expected = [("One", "https://mara.example/one"), ("Two", "https://mara.example/two")];
    assert_eq!(found, expected.map(|(title, link)| (title.to_owned(), link)));
}

#[test]
fn a_page_without_marks_is_no_feed() {
    let (page, warnings) = parse(b"<html><title>About h-entry</title><p>Text", &Context::default());
    assert_eq!((page.version, page.entries.len()), (None, 0));
    assert!(warnings.iter().any(|warning| warning.0.contains("no feed")), "{warnings:?}");
}
