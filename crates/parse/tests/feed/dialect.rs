//! One small feed in each dialect: the version, the feed's title and link, and each entry's title, link and date.

use tidings_parse::feed::Version;

use crate::read::{feed_of, json};

/// Reads a feed and checks what all dialects have in common.
fn check(text: &str, version: Version, entries: usize) -> tidings_parse::feed::ParsedFeed {
    let (parsed, warnings) = feed_of(text);
    assert_eq!(parsed.version, Some(version), "{text}");
    assert_eq!(parsed.feed.title_text().as_deref(), Some("The Quay"), "{text}");
    assert_eq!(parsed.feed.link(), Some("https://quay.example/"), "{text}");
    assert_eq!(parsed.entries.len(), entries, "{text}");
    let first = &parsed.entries[0];
    assert_eq!(first.title_text().as_deref(), Some("Fog & ferries"), "{text}");
    assert_eq!(first.link(), Some("https://quay.example/fog"), "{text}");
    assert_eq!(warnings, Vec::<String>::new(), "{text}");
    parsed
}

const CHANNEL: &str =
    "<title>The Quay</title><link>https://quay.example/</link><description>News</description>";
const ITEM: &str = "<item><title>Fog &amp; ferries</title><link>https://quay.example/fog</link>\
    <description>It waits.</description></item>";

#[test]
fn rss_of_every_number_and_of_none() {
    for (attribute, version) in [
        (" version='0.91'", Version::Rss091u),
        (" version=\"0.92\"", Version::Rss092),
        (" version='0.93'", Version::Rss093),
        (" version='0.94'", Version::Rss094),
        (" version='2.0'", Version::Rss20),
        (" version='2.0.1'", Version::Rss20),
        ("", Version::Rss),
        (" version='9'", Version::Rss),
    ] {
        check(&format!("<rss{attribute}><channel>{CHANNEL}{ITEM}{ITEM}</channel></rss>"), version, 2);
    }
    let netscape = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' \
        'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'><channel>";
    check(&format!("{netscape}{CHANNEL}{ITEM}</channel></rss>"), Version::Rss091n, 1);
}

#[test]
fn items_outside_of_the_channel_and_upper_case_are_read() {
    check(&format!("<rss><channel>{CHANNEL}</channel>{ITEM}</rss>"), Version::Rss, 1);
    check(
        &format!("<RSS><CHANNEL>{CHANNEL}{}</CHANNEL></RSS>", ITEM.replace("item>", "ITEM>")),
        Version::Rss,
        1,
    );
}

#[test]
fn rdf_of_both_kinds() {
    let rdf = |space: &str| {
        format!(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='{space}'>\
             <channel rdf:about='https://quay.example/feed'>{CHANNEL}<items><rdf:Seq>\
             <rdf:li resource='https://quay.example/fog'/></rdf:Seq></items></channel>{}</rdf:RDF>",
            ITEM.replace("<item>", "<item rdf:about='https://quay.example/fog'>")
        )
    };
    let parsed = check(&rdf("http://purl.org/rss/1.0/"), Version::Rss10, 1);
    assert_eq!(parsed.entries[0].id(), Some("https://quay.example/fog"));
    check(&rdf("http://my.netscape.com/rdf/simple/0.9/"), Version::Rss090, 1);
    check(&rdf("http://channel.netscape.com/rdf/simple/0.9/"), Version::Rss090, 1);
}

#[test]
fn atom_old_and_new_with_and_without_prefix() {
    let entry = "<entry><id>urn:x:1</id><title>Fog &amp; ferries</title>\
        <link rel='alternate' type='text/html' href='https://quay.example/fog'/>";
    let head = "<title>The Quay</title><link href='https://quay.example/'/>";
    let new = check(
        &format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'>{head}{entry}<published>2026-11-20T08:00:00+01:00\
                  </published><updated>2026-11-21T08:00:00Z</updated></entry></feed>"
        ),
        Version::Atom10,
        1,
    );
    assert_eq!(new.entries[0].published().unwrap().to_rfc3339(), "2026-11-20T07:00:00Z");
    assert_eq!(new.entries[0].updated().unwrap().to_rfc3339(), "2026-11-21T08:00:00Z");
    assert_eq!(new.entries[0].id(), Some("urn:x:1"));
    let old = check(
        &format!(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'>{head}{entry}<issued>2026-11-20T08:00:00Z\
                  </issued><modified>2026-11-21T08:00:00Z</modified></entry></feed>"
        ),
        Version::Atom03,
        1,
    );
    assert_eq!(old.entries[0].published().unwrap().to_rfc3339(), "2026-11-20T08:00:00Z");
    let prefixed = format!("<feed>{head}{entry}</entry></feed>").replace("</", "</a:").replace('<', "<a:");
    let prefixed = prefixed
        .replace("<a:/a:", "</a:")
        .replace("<a:feed>", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>");
    check(&prefixed, Version::Atom10, 1);
}

#[test]
fn an_atom_entry_alone_is_a_feed_of_one() {
    let (parsed, _) =
        feed_of("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title><id>x:1</id></entry>");
    assert_eq!(parsed.version, Some(Version::Atom10));
    assert_eq!(parsed.entries[0].title_text().as_deref(), Some("Alone"));
}

