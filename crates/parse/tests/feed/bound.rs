//! Feeds that are too much: each bound holds, in time that grows with the input only.

use std::fmt::Write;

use tidings_parse::feed::{self, Context, Entries, Limits};

use crate::read::feed_of;

#[test]
fn too_much_entity_bombs_grow_nothing() {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY a0 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>".to_owned();
    for level in 1..40 {
        write!(bomb, "<!ENTITY a{level} '{}'>", format!("&a{};", level - 1).repeat(10)).unwrap();
    }
    bomb.push_str("]><rss><channel><item><title>&a39;&a0;</title></item></channel></rss>");
    let (parsed, _) = feed_of(&bomb);
    assert!(parsed.entries[0].title_text().unwrap().len() < 200);
}

#[test]
fn too_much_external_entities_are_never_read() {
    let (parsed, _) = feed_of(
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title></item></channel></rss>",
    );
    assert_eq!(parsed.entries[0].title_text().as_deref(), Some("&x;"));
}

#[test]
fn too_much_nesting_is_passed_over() {
    for open in [
        "<a>",
        "<item>",
        "<channel>",
        "<media:group>",
        "<outline>",
        "<div>",
        "<title>",
        "<source>",
        "<entry><source>",
    ] {
        for around in ["", "<rss><channel>", "<rss><channel><item>", "<feed><entry><content type='xhtml'>"] {
            let text = format!("{around}{}<title>Deep</title>", open.repeat(200_000));
            feed_of(&text);
        }
    }
}

#[test]
fn too_much_attributes_and_long_names() {
    let attributes: String = (0..100_000).fold(String::new(), |mut all, number| {
        write!(all, " a{number}='b'").unwrap();
        all
    });
    let spaces = attributes.replace(" a", " xmlns:a");
    for many in [attributes, spaces] {
        let (parsed, _) = feed_of(format!(
            "<rss{many}><channel{many}><item{many}><title{many}>One</title></item></channel></rss>"
        ));
        assert_eq!(parsed.entries[0].title_text().as_deref(), Some("One"));
    }
    feed_of(format!("<{0}><{0}:{0}>", "x".repeat(2_000_000)));
}

#[test]
fn too_much_text_is_cut_with_a_warning() {
    let limits = Limits { text_bytes: 1000, ..Limits::default() };
    let text = format!(
        "<rss><channel><item><title>{0}</title><description>{0}</description></item></channel></rss>",
        "ö".repeat(500_000)
    );
    let (parsed, warnings) = feed::parse(text.as_bytes(), &Context { limits, ..Context::default() });
    assert!(parsed.entries[0].title_text().unwrap().len() <= 1000);
    assert!(warnings.iter().any(|warning| warning.0.contains("too long")), "{warnings:?}");
}

#[test]
fn too_much_items_end_with_a_warning() {
    let text = format!("<rss><channel>{}</channel></rss>", "<item><title>x</title></item>".repeat(20_000));
    let (parsed, warnings) = feed_of(&text);
    assert_eq!(parsed.entries.len(), Limits::default().items);
    assert!(warnings.iter().any(|warning| warning.contains("more entries")), "{warnings:?}");
    let limits = Limits { items: 30_000, ..Limits::default() };
    assert_eq!(Entries::new(&text, &Context { limits, ..Context::default() }).count(), 20_000);
}

#[test]
fn too_much_of_anything_broken_takes_linear_time() {
    for piece in [
        "<item",
        "<item><title",
        "<![CDATA[",
        "<!--",
        "&",
        "&lt;",
        "<a b='",
        "</item>",
        "<link href='x'>",
        "<?x",
        "<?x >",
        "<!DOCTYPE x [",
        "]]>",
        "<title>&#",
        "<p><b>",
    ] {
        for around in ["", "<rss><channel><item><description>"] {
            feed_of(format!("{around}{}", piece.repeat(50_000)));
        }
    }
}

#[test]
fn too_much_is_what_the_caller_says() {
    let text = "<rss><channel><item><title>One</title><enclosure a='' b='' c='' url='https://quay.example/a.mp3'/></item></channel></rss>";
    let enclosures = |attributes: usize| {
        let limits = Limits { attributes, ..Limits::default() };
        let (parsed, _) = feed::parse(text.as_bytes(), &Context { limits, ..Context::default() });
        serde_json::to_value(&parsed).unwrap()["entries"][0]["enclosures"].clone()
    };
    assert!(enclosures(4).to_string().contains("quay.example"));
    assert!(!enclosures(3).to_string().contains("quay.example"));
}
