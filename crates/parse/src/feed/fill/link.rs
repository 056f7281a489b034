//! Addresses: links with their relations, enclosures, and ids.

use super::{Fill, MOST_LISTED};
use crate::feed::record::Link;
use crate::url;
use crate::xml::element::Element;

/// Relations may be written as addresses under this one.
const REGISTERED: &str = "http://www.iana.org/assignments/relation/";

impl Fill<'_> {
    /// A link of Atom (an attribute) or of RSS (a text).
    pub(super) fn link(&mut self, element: &Element<'_>) {
        let mut link = links_attributes(element);
        let text = element.text();
        let mut address = link.get("href").map_or(text.as_ref(), String::as_str).trim().to_owned();
        if address.is_empty() && link.contains_key("href") {
            // An empty reference means the document itself (RFC 3986, section 4.4).
            element.scope.base.as_deref().unwrap_or_default().clone_into(&mut address);
        }
        if address.is_empty() {
            return;
        }
        let Some(address) = url::followable(&element.scope.resolve(&address)) else { return };
        let relation =
            link.get("rel").map_or("alternate", |rel| rel.strip_prefix(REGISTERED).unwrap_or(rel)).to_owned();
        let default = if relation == "self" { "application/atom+xml" } else { "text/html" };
        let kind = link.entry("type".to_owned()).or_insert_with(|| default.to_owned()).clone();
        if relation == "alternate" && matches!(kind.as_str(), "text/html" | "html" | "application/xhtml+xml")
        {
            self.record.link = Some(address.clone());
        }
        link.insert("rel".to_owned(), relation);
        link.insert("href".to_owned(), address);
        self.add_link(link);
    }

    fn add_link(&mut self, link: Link) {
        if self.record.links.len() < MOST_LISTED {
            self.record.links.push(link);
        }
    }

    /// The address of a page, as in CDF's attributes and sitemaps.
    pub(crate) fn page(&mut self, address: &str) {
        let Some(address) = url::followable(address) else { return };
        self.add_link(Link::from([
            ("rel".to_owned(), "alternate".to_owned()),
            ("type".to_owned(), "text/html".to_owned()),
            ("href".to_owned(), address.clone()),
        ]));
        self.record.link = Some(address);
    }

    pub(super) fn location(&mut self, element: &Element<'_>) {
        let address = element.scope.resolve(&element.text());
        self.record.id.get_or_insert_with(|| address.clone());
        self.page(&address);
    }

    /// A file that belongs to an entry (RSS).
    pub(super) fn enclosure(&mut self, element: &Element<'_>) {
        let mut link = links_attributes(element);
        let text = element.text().into_owned();
        let address = link.remove("url").or_else(|| link.remove("href")).unwrap_or(text);
        let address = Some(address).filter(|address| !address.trim().is_empty());
        let Some(address) = address.and_then(|address| url::loadable(&element.scope.resolve(&address)))
        else {
            return;
        };
        link.insert("href".to_owned(), address);
        link.insert("rel".to_owned(), "enclosure".to_owned());
        self.add_link(link);
    }

    /// An id. A `guid` is also the entry's address unless it says that it is none, or does not look like one.
    pub(super) fn id(&mut self, element: &Element<'_>) {
        let text = element.text();
        if element.name == "id" {
            self.record.id = Some(element.scope.resolve(&text));
            return;
        }
        let denied =
            element.attributes.get("ispermalink").is_some_and(|value| value.eq_ignore_ascii_case("false"));
        let is_link = !denied && (url::is_web(&text) || text.starts_with('/'));
        self.record.id = Some(if is_link { element.scope.resolve(&text) } else { text.into_owned() });
        self.record.id_is_link = Some(is_link);
    }

    /// Settles what depends on the order of elements, once all are read.
    pub(crate) fn settle(&mut self) {
        let record = &mut *self.record;
        let has_link = record.link.is_some();
        if let Some(is_link) = &mut record.id_is_link {
            *is_link &= !has_link;
            if *is_link {
                record.link = record.id.as_deref().and_then(url::followable);
            }
        }
    }
}

/// The attributes of a link, without namespaces.
fn links_attributes(element: &Element<'_>) -> Link {
    let pairs = element.attributes.iter().filter(|(name, _)| !name.starts_with("xml"));
    pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}
