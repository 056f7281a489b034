//! Which hub tells about a topic, and how the topic is called there (WebSub, section 4).

use std::collections::BTreeMap;

use url::Url;

use crate::discover::{Link, links, page_links};

/// Hubs of one topic that are kept.
const MOST_HUBS: usize = 8;

/// What one place (the headers, a page, a feed) says: any of it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Absolute addresses of hubs, in their order.
    pub hubs: Vec<String>,
    /// The absolute address under which the hubs know the topic.
    pub topic: Option<String>,
}

/// A topic that can be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Hubs, the first to be tried first; never empty.
    pub hubs: Vec<String>,
    /// The topic's address as hubs know it.
    pub topic: String,
}

impl Announcement {
    /// Reads the HTTP Link header. `headers` are those of [`tidings_model::http::HttpResponse`], `fetched` its final address.
    #[must_use]
    pub fn of_headers(headers: &BTreeMap<String, String>, fetched: &Url) -> Self {
        let header = headers.get("link").map_or("", String::as_str);
        Self::of_links(&links(header), fetched)
    }

    /// Reads the `link` elements in the head of a page. Those in its body count for nothing: others may write there
    /// (WebSub, section 4).
    #[must_use]
    pub fn of_page(html: &str, fetched: &Url) -> Self {
        Self::of_links(&page_links(head(html)), fetched)
    }

    /// Takes what a feed's own links say, such as `hub` and `self_link` of a parsed feed.
    #[must_use]
    pub fn of_feed(hub: Option<&str>, topic: Option<&str>, fetched: &Url) -> Self {
        let link = |relation: &str, target: &str| Link {
            target: target.to_owned(),
            rel: relation.to_owned(),
            ..Link::default()
        };
        let links = [hub.map(|hub| link("hub", hub)), topic.map(|topic| link("self", topic))];
        Self::of_links(&links.into_iter().flatten().collect::<Vec<_>>(), fetched)
    }

    fn of_links(links: &[Link], base: &Url) -> Self {
        let targets = |relation: &'static str| {
            let links = links.iter().filter(move |link| link.has_rel(relation));
            links.filter_map(|link| web_address(base, &link.target))
        };
        let mut hubs: Vec<String> = Vec::new();
        for hub in targets("hub") {
            if hubs.len() < MOST_HUBS && !hubs.contains(&hub) {
                hubs.push(hub);
            }
        }
        Self { hubs, topic: targets("self").next() }
    }

    /// Puts together what headers and body say: the headers count first, for hubs and topic each. Without a name for the
    /// topic it is the address that answered. `None` without a hub.
    #[must_use]
    pub fn offer(headers: Self, body: Self, fetched: &Url) -> Option<Offer> {
        let hubs = if headers.hubs.is_empty() { body.hubs } else { headers.hubs };
        let topic = headers.topic.or(body.topic).unwrap_or_else(|| fetched.to_string());
        (!hubs.is_empty()).then_some(Offer { hubs, topic })
    }
}

fn web_address(base: &Url, target: &str) -> Option<String> {
    let mut url = base.join(target.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(url.into())
}

/// The part of a page before its body.
fn head(html: &str) -> &str {
    let starts = |at: usize| html.get(at..at + 5).is_some_and(|tag| tag.eq_ignore_ascii_case("<body"));
    let end = html.match_indices('<').map(|(at, _)| at).find(|at| starts(*at));
    html.get(..end.unwrap_or(html.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched() -> Url {
        Url::parse("https://quay.example/news/feed").unwrap()
    }

    fn headers(link: &str) -> Announcement {
        let headers = BTreeMap::from([("link".to_owned(), link.to_owned())]);
        Announcement::of_headers(&headers, &fetched())
    }

    #[test]
    fn relative_and_repeated_hubs_are_put_in_order() {
        let found = headers(
            r#"</hub>; rel=hub, <https://two.example/>; rel="hub", </hub>; rel=hub, <ftp://x/>; rel=hub"#,
        );
        assert_eq!(found.hubs, ["https://quay.example/hub", "https://two.example/"]);
        assert_eq!(found.topic, None);
    }

    #[test]
    fn a_link_in_the_body_of_a_page_is_no_announcement() {
        let html = "<head><link rel=self href=/a></head><BODY><p>A comment: <link rel=hub href=https://evil.example/>";
        let found = Announcement::of_page(html, &fetched());
        assert_eq!((found.hubs.len(), found.topic.as_deref()), (0, Some("https://quay.example/a")));
    }

    #[test]
    fn a_topic_without_a_name_is_the_address_that_answered() {
        let offer =
            Announcement::offer(headers("</hub>; rel=hub"), Announcement::default(), &fetched()).unwrap();
        assert_eq!(offer.topic, "https://quay.example/news/feed");
        assert_eq!(Announcement::offer(headers("</a>; rel=self"), Announcement::default(), &fetched()), None);
    }
}
