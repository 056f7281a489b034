//! Where the feeds of a page are: what the page says, what its headers say, and where one may try.
//!
//! Pure functions on text from outside, bounded in time and in what they give.

mod announce;
mod comments;
mod known;
mod link_header;
mod tag;

use std::collections::{BTreeMap, HashSet};

use url::Url;

pub use announce::announces;
pub use known::{feeds_of_site, well_known};
pub use link_header::{Link, links};

/// Feeds given for one page at most.
const MOST_FEEDS: usize = 50;

/// A feed that a page points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Its absolute address.
    pub url: String,
    /// Its title as the page says it.
    pub title: Option<String>,
    /// Its format as the page says it.
    pub kind: FeedKind,
}

/// The format that a link announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedKind {
    /// `application/rss+xml` and its relatives.
    Rss,
    /// `application/atom+xml`.
    Atom,
    /// `application/feed+json`.
    Json,
    /// The link does not say.
    Unknown,
}

/// The feeds that a page announces, best first and each once: by its HTTP Link header, by its `link` elements, and, only
/// when there are none, by links whose address looks like a feed's.
///
/// `headers` are those of [`tidings_model::http::HttpResponse`]; `page_url` is its final address.
#[must_use]
pub fn feeds(page_html: &str, page_url: &Url, headers: &BTreeMap<String, String>) -> Vec<FeedLink> {
    let tags = tag::tags(page_html);
    let base =
        tags.iter().find(|tag| tag.name == "base").and_then(|tag| page_url.join(tag.value("href")?).ok());
    let base = base.as_ref().unwrap_or(page_url);
    let header = headers.get("link").map_or("", String::as_str);
    let in_header = links(header).into_iter().filter_map(|link| announced(&link, page_url));
    let in_page =
        tags.iter().filter(|tag| tag.name == "link").filter_map(|tag| announced(&tag.link()?, base));
    let announced = distinct(in_header.chain(in_page));
    if !announced.is_empty() {
        return comments::last(announced);
    }
    comments::last(distinct(
        tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| likely(&tag.link()?, base)),
    ))
}

/// The addresses at which a page's feed may be, the likeliest first: what it announces, what its body links to, what is
/// known of such sites, where sites often keep it, and last the feeds of comments.
#[must_use]
pub fn candidates(page_html: &str, page_url: &Url, headers: &BTreeMap<String, String>) -> Vec<String> {
    let announced = feeds(page_html, page_url, headers);
    let base = Url::parse(page_url.as_str()).unwrap_or_else(|_| page_url.clone());
    let tags = tag::tags(page_html);
    let linked = tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| likely(&tag.link()?, &base));
    let all = distinct(announced.into_iter().chain(linked).chain(feeds_of_site(page_url)));
    let tried =
        well_known(page_url).into_iter().map(|url| FeedLink { url, title: None, kind: FeedKind::Unknown });
    comments::last(distinct(all.into_iter().chain(tried))).into_iter().map(|link| link.url).collect()
}

/// The `link` elements of a page, in their order.
pub(crate) fn page_links(html: &str) -> Vec<Link> {
    tag::tags(html).iter().filter(|tag| tag.name == "link").filter_map(tag::Tag::link).collect()
}

/// A link with `rel=alternate` (or the older `rel=feed`) and a feed's media type (RFC 8288; HTML, section 4.6.7.1).
fn announced(link: &Link, base: &Url) -> Option<FeedLink> {
    let kind = kind(link.media_type.as_deref().unwrap_or_default());
    let fits = (link.has_rel("alternate") && kind.is_some()) || link.has_rel("feed");
    if !fits {
        return None;
    }
    feed_link(link, base, kind.unwrap_or(FeedKind::Unknown))
}

/// An ordinary link to something that is named like a feed.
fn likely(link: &Link, base: &Url) -> Option<FeedLink> {
    const NAMES: [&str; 10] = [
        "feed",
        "feeds",
        "rss",
        "atom",
        "rss.xml",
        "atom.xml",
        "feed.xml",
        "feed.json",
        "index.rdf",
        "index.xml",
    ];
    let feed = feed_link(link, base, FeedKind::Unknown)?;
    let url = Url::parse(&feed.url).ok()?;
    let name = url.path().trim_end_matches('/').rsplit('/').next()?.to_ascii_lowercase();
    let is_named_so = NAMES.contains(&name.as_str())
        || name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "rss" | "atom" | "rdf"));
    let is_asked_so = url.query_pairs().any(|(key, value)| {
        matches!(key.as_ref(), "feed" | "format" | "type" | "output")
            && matches!(value.as_ref(), "rss" | "rss2" | "atom" | "feed" | "rdf")
    });
    let is_hosted_so =
        url.host_str().is_some_and(|host| host.starts_with("feeds.") || host.starts_with("rss."));
    (is_named_so || is_asked_so || is_hosted_so).then_some(feed)
}

