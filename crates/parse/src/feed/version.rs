//! Which dialect a feed is written in.

use crate::xml::element::Element;
use crate::xml::token::Tag;

/// A dialect, by the names of the feed world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// RSS 0.90 (Netscape, in RDF).
    Rss090,
    /// RSS 0.91 by Netscape.
    Rss091n,
    /// RSS 0.91 by Userland.
    Rss091u,
    /// RSS 0.92.
    Rss092,
    /// RSS 0.93.
    Rss093,
    /// RSS 0.94.
    Rss094,
    /// RSS 1.0 (in RDF).
    Rss10,
    /// RSS 2.0 and 2.01.
    Rss20,
    /// RSS that does not say which.
    Rss,
    /// Atom 0.3 and earlier drafts.
    Atom03,
    /// Atom 1.0 (RFC 4287).
    Atom10,
    /// Channel Definition Format.
    Cdf,
    /// A sitemap, with news or without.
    Sitemap,
    /// JSON Feed 1.0.
    Json1,
    /// JSON Feed 1.1.
    Json11,
    /// An HTML page marked up with h-feed or h-entry.
    HFeed,
}

impl Version {
    /// The short name, such as `rss20`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss090 => "rss090",
            Self::Rss091n => "rss091n",
            Self::Rss091u => "rss091u",
            Self::Rss092 => "rss092",
            Self::Rss093 => "rss093",
            Self::Rss094 => "rss094",
            Self::Rss10 => "rss10",
            Self::Rss20 => "rss20",
            Self::Rss => "rss",
            Self::Atom03 => "atom03",
            Self::Atom10 => "atom10",
            Self::Cdf => "cdf",
            Self::Sitemap => "sitemap",
            Self::Json1 => "json1",
            Self::Json11 => "json11",
            Self::HFeed => "hfeed",
        }
    }

    /// Whether texts say what they are, as they do in Atom.
    pub(super) fn is_atom(self) -> bool {
        matches!(self, Self::Atom03 | Self::Atom10)
    }
}

/// The dialect that a document type names.
pub(super) fn of_doctype(doctype: &str) -> Option<Version> {
    doctype.contains("rss-0.91.dtd").then_some(Version::Rss091n)
}

/// The dialect that an element at the root or near it shows.
pub(super) fn of_element(element: &Element<'_>, tag: &Tag<'_>) -> Option<Version> {
    let version = element.attributes.get("version").unwrap_or_default();
    match element.name.as_ref() {
        "rss" => Some(of_rss(version)),
        "rdf" => Some(of_rdf(tag.attributes)),
        "feed" | "entry" => Some(of_feed(tag, version)),
        // An item of CDF has its address in its tag; one of RSS may stand in a bare channel too.
        "item" if element.attributes.get("href").is_some() => Some(Version::Cdf),
        "item" => Some(Version::Rss),
        "channel" => Some(Version::Cdf),
        "urlset" => Some(Version::Sitemap),
        _ => None,
    }
}

fn of_rss(version: &str) -> Version {
    match version.trim() {
        "0.90" => Version::Rss090,
        "0.91" => Version::Rss091u,
        "0.92" => Version::Rss092,
        "0.93" => Version::Rss093,
        "0.94" => Version::Rss094,
        "1.0" => Version::Rss10,
        version if version.starts_with('2') => Version::Rss20,
        _ => Version::Rss,
    }
}

fn of_rdf(attributes: &str) -> Version {
    if attributes.contains("/rdf/simple/0.9") { Version::Rss090 } else { Version::Rss10 }
}

fn of_feed(tag: &Tag<'_>, version: &str) -> Version {
    let old = version.starts_with('0') || tag.attributes.contains("purl.org/atom/ns");
    if old { Version::Atom03 } else { Version::Atom10 }
}
