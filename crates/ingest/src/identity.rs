//! Which items of one answer are different items, and under which names each is known again in the next.
//!
//! The rules with their reasons are in docs/identity.md.

use std::collections::{HashMap, HashSet};

use tidings_model::address::{address_key, is_front_door};
use tidings_model::entry::EntryNames;
use tidings_model::time::Timestamp;
use tidings_parse::url;
use tidings_text::version::without_counters;

/// What an item is told apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The feed's own id of it; `None` where that is only its address.
    pub(crate) guid: Option<String>,
    /// Its address as the feed has it, absolute, with its fragment; `None` when it has none of the web.
    pub(crate) link: Option<String>,
    /// Its headline.
    pub(crate) title: String,
    /// When it was published.
    pub(crate) published: Option<Timestamp>,
    /// A digest of its text.
    pub(crate) digest: String,
}

/// How an item is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Its names.
    pub(crate) names: EntryNames,
    /// Its address leads to a page that is its own.
    pub(crate) has_page: bool,
}

/// How each item of an answer is known; `None` for one that repeats another.
pub(crate) fn of_answer(items: &[Item]) -> Vec<Option<Identity>> {
    let mut seen = HashSet::new();
    let kept: Vec<Option<Named>> =
        items.iter().map(|item| Some(Named::of(item)).filter(|named| seen.insert(named.whole()))).collect();
    let guids = counted(kept.iter().flatten().filter_map(|named| named.guid.as_ref()));
    let pages = counted(kept.iter().flatten().filter_map(|named| named.page.as_ref()));
    let is_alone = |counts: &HashMap<String, usize>, name: &String| counts.get(name) == Some(&1);
    let identity = |named: Named| {
        let page = named.page.clone().filter(|page| is_alone(&pages, page) && !named.is_front_door);
        // The part of a page that an item is tells it apart from the others there.
        let guid = named.guid.clone().or_else(|| named.part.clone().filter(|_| page.is_none()));
        let names = EntryNames {
            written: String::new(),
            guid: guid.filter(|guid| named.guid.is_none() || is_alone(&guids, guid)),
            shared_page: named.page.clone().filter(|_| page.is_none()),
            page,
            text: format!("{}\n{}", named.title, named.digest),
            date: named.published.map(|published| format!("{}\n{}", named.title, published.millis())),
        };
        Identity { has_page: names.page.is_some(), names }
    };
    kept.into_iter().map(|named| named.map(identity)).collect()
}

/// An item with its names in one spelling.
#[derive(Debug, Clone)]
struct Named {
    guid: Option<String>,
    page: Option<String>,
    part: Option<String>,
    is_front_door: bool,
    title: String,
    published: Option<Timestamp>,
    digest: String,
}

impl Named {
    fn of(item: &Item) -> Self {
        let canonical = item.link.as_deref().and_then(|link| url::canonical(link, None));
        let page = canonical.as_deref().map(address_key);
        let part = item.link.as_deref().filter(|link| link.contains('#')).map(guid_key);
        Self {
            guid: item.guid.as_deref().map(guid_key).filter(|guid| !guid.is_empty()),
            is_front_door: canonical.as_deref().is_some_and(is_front_door),
            part: part.filter(|part| Some(part) != page.as_ref()),
            page,
            title: without_counters(&item.title).to_lowercase(),
            published: item.published,
            digest: item.digest.clone(),
        }
    }

    /// Everything by which it is told apart: an item that is all the same is a repetition. One that has id, page and
    /// headline of another is a later state of it.
    fn whole(&self) -> String {
        let page = self.part.as_ref().or(self.page.as_ref());
        let is_certain = self.guid.is_some() && page.is_some() && !self.is_front_door;
        let rest = (!is_certain).then_some((self.published, &self.digest));
        format!("{:?}", (&self.guid, page, &self.title, rest))
    }
}

/// A feed's own id in one spelling: where it is an address, as addresses are compared, with its fragment.
fn guid_key(guid: &str) -> String {
    let guid = guid.trim();
    let Some(canonical) =
        Some(guid).filter(|guid| url::is_web(guid)).and_then(|guid| url::canonical(guid, None))
    else {
        return guid.to_owned();
    };
    let fragment = guid.split_once('#').map_or("", |(_, fragment)| fragment);
    let key = address_key(&canonical);
    if fragment.is_empty() { key } else { format!("{key}#{fragment}") }
}

fn counted<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(guid: Option<&str>, link: Option<&str>, title: &str) -> Item {
        Item {
            guid: guid.map(str::to_owned),
            link: link.map(str::to_owned),
            title: title.to_owned(),
            published: Some(Timestamp::from_millis(1)),
            digest: format!("digest of {title}"),
        }
    }

    fn identities(items: &[Item]) -> Vec<Identity> {
        of_answer(items).into_iter().flatten().collect()
    }

    #[test]
    fn an_id_or_page_that_items_share_tells_none_of_them_apart() {
        let found = identities(&[
            item(Some("N/A"), Some("https://suite.example/1"), "One"),
            item(Some("N/A"), Some("https://suite.example/2"), "Two"),
            item(Some("x"), Some("https://suite.example/all"), "Three"),
            item(Some("y"), Some("http://www.suite.example/all/?utm_source=rss"), "Four"),
        ]);
        let told: Vec<(bool, bool)> =
            found.iter().map(|one| (one.names.guid.is_some(), one.has_page)).collect();
        assert_eq!(told, [(false, true), (false, true), (true, false), (true, false)]);
    }

    #[test]
    fn parts_of_a_page_and_a_front_door_are_no_pages_of_their_own() {
        let found = identities(&[
            item(None, Some("https://tools.example/changes#v1"), "One"),
            item(None, Some("https://tools.example/changes#v2"), "Two"),
            item(None, Some("https://shirts.example/"), "Three"),
            item(None, Some("https://news.example/a#xtor=RSS"), "Four"),
        ]);
        let told: Vec<(Option<&str>, bool)> =
            found.iter().map(|one| (one.names.guid.as_deref(), one.has_page)).collect();
        let expected = [
            (Some("tools.example/changes#v1"), false),
            (Some("tools.example/changes#v2"), false),
            (None, false),
            (None, true),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_repeated_item_is_one_and_a_like_one_is_another() {
        let one = item(None, Some("https://shirts.example"), "Owl");
        let other = Item { digest: "another".to_owned(), ..one.clone() };
        assert_eq!(identities(&[one.clone(), one, other]).len(), 2);
        let state = item(Some("a"), Some("https://news.example/a"), "A strip (3 comments)");
        let later =
            Item { digest: "another".to_owned(), title: "A strip (9 comments)".to_owned(), ..state.clone() };
        assert_eq!(identities(&[state, later]).len(), 1);
    }

    #[test]
    fn an_id_keeps_its_fragment_and_loses_its_scheme() {
        assert_eq!(guid_key("http://www.tools.example/#2d0"), "tools.example#2d0");
        assert_eq!(guid_key("https://tools.example/a/?utm_source=x"), guid_key("http://tools.example/a"));
        assert_eq!(guid_key(" tag:tools.example,2026:1 "), "tag:tools.example,2026:1");
    }
}