fn feed_link(link: &Link, base: &Url, kind: FeedKind) -> Option<FeedLink> {
    let href = link.target.trim();
    let href = href.strip_prefix("feed:").map_or_else(|| href.to_owned(), feed_scheme);
    let mut url = base.join(&href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    let title = link.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    Some(FeedLink { url: url.to_string(), title: title.map(str::to_owned), kind })
}

/// `feed:https://…` and `feed://…` are addresses of their own only to feed readers.
fn feed_scheme(rest: &str) -> String {
    if rest.starts_with("//") { format!("http:{rest}") } else { rest.to_owned() }
}

fn kind(media_type: &str) -> Option<FeedKind> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // Some leave out what stands before the slash, or put an `x-` there.
    let name = essence.rsplit('/').next().unwrap_or_default().trim_start_matches("x-");
    match name {
        "rss+xml" | "rdf+xml" | "rss" | "rdf" => return Some(FeedKind::Rss),
        "atom+xml" | "atom" => return Some(FeedKind::Atom),
        "feed+json" => return Some(FeedKind::Json),
        _ => {}
    }
    match essence.as_str() {
        // Pages without a better word for their feed; WordPress announces its API as plain JSON, which is no feed.
        "application/xml" | "text/xml" => Some(FeedKind::Unknown),
        _ => None,
    }
}

fn distinct(feeds: impl Iterator<Item = FeedLink>) -> Vec<FeedLink> {
    let mut seen = HashSet::new();
    feeds.filter(|feed| seen.insert(feed.url.clone())).take(MOST_FEEDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str, headers: &[(&str, &str)]) -> Vec<FeedLink> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        feeds(html, &Url::parse("https://harbour.example/news/today").unwrap(), &headers)
    }

    fn urls(html: &str) -> Vec<String> {
        found(html, &[]).into_iter().map(|feed| feed.url).collect()
    }

    #[test]
    fn link_elements_are_read_with_title_and_kind() {
        let html = r#"<head><link rel="stylesheet" href="/a.css"><LINK REL='Alternate' TYPE="application/rss+xml"
            TITLE="Harbour &amp; Hill" HREF="../rss?a=1&amp;b=2#top"><link rel=alternate type=application/atom+xml
            href=//feeds.example/atom /><link rel="alternate home" type="application/feed+json; charset=utf-8" href=feed.json>
            <link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/json" href="/wp-json/1">"#;
        let feeds = found(html, &[]);
        assert_eq!(feeds.len(), 3, "{feeds:?}");
        assert_eq!(feeds[0].url, "https://harbour.example/rss?a=1&b=2");
        assert_eq!((feeds[0].title.as_deref(), feeds[0].kind), (Some("Harbour & Hill"), FeedKind::Rss));
        assert_eq!((feeds[1].url.as_str(), feeds[1].kind), ("https://feeds.example/atom", FeedKind::Atom));
        assert_eq!(
            (feeds[2].url.as_str(), feeds[2].kind),
            ("https://harbour.example/news/feed.json", FeedKind::Json)
        );
    }

    #[test]
    fn the_link_header_comes_first_and_nothing_twice() {
        let html = r#"<link rel=alternate type=text/xml href=/b><link rel=alternate type="application/rss+xml" href=/a>"#;
        let header =
            r#"</a>; rel="alternate"; type="application/rss+xml"; title="A, or B", </css>; rel=preload"#;
        let feeds = found(html, &[("link", header)]);
        let urls: Vec<&str> = feeds.iter().map(|feed| feed.url.as_str()).collect();
        assert_eq!(urls, ["https://harbour.example/a", "https://harbour.example/b"]);
        assert_eq!(feeds[0].title.as_deref(), Some("A, or B"));
    }

    #[test]
    fn a_base_element_is_minded() {
        let html = r#"<base href="https://cdn.example/root/"><link rel=alternate type="application/rss+xml" href=rss>"#;
        assert_eq!(urls(html), ["https://cdn.example/root/rss"]);
    }

    #[test]
    fn ordinary_links_count_only_when_nothing_is_announced() {
        let links = r#"<a href="/about">About</a><a href="/rss.xml">RSS</a><a href="feed://harbour.example/feed/">Feed</a>"#;
        assert_eq!(urls(links), ["https://harbour.example/rss.xml", "http://harbour.example/feed/"]);
        let announced = format!(r#"{links}<link rel=alternate type="application/atom+xml" href=/atom>"#);
        assert_eq!(urls(&announced), ["https://harbour.example/atom"]);
    }

    #[test]
    fn comments_scripts_and_other_schemes_hide_nothing() {
        let html = r#"<!-- <link rel=alternate type="application/rss+xml" href=/old> -->
            <script>document.write('<link rel=alternate type="application/rss+xml" href=/script>')</script>
            <link rel=alternate type="application/rss+xml" href="javascript:alert(1)">
            <link rel=alternate type="application/rss+xml" href="data:text/xml,a">
            <link rel=alternate type="application/rss+xml" href="/new">"#;
        assert_eq!(urls(html), ["https://harbour.example/new"]);
    }

    #[test]
    fn a_page_full_of_links_gives_a_bounded_list() {
        let many: Vec<String> =
            (0..5_000).map(|number| format!("<link rel=alternate type=text/xml href=/{number}>")).collect();
        assert_eq!(urls(&many.concat()).len(), MOST_FEEDS);
    }
}
