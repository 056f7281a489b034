//! OPML: lists of feeds in folders, as readers export and import them (opml.org/spec2.opml).

mod read;
mod subscription;
mod write;

use std::collections::BTreeMap;

pub use read::{Kind, kind, parse};
pub use subscription::{of_feeds, subscriptions};
pub use write::write;

/// A list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opml {
    /// The title of the list.
    pub title: Option<String>,
    /// Namespaces that the list declares: prefix and address.
    pub namespaces: BTreeMap<String, String>,
    /// Folders and feeds in their order.
    pub outlines: Vec<Outline>,
}

/// A feed, or a folder with others in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The name for people.
    pub title: String,
    /// The address of the feed; `None` for a folder.
    pub feed: Option<String>,
    /// The address of the page that the feed belongs to.
    pub page: Option<String>,
    /// Every other attribute as it was written, namespaced ones under their prefix.
    pub attributes: BTreeMap<String, String>,
    /// What is in the folder.
    pub outlines: Vec<Outline>,
}

/// A feed and the folders that it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<'a> {
    /// The feed.
    pub outline: &'a Outline,
    /// The address of the feed.
    pub feed: &'a str,
    /// Names of the folders, the outermost first.
    pub folders: Vec<&'a str>,
}

impl Opml {
    /// Every feed in the order of the list.
    #[must_use]
    pub fn feeds(&self) -> Vec<Listed<'_>> {
        let mut feeds = Vec::new();
        let mut folders = Vec::new();
        for outline in &self.outlines {
            outline.collect(&mut folders, &mut feeds);
        }
        feeds
    }
}

impl Outline {
    fn collect<'a>(&'a self, folders: &mut Vec<&'a str>, feeds: &mut Vec<Listed<'a>>) {
        if let Some(feed) = &self.feed {
            let folders = if folders.is_empty() { self.category() } else { folders.clone() };
            feeds.push(Listed { outline: self, feed, folders });
        }
        // A folder without a name is none, and neither is a feed whose tag was left open.
        let is_folder = self.feed.is_none() && !self.title.trim().is_empty();
        if is_folder {
            folders.push(self.title.trim());
        }
        for outline in &self.outlines {
            outline.collect(folders, feeds);
        }
        if is_folder {
            folders.pop();
        }
    }

    /// The folders that a flat list names by categories such as `/News/Lakes,/Boats`: the first of them.
    fn category(&self) -> Vec<&str> {
        let category = self.attributes.get("category").map_or("", String::as_str);
        let first = category.split(',').map(str::trim).find(|category| category.starts_with('/'));
        let names = first.unwrap_or_default().split('/').map(str::trim);
        names.filter(|name| !name.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests;
