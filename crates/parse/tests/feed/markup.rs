//! Markup in every way that feeds put it: escaped, in CDATA, as elements, twice escaped; with addresses, languages, entities.

use serde_json::{Value, json};

use crate::read::{atom, feed_of, json as feed_json, rss};

fn summary(item: &str) -> Value {
    rss(&format!("<description>{item}</description>"))["entries"][0]["summary"].clone()
}

#[test]
fn markup_is_the_same_however_it_is_put() {
    for item in [
        "&lt;p&gt;Fog &amp;amp; &lt;b&gt;ferries&lt;/b&gt;&lt;/p&gt;",
        "<![CDATA[<p>Fog &amp; <b>ferries</b></p>]]>",
        "<p>Fog &amp; <b>ferries</b></p>",
        "&#60;p&#62;Fog &#38;amp; &#x3C;b>ferries&lt;/b>&lt;/p>",
        "<![CDATA[<p>Fog ]]>&amp;amp; <![CDATA[<b>ferries</b></p>]]>",
        "&amp;lt;p&amp;gt;Fog &amp;amp;amp; &amp;lt;b&amp;gt;ferries&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;",
    ] {
        assert_eq!(summary(item), "<p>Fog &amp; <b>ferries</b></p>", "{item}");
    }
}

#[test]
fn twice_escaped_markup_is_mended_with_a_warning_and_talk_of_tags_is_left() {
    let twice = "<rss><channel><item><description>&amp;lt;p&amp;gt;x&amp;lt;/p&amp;gt;</description></item></channel></rss>";
    assert!(feed_of(twice).1.iter().any(|warning| warning.contains("escaped twice")));
    assert_eq!(
        summary("How the &amp;lt;p&amp;gt; element came to be"),
        "How the &lt;p&gt; element came to be"
    );
}

#[test]
fn atom_says_what_its_texts_are() {
    for (entry, value, kind) in [
        ("<title>a &lt; b</title>", "a < b", "text/plain"),
        (
            "<title type='html'>a &lt;em&gt;b&lt;/em&gt; &amp;amp; c</title>",
            "a <em>b</em> &amp; c",
            "text/html",
        ),
        (
            "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <em>b</em> &amp; c</div></title>",
            "a <em>b</em> &amp; c",
            "application/xhtml+xml",
        ),
        (
            "<title type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'>a <h:em>b</h:em><h:br/></h:div></title>",
            "a <em>b</em><br>",
            "application/xhtml+xml",
        ),
    ] {
        let feed = atom(entry);
        let title = &feed["entries"][0]["title_detail"];
        assert_eq!((&title["value"], &title["type"]), (&json!(value), &json!(kind)), "{entry}");
    }
    let feed = atom("<content src='/film.mp4' type='video/mp4'/><summary>A film</summary>");
    assert_eq!(feed["entries"][0]["content"][0]["src"], "https://quay.example/film.mp4");
}

#[test]
fn plain_text_that_reads_like_a_tag_cannot_become_one() {
    let feed = atom("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>");
    assert_eq!(feed["entries"][0]["title"], "&lt;script&gt;alert(1)&lt;/script&gt;");
}

#[test]
fn bases_are_kept_at_every_level_and_inside_markup() {
    let feed = feed_json(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/one/'><link href='index'/>\
         <entry xml:base='two/'><link href='post'/><content type='html' xml:base='/three/'>\
         &lt;a href=\"x\"&gt;&lt;img src='//c.example/p.png'&gt;&lt;/a&gt;</content></entry></feed>",
    );
    assert_eq!(feed["feed"]["link"], "https://b.example/one/index");
    assert_eq!(feed["entries"][0]["link"], "https://b.example/one/two/post");
    let html = r#"<a href="https://b.example/three/x"><img src="https://c.example/p.png"></a>"#;
    assert_eq!(feed["entries"][0]["content"][0]["value"], html);
    assert_eq!(summary("<![CDATA[<a href='../x'>y</a>]]>"), r#"<a href="https://quay.example/x">y</a>"#);
}

#[test]
fn languages_are_inherited_and_overruled() {
    let feed = feed_json(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de-CH'><title>Kai</title><entry><title>Nebel</title>\
         </entry><entry xml:lang='fr'><title>Brume</title><summary xml:lang='it'>Nebbia</summary></entry></feed>",
    );
    assert_eq!(feed["feed"]["language"], "de-CH");
    assert_eq!(feed["entries"][0]["title_detail"]["language"], "de-CH");
    assert_eq!(feed["entries"][1]["title_detail"]["language"], "fr");
    assert_eq!(feed["entries"][1]["summary_detail"]["language"], "it");
}

#[test]
fn entities_of_html_numbers_and_own_declarations() {
    let feed = feed_json(
        "<!DOCTYPE rss [<!ENTITY quay 'The Quay'>]><rss><channel><title>&quay;: caf&eacute; &#8212; &#x2014; &nbsp;AT&T &hellip;\
         </title></channel></rss>",
    );
    assert_eq!(feed["feed"]["title"], "The Quay: café — — \u{A0}AT&T …");
}

#[test]
fn active_content_is_taken_out_of_every_field() {
    let poison = "&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;a href='java&#10;script:x'&gt;y&lt;/a&gt;";
    for field in [
        "title",
        "description",
        "content:encoded",
        "copyright",
        "media:description",
        "itunes:summary",
        "body",
    ] {
        let text = rss(&format!("<{field}>{poison}</{field}>")).to_string();
        for part in ["onerror", "<script", "javascript:", "alert(1)</"] {
            assert!(!text.contains(part), "{field}: {text}");
        }
    }
}
