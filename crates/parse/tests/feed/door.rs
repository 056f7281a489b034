//! What leaves the parser: addresses that can be followed, titles and names in words, JSON that is nearly JSON.

use serde_json::Value;

use crate::read::{atom, feed_of, json, rss};

/// Every address below a value that stands under a name of addresses.
fn addresses(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_address = matches!(
                    name.as_str(),
                    "href" | "link" | "url" | "src" | "icon" | "logo" | "comments" | "docs"
                );
                found.extend(value.as_str().filter(|_| is_address).map(str::to_owned));
                addresses(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| addresses(value, found)),
        _ => {}
    }
}

const ATTACKS: [&str; 9] = [
    "javascript:alert(1)",
    " java&#9;script:alert(1)",
    "&amp;#106;avascript:alert(1)",
    "JaVaScRiPt://quay.example/%0aalert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://quay.example/1",
    "java script:alert(1)",
];

#[test]
fn no_address_of_another_kind_leaves_in_any_element() {
    for attack in ATTACKS {
        let feeds = [
            rss(&format!(
                "<link>{attack}</link><comments>{attack}</comments><enclosure url='{attack}' type='image/png'/>\
                 <media:content url='{attack}'/><media:thumbnail url='{attack}'/><itunes:image href='{attack}'/>\
                 <image><url>{attack}</url><link>{attack}</link></image><source url='{attack}'>x</source>\
                 <wfw:comment>{attack}</wfw:comment><media:player url='{attack}'/><guid>{attack}</guid>"
            )),
            atom(&format!(
                "<link href='{attack}'/><link rel='enclosure' href='{attack}'/><author><name>A</name><uri>{attack}</uri></author>\
                 <icon>{attack}</icon><logo>{attack}</logo><content src='{attack}' type='text/html'/>\
                 <source><link href='{attack}'/></source>"
            )),
            json(format!(
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item rdf:about='{attack}'><title>x</title></item></rdf:RDF>"
            )),
            json(format!("<channel href='{attack}'><item href='{attack}'><title>x</title></item></channel>")),
            json(format!(
                "<html><body class='h-feed'><div class='h-entry'><a class='u-url' href='{attack}'>x</a><img class='u-photo' src='{attack}'>\
                 <a class='p-author h-card' href='{attack}'>A</a></div></body></html>"
            )),
        ];
        for feed in feeds {
            let mut found = Vec::new();
            addresses(&feed, &mut found);
            let bad = found.iter().find(|address| {
                let folded: String = address.chars().filter(|c| !c.is_whitespace()).collect();
                folded.contains(':') && !folded.starts_with("http") && !folded.starts_with("mailto:")
            });
            assert_eq!(bad, None, "{attack}: {feed}");
        }
    }
}

#[test]
fn a_good_link_stays_beside_a_bad_one_and_loses_what_was_written_behind_it() {
    let feed = rss("<link>https://quay.example/a</link><atom:link href='javascript:x'/>");
    assert_eq!(feed["entries"][0]["link"], "https://quay.example/a");
    let feed = rss("<link><![CDATA[https://quay.example/a\"> <img src=\"1\" onerror=\"x()\">]]></link>");
    assert_eq!(feed["entries"][0]["link"], "https://quay.example/a");
    let feed = atom("<link href='mailto:desk@quay.example'/>");
    assert_eq!(feed["entries"][0]["link"], "mailto:desk@quay.example");
}

fn title(feed: &str) -> String {
    feed_of(feed).0.entries[0].title_text().unwrap_or_default()
}

#[test]
fn titles_that_speak_of_tags_keep_them() {
    for (written, read) in [
        ("Plan: &lt;a&gt; acting as &lt;area&gt; in maps", "Plan: <a> acting as <area> in maps"),
        ("<![CDATA[What does <script type=\"module\"> do?]]>", "What does <script type=\"module\"> do?"),
        ("Vec&lt;T&gt; is &lt;b&gt;fast&lt;/b&gt; &amp;amp; small", "Vec<T> is fast & small"),
        ("Ten uses of &amp;lt;template&amp;gt;", "Ten uses of <template>"),
        ("The &lt;b&gt;very&lt;/b&gt; last day", "The very last day"),
        ("safe&lt;script type='x'&gt;y()&lt;/script&gt; text", "safe text"),
    ] {
        let item =
            format!("<rss version='2.0'><channel><item><title>{written}</title></item></channel></rss>");
        assert_eq!(title(&item), read, "{written}");
        let entry = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>{written}</title></entry></feed>"
        );
        assert_eq!(title(&entry), read, "{written}");
    }
    let entry = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>When &lt;dialog&gt; closes</title></entry></feed>";
    assert_eq!(title(entry), "When <dialog> closes");
}

#[test]
fn names_written_as_markup_are_words() {
    let links = "&lt;a href=\"https://quay.example/h\"&gt;Iris Holm&lt;/a&gt;, &lt;a href=\"https://quay.example/r\"&gt;Pavel Rusk&lt;/a&gt;";
    let feed = rss(&format!("<dc:creator>{links}</dc:creator>"));
    assert_eq!(feed["entries"][0]["author"], "Iris Holm, Pavel Rusk");
    let feed = rss(
        "<author>&lt;a href='mailto:iris@quay.example'&gt;&lt;b&gt;Iris&lt;/b&gt; Holm&lt;/a&gt;</author>",
    );
    assert_eq!(feed["entries"][0]["author"], "Iris Holm (iris@quay.example)");
    let feed = atom("<author><name>&lt;i&gt;Iris&lt;/i&gt; &amp;amp; Pavel</name></author>");
    assert_eq!(feed["entries"][0]["author"], "Iris & Pavel");
}

#[test]
fn json_that_is_nearly_json_gives_its_items_and_a_warning() {
    let strict = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [{"id": "1", "content_text": "One"}, {"id": "2", "content_text": "Two"}]}"#;
    let variants = [
        strict.replace("One", "One\nline\tand\u{1}more"),
        strict.replace("}]}", "},],}"),
        strict.replace("\"title\"", "/* ours */ \"title\""),
        strict.replace("\"1\"", "NaN"),
        format!("callback({strict});"),
        format!(")]}}'\n{strict}"),
        format!("[{strict}]"),
        strict.strip_suffix("\"}]}").unwrap().to_owned(),
    ];
    for text in variants {
        let (feed, warnings) = feed_of(&text);
        assert_eq!(feed.entries.len(), 2, "{text}");
        assert!(warnings.iter().any(|warning| warning.contains("JSON")), "{text}: {warnings:?}");
    }
    assert_eq!(feed_of(strict).1, Vec::<String>::new());
}

#[test]
fn one_value_in_place_of_a_list_is_a_list_of_one() {
    let feed = json(
        r#"{"version": "https://jsonfeed.org/version/1.1", "items": {"id": 1, "url": ["https://quay.example/1"], "authors": {"name": "Iris"},
            "tags": "fog", "attachments": {"url": "a.mp3", "mime_type": "audio/mpeg"}, "content_html": "x"}}"#,
    );
    let item = &feed["entries"][0];
    assert_eq!((&item["author"], &item["category"]), (&"Iris".into(), &"fog".into()));
    assert_eq!(item["enclosures"][0]["href"], "https://quay.example/news/a.mp3");
    assert_eq!(item["link"], "https://quay.example/1");
}
