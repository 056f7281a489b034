//! Meta tags: Open Graph, Dublin Core, parsely, sailthru and the plain ones, by name.

use std::collections::HashMap;

use super::json_ld::plain;
use crate::markup::{Element, NodeId, Tree};

/// The page's meta tags and links of its head.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    values: HashMap<String, Vec<String>>,
    links: Vec<Link>,
    /// The text of the `title` element.
    pub(crate) title: Option<String>,
}

/// A `link` element.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) rel: String,
    pub(crate) href: String,
    pub(crate) sizes: Option<String>,
    /// The medium it is for: `print`.
    pub(crate) media: Option<String>,
}

/// Tags after which no more are read.
const MOST_TAGS: usize = 1_000;

impl Meta {
    /// Reads all meta tags and links, wherever they stand.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut meta = Self::default();
        let mut tags = 0;
        for id in tree.descendants(NodeId::ROOT) {
            match tree.name(id) {
                "meta" if tags < MOST_TAGS => meta.add(tree, id),
                "link" if tags < MOST_TAGS => meta.add_link(tree, id),
                "title" if meta.title.is_none() && tree.element(id).is_some_and(Element::is_html) => {
                    meta.title = plain(&tree.characters(id));
                    continue;
                }
                _ => continue,
            }
            tags += 1;
        }
        meta
    }

    fn add(&mut self, tree: &Tree, id: NodeId) {
        let Some(content) = tree.attribute(id, "content").and_then(plain) else { return };
        for attribute in ["property", "name", "itemprop"] {
            for name in tree.attribute(id, attribute).unwrap_or_default().split_whitespace() {
                self.values.entry(name.to_ascii_lowercase()).or_default().push(content.clone());
            }
        }
    }

    fn add_link(&mut self, tree: &Tree, id: NodeId) {
        let (Some(rel), Some(href)) = (tree.attribute(id, "rel"), tree.attribute(id, "href")) else { return };
        self.links.push(Link {
            rel: rel.to_ascii_lowercase(),
            href: href.trim().to_owned(),
            sizes: tree.attribute(id, "sizes").map(str::to_owned),
            media: tree.attribute(id, "media").map(|media| media.trim().to_ascii_lowercase()),
        });
    }

    /// The first value of the first of these names that is there.
    pub(crate) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).first()).map(String::as_str)
    }

    /// All values of a name.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// All values of the names that fit, in the order of the names.
    pub(crate) fn named(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        let mut names: Vec<&String> = self.values.keys().filter(|name| fits(name)).collect();
        names.sort_unstable();
        names.into_iter().flat_map(|name| self.all(name)).map(String::as_str)
    }

    /// The address of the first link with this relation.
    pub(crate) fn link(&self, rel: &str) -> Option<&str> {
        self.links_of(rel).map(|link| link.href.as_str()).find(|href| !href.is_empty())
    }

    /// All links with this relation.
    pub(crate) fn links_of(&self, rel: &str) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.rel.split_whitespace().any(|word| word == rel))
    }
}
