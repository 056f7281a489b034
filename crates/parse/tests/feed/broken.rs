//! Broken feeds: what can be read is read, and a warning says what was mended.

use crate::read::feed_of;

fn titles(text: impl AsRef<[u8]>) -> (Vec<String>, Vec<String>) {
    let (parsed, warnings) = feed_of(text);
    (parsed.entries.iter().map(|entry| entry.title_text().unwrap_or_default()).collect(), warnings)
}

fn two(text: &str) -> Vec<String> {
    let (titles, warnings) = titles(text);
    assert_eq!(titles, ["One", "Two"], "{text}");
    warnings
}

#[test]
fn tags_left_open_crossed_or_closed_twice() {
    for text in [
        "<rss><channel><item><title>One</title><item><title>Two</title></channel></rss>",
        "<rss><channel><item><title>One</item><item><title>Two</item></channel></rss>",
        "<rss><channel><item><title>One</title></item></item><item><title>Two</title></item></channel></rss>",
        "<rss><channel><item><title>One</title><description><p>a<p>b</description></item><item><title>Two</title></item>",
        "<rss><channel><item><title>One</title><description><b>a</p></description></item><item><title>Two</title></item></rss>",
        "<rss><channel><title>x<item><title>One</title></item><item><title>Two</title></item></channel></rss>",
    ] {
        two(text);
    }
    let warnings = two("<rss><channel><item><title>One</item><item><title>Two</item></channel></rss>");
    assert!(warnings.iter().any(|warning| warning.contains("not well formed")), "{warnings:?}");
}

#[test]
fn hundreds_of_elements_without_an_end_tag_are_all_read() {
    let item = "<item><title>One<link>https://quay.example/1<description>Fog<p>more</item>";
    let (found, warnings) = titles(format!("<rss><channel>{}</channel></rss>", item.repeat(500)));
    assert_eq!(found, vec!["One"; 500]);
    assert!(warnings.iter().any(|warning| warning.contains("without an end tag")), "{warnings:?}");
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came() {
    let whole = "<rss><channel><item><title>One</title></item><item><title>Two</title><description>Much more";
    let (found, warnings) = titles(whole);
    assert_eq!(found, ["One", "Two"]);
    assert!(warnings.iter().any(|warning| warning.contains("ends before")), "{warnings:?}");
    for end in 0..whole.len() {
        assert!(titles(whole.get(..end).unwrap()).0.len() <= 2);
    }
}

#[test]
fn stray_characters_cost_only_themselves() {
    for text in [
        "<rss><channel><item><title>One</title> < & > <link>a&b</link></item><item><title>Two</title></item></channel></rss>",
        "junk before <rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss> and after",
        "\n\n<?xml version='1.0'?><rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss>",
        "<rss><channel><item><title>One</title><a b='c>d</a></item><item><title>Two</title></item></channel></rss>",
        "<rss><channel><item a=b c><title x=>One</title></item><item/><title>Two</title></channel></rss>"
            .replace("<item/><title>Two</title>", "<item><title>Two</title></item>")
            .as_str(),
        "<rss>\0<channel>\u{8}<item><title>O\u{1}ne</title></item><item><title>Two</title></item></channel></rss>",
    ] {
        two(text);
    }
}

#[test]
fn nothing_known_around_the_items_hides_them() {
    two(
        "<html><body><rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss></body></html>",
    );
    two("<list><item><title>One</title></item><item><title>Two</title></item></list>");
    two("<item><title>One</title></item><item><title>Two</title></item>");
}

#[test]
fn encodings_by_mark_header_declaration_and_guess() {
    let text = "<?xml version='1.0' encoding='NAME'?><rss><channel><item><title>Åre möte</title></item></channel></rss>";
    let latin: Vec<u8> =
        text.replace("NAME", "iso-8859-1").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> = text.replace("NAME", "utf-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [vec![0xFF, 0xFE], wide.clone()].concat();
    let undeclared: Vec<u8> = text.chars().skip(38).map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let false_name = text.replace("NAME", "us-ascii").into_bytes();
    for bytes in [latin, wide, marked, undeclared, false_name, text.replace("NAME", "utf-8").into_bytes()] {
        assert_eq!(titles(&bytes).0, ["Åre möte"], "{}", String::from_utf8_lossy(&bytes));
    }
    let (cyrillic, _, _) = encoding_rs::KOI8_R
        .encode("<rss><channel><item><title>Новости порта сегодня</title></item></channel></rss>");
    assert_eq!(titles(&cyrillic).0, ["Новости порта сегодня"]);
}
