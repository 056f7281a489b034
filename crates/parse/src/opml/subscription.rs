//! From a list of feeds to publishers and feeds that can be added, and back.

use std::collections::BTreeMap;

use tidings_model::feed::{Feed, NewFeed};
use tidings_model::publisher::{DisplayPolicy, NewPublisher, Publisher};

use super::{Listed, Opml, Outline};
use crate::url::{canonical, is_web, site};

/// The feeds of a list with their publishers, in its order. What is no web address is left out; of a publisher that is
/// new, strangers see what `policy` says.
#[must_use]
pub fn subscriptions(list: &Opml, policy: DisplayPolicy) -> Vec<(NewPublisher, NewFeed)> {
    list.feeds().iter().filter_map(|listed| subscription(list, listed, policy)).collect()
}

fn subscription(list: &Opml, listed: &Listed<'_>, policy: DisplayPolicy) -> Option<(NewPublisher, NewFeed)> {
    let url = canonical(listed.feed, None).filter(|url| is_web(url))?;
    // What a list says of a feed's home is no proof; the first poll looks whether the home page knows the feed.
    let site = site(&url)?;
    let named = listed.outline.page.as_deref().filter(|page| is_web(page));
    let page = named.filter(|page| self::site(page).as_ref() == Some(&site));
    let title = Some(listed.outline.title.trim().to_owned()).filter(|title| !title.is_empty());
    let publisher = NewPublisher {
        site,
        name: title.clone().filter(|_| named.is_none() || page.is_some()),
        home_url: page.unwrap_or(&url).to_owned(),
        language: None,
        policy,
    };
    let folders = listed.folders.iter().map(|folder| (*folder).to_owned()).collect();
    let attributes = with_namespaces(list, &listed.outline.attributes);
    Some((publisher, NewFeed { url, title, folders, attributes }))
}

/// What an attribute's prefix stands for goes with it, as `xmlns:prefix`.
fn with_namespaces(list: &Opml, attributes: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all = attributes.clone();
    for prefix in attributes.keys().filter_map(|name| Some(name.split_once(':')?.0)) {
        if let Some(address) = list.namespaces.get(prefix) {
            all.insert(format!("xmlns:{prefix}"), address.clone());
        }
    }
    all
}

/// Feeds with their publishers as a list, each in its folders, in the order given.
#[must_use]
pub fn of_feeds(title: &str, feeds: &[(Publisher, Feed)]) -> Opml {
    let mut outlines = Vec::new();
    let mut namespaces = BTreeMap::new();
    for (publisher, feed) in feeds {
        let mut attributes = feed.attributes.clone();
        attributes.retain(|name, address| {
            let prefix = name.strip_prefix("xmlns:");
            prefix.map(|prefix| namespaces.insert(prefix.to_owned(), address.clone())).is_none()
        });
        let outline = Outline {
            title: feed.title.clone().unwrap_or_else(|| publisher.name.clone()),
            feed: Some(feed.url.clone()),
            page: Some(publisher.home_url.clone()),
            attributes,
            outlines: Vec::new(),
        };
        lay(&mut outlines, &feed.folders, outline);
    }
    Opml { title: Some(title.to_owned()), outlines, namespaces }
}

/// Lays a feed into the folder of that way below `here`; folders are made where they are not there.
fn lay(here: &mut Vec<Outline>, way: &[String], feed: Outline) {
    let Some((name, deeper)) = way.split_first() else { return here.push(feed) };
    let known = here.iter_mut().find(|outline| outline.feed.is_none() && outline.title == *name);
    if let Some(folder) = known {
        return lay(&mut folder.outlines, deeper, feed);
    }
    let mut folder = Outline { title: name.clone(), ..Outline::default() };
    lay(&mut folder.outlines, deeper, feed);
    here.push(folder);
}

#[cfg(test)]
mod tests {
    use tidings_model::feed::FeedRhythm;
    use tidings_model::id::{FeedId, PublisherId};
    use tidings_model::time::Timestamp;

    use super::*;
    use crate::opml::{parse, write};

    const LIST: &str = r#"<opml version="2.0" xmlns:lake="https://lake.example/ns"><body><outline text="Near"><outline text="West / East">
        <outline text="Averil Now" type="rss" xmlUrl="https://averil.example/feed" htmlUrl="https://averil.example/"
            lake:depth="7"/></outline></outline>
        <outline text="Loose" type="rss" xmlUrl="https://loose.example/feed"/>
        <outline text="A file" type="rss" xmlUrl="file:///etc/passwd"/></body></opml>"#;

    fn kept((publisher, feed): (NewPublisher, NewFeed)) -> (Publisher, Feed) {
        let (id, time) = (PublisherId::new(1), Timestamp::from_millis(0));
        let (name, site) = (publisher.name.unwrap_or_default(), publisher.site);
        let NewPublisher { home_url, language, policy, .. } = publisher;
        let NewFeed { url, title, folders, attributes } = feed;
        let feed = Feed {
            id: FeedId::new(2),
            publisher_id: id,
            url,
            title,
            folders,
            attributes,
            etag: None,
            last_modified: None,
            polled_at: None,
            next_poll_at: time,
            failures: 0,
            last_error: None,
            warnings: Vec::new(),
            retired_at: None,
            added_at: time,
            rhythm: FeedRhythm::default(),
        };
        (Publisher { id, site, name, home_url, language, policy, added_at: time }, feed)
    }

    #[test]
    fn what_is_imported_is_exported_the_same() {
        let (list, _) = parse(LIST.as_bytes());
        let found = subscriptions(&list, DisplayPolicy::Full);
        let (publisher, feed) = &found[0];
        assert_eq!(
            (publisher.site.as_str(), publisher.name.as_deref()),
            ("averil.example", Some("Averil Now"))
        );
        assert_eq!(feed.folders, ["Near", "West / East"]);
        assert_eq!(feed.attributes.get("lake:depth").map(String::as_str), Some("7"));
        assert_eq!(feed.attributes.get("xmlns:lake").map(String::as_str), Some("https://lake.example/ns"));
        let kept: Vec<_> = found.clone().into_iter().map(kept).collect();
        let (again, _) = parse(write(&of_feeds("Mine", &kept)).as_bytes());
        assert_eq!(subscriptions(&again, DisplayPolicy::Full), found);
    }

    #[test]
    fn a_list_leads_only_to_web_addresses() {
        let (list, _) = parse(LIST.as_bytes());
        let urls: Vec<_> =
            subscriptions(&list, DisplayPolicy::Full).into_iter().map(|(_, feed)| feed.url).collect();
        assert_eq!(urls, ["https://averil.example/feed", "https://loose.example/feed"]);
    }
}
