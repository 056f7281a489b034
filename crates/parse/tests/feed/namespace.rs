//! Each namespace of the issue: content, dc, dcterms, media, itunes, georss, slash, wfw, thr, source, podcast.

use serde_json::{Value, json};

use crate::read::{SPACES, atom, json as feed_json, rss};

fn entry(feed: &Value) -> &Value {
    &feed["entries"][0]
}

#[test]
fn content_stands_beside_the_summary() {
    let feed = rss(
        "<description>Short</description><content:encoded><![CDATA[<p>Long <em>text</em></p>]]></content:encoded>",
    );
    assert_eq!(entry(&feed)["summary"], "Short");
    assert_eq!(entry(&feed)["content"][0]["value"], "<p>Long <em>text</em></p>");
    assert_eq!(entry(&feed)["content"][0]["type"], "text/html");
}

#[test]
fn dublin_core_fills_in_for_what_rss_lacks() {
    let feed = rss(
        "<dc:title>Fog</dc:title><dc:creator>Mara Lund</dc:creator><dc:date>2026-11-20T08:00+01:00</dc:date>\
         <dc:subject>sea</dc:subject><dc:language>sv</dc:language><dc:rights>CC0</dc:rights>\
         <dc:publisher>Quay Press</dc:publisher><dc:contributor>Ib Holm</dc:contributor>",
    );
    let entry = entry(&feed);
    assert_eq!((&entry["title"], &entry["author"]), (&json!("Fog"), &json!("Mara Lund")));
    assert_eq!(entry["updated_parsed"], "2026-11-20T07:00:00Z");
    assert_eq!((&entry["tags"][0]["term"], &entry["language"]), (&json!("sea"), &json!("sv")));
    assert_eq!((&entry["rights"], &entry["publisher"]), (&json!("CC0"), &json!("Quay Press")));
    assert_eq!(entry["contributors"][0]["name"], "Ib Holm");
}

#[test]
fn own_elements_win_over_those_of_modules() {
    for item in [
        "<title>Own</title><media:title>Media</media:title><dc:title>Dublin</dc:title>",
        "<dc:title>Dublin</dc:title><media:title>Media</media:title><title>Own</title>",
        "<media:content url='/a.jpg'><media:title>Inner</media:title></media:content><itunes:title>Pod</itunes:title><title>Own</title>",
    ] {
        assert_eq!(entry(&rss(item))["title"], "Own", "{item}");
    }
}

#[test]
fn dcterms_give_dates() {
    let feed = rss(
        "<dcterms:issued>2026-11-20</dcterms:issued><dcterms:modified>2026-11-21T00:00:00Z</dcterms:modified>\
                    <dcterms:created>2026-11-19</dcterms:created>",
    );
    assert_eq!(entry(&feed)["published_parsed"], "2026-11-20T00:00:00Z");
    assert_eq!(entry(&feed)["updated_parsed"], "2026-11-21T00:00:00Z");
    assert_eq!(entry(&feed)["created_parsed"], "2026-11-19T00:00:00Z");
}

#[test]
fn media_rss_in_groups_and_alone() {
    let feed = rss(
        "<media:group><media:content url='/a.jpg' type='image/jpeg' width='640'/><media:content url='b.mp4' \
         medium='video'><media:thumbnail url='/t.jpg'/></media:content></media:group>\
         <media:description>A ferry</media:description><media:credit role='photographer'>Ib Holm</media:credit>\
         <media:keywords>fog, sea</media:keywords><media:rating scheme='urn:x'>adult</media:rating>",
    );
    let entry = entry(&feed);
    assert_eq!(entry["media_content"][0]["url"], "https://quay.example/a.jpg");
    assert_eq!(entry["media_content"][1]["url"], "https://quay.example/news/b.mp4");
    assert_eq!(entry["media_thumbnail"][0]["url"], "https://quay.example/t.jpg");
    assert_eq!(entry["media_credit"][0]["content"], "Ib Holm");
    assert_eq!((&entry["summary"], &entry["tags"][1]["term"]), (&json!("A ferry"), &json!("sea")));
    assert_eq!(entry["media_rating"]["content"], "adult");
}