#[test]
fn cdf_channels_are_read() {
    check(
        "<channel href='https://quay.example/'><title>The Quay</title><item href='https://quay.example/fog' \
         lastmod='2026-11-20T08:00'><title>Fog &amp; ferries</title><abstract>It waits.</abstract></item></channel>",
        Version::Cdf,
        1,
    );
}

#[test]
fn json_feeds_of_both_versions() {
    for (number, authors, version) in [
        ("1", "\"author\":{\"name\":\"Mara Lund\"}", Version::Json1),
        ("1.1", "\"authors\":[{\"name\":\"Mara Lund\",\"url\":\"/mara\"}]", Version::Json11),
    ] {
        let text = format!(
            "\u{FEFF}{{\"version\":\"https://jsonfeed.org/version/{number}\",\"title\":\"The Quay\",\
             \"home_page_url\":\"https://quay.example/\",\"feed_url\":\"https://quay.example/feed.json\",\
             \"hubs\":[{{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}}],{authors},\"items\":[{{\"id\":7,\
             \"url\":\"/fog\",\"title\":\"Fog & ferries\",\"content_html\":\"<p>It <b>waits</b><script>x</script></p>\",\
             \"content_text\":\"It waits\",\"date_published\":\"2026-11-20T08:00:00Z\",\"tags\":[\"sea\"],\
             \"attachments\":[{{\"url\":\"/a.mp3\",\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":12}}],\
             \"image\":\"/fog.jpg\",\"_own\":{{\"x\":1}}}},5]}}"
        );
        let (parsed, warnings) = feed_of(&text);
        assert_eq!((parsed.version, parsed.entries.len(), warnings.len()), (Some(version), 1, 1));
        let entry = &parsed.entries[0];
        assert_eq!(entry.id(), Some("7"));
        assert_eq!(entry.link(), Some("https://quay.example/fog"));
        assert_eq!(entry.title_text().as_deref(), Some("Fog & ferries"));
        assert_eq!(entry.content_html().unwrap().as_str(), "<p>It <b>waits</b></p>");
        assert_eq!(entry.enclosures().next().unwrap()["href"], "https://quay.example/a.mp3");
        assert_eq!(entry.pictures(), ["https://quay.example/fog.jpg"]);
        assert_eq!(parsed.feed.hub(), Some("https://hub.example/"));
        assert_eq!(parsed.feed.record().other("nothing"), None);
    }
}

#[test]
fn google_news_sitemaps_are_read() {
    let (parsed, _) = feed_of(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
         xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' \
         xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>\
         <url><loc>https://quay.example/fog</loc><lastmod>2026-11-21</lastmod><news:news><news:publication>\
         <news:name>The Quay</news:name><news:language>en</news:language></news:publication>\
         <news:publication_date>2026-11-20T08:00:00+01:00</news:publication_date>\
         <news:title>Fog &amp; ferries</news:title><news:keywords>sea, weather</news:keywords></news:news>\
         <image:image><image:loc>https://quay.example/fog.jpg</image:loc></image:image></url>\
         <url><loc>https://quay.example/ice</loc></url></urlset>",
    );
    assert_eq!((parsed.version, parsed.entries.len()), (Some(Version::Sitemap), 2));
    let entry = &parsed.entries[0];
    assert_eq!(entry.title_text().as_deref(), Some("Fog & ferries"));
    assert_eq!(entry.link(), Some("https://quay.example/fog"));
    assert_eq!(entry.published().unwrap().to_rfc3339(), "2026-11-20T07:00:00Z");
    assert_eq!(entry.language(), Some("en"));
    assert_eq!(entry.tags().iter().map(|tag| tag.term.as_str()).collect::<Vec<_>>(), ["sea", "weather"]);
    assert_eq!(entry.pictures(), ["https://quay.example/fog.jpg"]);
}

#[test]
fn what_a_feed_says_of_its_own_rhythm_and_look() {
    let (parsed, _) = feed_of(
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>x</title>\
         <ttl>60</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours>\
         <skipDays><day>Sunday</day></skipDays><sy:updatePeriod> Daily </sy:updatePeriod>\
         <sy:updateFrequency>4</sy:updateFrequency><language>sv_SE</language>\
         <image><url>/logo.png</url><title>x</title><link>/</link></image></channel></rss>",
    );
    assert_eq!(parsed.feed.ttl_minutes(), Some(60));
    assert_eq!(parsed.feed.skip_hours(), [0, 0, 7]);
    assert_eq!(parsed.feed.skip_days(), ["Sunday"]);
    assert_eq!(parsed.feed.update_period(), Some(("daily".to_owned(), 4)));
    assert_eq!(parsed.feed.language(), Some("sv-SE"));
    assert_eq!(parsed.feed.icon(), Some("https://quay.example/logo.png"));
}

#[test]
fn what_is_no_feed_says_so() {
    for text in [
        "",
        "   ",
        "words",
        "{}",
        "[1]",
        "<html><body>x</body></html>",
        "<svg/>",
        "\u{FEFF}",
        "{\"items\":5}",
    ] {
        let (parsed, warnings) = feed_of(text);
        assert_eq!(parsed.entries.len(), 0, "{text}");
        assert!(warnings.iter().any(|warning| warning.contains("no feed")), "{text}: {warnings:?}");
    }
    assert_eq!(json("words")["version"], "");
}
