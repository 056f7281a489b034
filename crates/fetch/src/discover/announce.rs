//! Whether a page announces one feed: the only proof that the feed is the page's own.

use std::collections::BTreeMap;

use tidings_model::address::address_key;
use url::Url;

use super::link_header::links;
use super::{announced, tag};

/// Whether a page says of one of these addresses that it is its feed: by its HTTP Link header or a `link` element. An ordinary
/// link is no proof, for readers write those in comments.
///
/// `headers` are those of [`tidings_model::http::HttpResponse`]; `page_url` is its final address.
#[must_use]
pub fn announces(
    page_html: &str,
    page_url: &Url,
    headers: &BTreeMap<String, String>,
    feeds: &[&str],
) -> bool {
    let tags = tag::tags(page_html);
    let base =
        tags.iter().find(|tag| tag.name == "base").and_then(|tag| page_url.join(tag.value("href")?).ok());
    let base = base.as_ref().unwrap_or(page_url);
    let header = headers.get("link").map_or("", String::as_str);
    let in_header = links(header).into_iter().filter_map(|link| announced(&link, page_url));
    let in_page =
        tags.iter().filter(|tag| tag.name == "link").filter_map(|tag| announced(&tag.link()?, base));
    let wanted: Vec<String> = feeds.iter().map(|feed| address_key(feed)).collect();
    in_header.chain(in_page).any(|link| wanted.contains(&address_key(&link.url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_announced(page: &str) -> bool {
        let home = Url::parse("https://alpha.example/").unwrap();
        announces(page, &home, &BTreeMap::new(), &["https://host.example/alpha.xml"])
    }

    #[test]
    fn only_an_announcement_is_proof() {
        let link = |href: &str| format!(r#"<link rel="alternate" type="application/rss+xml" href="{href}">"#);
        assert!(is_announced(&link("http://host.example/alpha.xml")));
        assert!(is_announced(&format!(r#"<base href="https://host.example/">{}"#, link("alpha.xml"))));
        assert!(!is_announced(&link("/feed.xml")));
        assert!(!is_announced(r#"<a href="https://host.example/alpha.xml">feed</a>"#));
        assert!(!is_announced(
            r#"<!-- <link rel="alternate" type="application/rss+xml" href="https://host.example/alpha.xml"> -->"#
        ));
    }
}