#[test]
fn podcasts_by_apple_and_by_the_open_namespace() {
    let feed = rss(
        "<itunes:author>Mara Lund</itunes:author><itunes:duration>12:30</itunes:duration><itunes:explicit>yes</itunes:explicit>\
         <itunes:image href='/p.jpg'/><itunes:summary>Talk</itunes:summary><itunes:episode>4</itunes:episode>\
         <itunes:keywords>sea, fog</itunes:keywords><podcast:transcript url='/t.srt' type='application/srt'/>\
         <podcast:chapters url='/c.json' type='application/json+chapters'/><podcast:season name='North'>2</podcast:season>\
         <enclosure url='/a.mp3' length='10' type='audio/mpeg'/>",
    );
    let entry = entry(&feed);
    assert_eq!((&entry["author"], &entry["itunes_duration"]), (&json!("Mara Lund"), &json!("12:30")));
    assert_eq!((&entry["itunes_explicit"], &entry["itunes_episode"]), (&json!(true), &json!("4")));
    assert_eq!(entry["image"]["href"], "https://quay.example/p.jpg");
    assert_eq!((&entry["summary"], &entry["tags"][1]["term"]), (&json!("Talk"), &json!("fog")));
    assert_eq!(entry["podcast_transcript"]["url"], "/t.srt");
    assert_eq!(
        (&entry["podcast_season"], &entry["podcast_chapters"]["type"]),
        (&json!("2"), &json!("application/json+chapters"))
    );
    assert_eq!(entry["enclosures"][0]["href"], "https://quay.example/a.mp3");
}

#[test]
fn places_simple_and_in_gml() {
    let point = json!({"type": "Point", "coordinates": [11.5, 57.25]});
    assert_eq!(entry(&rss("<georss:point>57.25 11.5</georss:point>"))["where"], point);
    let gml = "<georss:where><gml:Point><gml:pos>57.25 11.5</gml:pos></gml:Point></georss:where>";
    assert_eq!(entry(&rss(gml))["where"], point);
    let line = entry(&atom("<georss:line>1 2 3 4</georss:line>"))["where"].clone();
    assert_eq!(line, json!({"type": "LineString", "coordinates": [[2.0, 1.0], [4.0, 3.0]]}));
}

#[test]
fn comments_and_threads() {
    let feed = rss(
        "<comments>/fog#talk</comments><slash:comments>12</slash:comments><slash:section>sea</slash:section>\
         <wfw:commentRss>/fog/feed</wfw:commentRss><thr:in-reply-to ref='urn:x:1' href='http://b.example/1'/><thr:total>3</thr:total>",
    );
    let entry = entry(&feed);
    assert_eq!(
        (&entry["comments"], &entry["slash_comments"]),
        (&json!("https://quay.example/fog#talk"), &json!("12"))
    );
    assert_eq!(entry["slash_section"], "sea");
    assert_eq!(entry["wfw_commentrss"], "https://quay.example/fog/feed");
    assert_eq!((&entry["thr_in-reply-to"]["ref"], &entry["thr_total"]), (&json!("urn:x:1"), &json!("3")));
}

#[test]
fn sources_by_both_meanings_of_the_word() {
    let feed = rss(
        "<source url='http://other.example/feed'>The Other</source><source:markdown># Fog</source:markdown>",
    );
    assert_eq!(entry(&feed)["source"]["title"], "The Other");
    assert_eq!(entry(&feed)["source"]["href"], "http://other.example/feed");
    assert_eq!(entry(&feed)["source_markdown"], "# Fog");
    let feed =
        atom("<title>Own</title><source><id>urn:s</id><title>The Other</title><link href='/s'/></source>");
    assert_eq!(
        (&entry(&feed)["title"], &entry(&feed)["source"]["title"]),
        (&json!("Own"), &json!("The Other"))
    );
}

#[test]
fn any_prefix_will_do_and_customary_ones_need_no_declaration() {
    let feed = feed_json(
        "<rss><channel><item xmlns:d='http://purl.org/dc/elements/1.1/'><d:creator>A</d:creator>\
                          <content:encoded>B</content:encoded><x:thing xmlns:x='urn:x'>C</x:thing></item></channel></rss>",
    );
    assert_eq!((&entry(&feed)["author"], &entry(&feed)["content"][0]["value"]), (&json!("A"), &json!("B")));
    assert_eq!(entry(&feed)["x_thing"], "C");
}

#[test]
fn atom_links_in_rss_are_links() {
    let feed = feed_json(format!(
        "<rss version='2.0' {SPACES}><channel><atom:link rel='self' href='/f'/><atom:link rel='hub' href='https://hub.example/'/>\
         <link>https://quay.example/</link></channel></rss>"
    ));
    assert_eq!(feed["feed"]["link"], "https://quay.example/");
    assert_eq!(feed["feed"]["links"][1]["rel"], "hub");
}
