//! The namespaces that feeds use, by address and by customary prefix.

use std::borrow::Cow;

/// A namespace of the feed world. `Core` is every dialect of RSS, Atom and CDF, and no namespace at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Space {
    Core,
    Content,
    Dc,
    Dcterms,
    Media,
    Itunes,
    Georss,
    Gml,
    Geo,
    Slash,
    Wfw,
    Thr,
    Source,
    Podcast,
    Syndication,
    Licence,
    Feedburner,
    Chapters,
    News,
    Picture,
    Rdf,
    Xhtml,
    Foreign,
}

/// Address (in lower case, without scheme, `www.` and closing slash or number sign), customary prefix, namespace.
const KNOWN: [(&str, &str, Space); 40] = [
    ("w3.org/2005/atom", "atom", Space::Core),
    ("purl.org/atom/ns", "", Space::Core),
    ("purl.org/rss/1.0", "rss", Space::Core),
    ("my.netscape.com/rdf/simple/0.9", "", Space::Core),
    ("channel.netscape.com/rdf/simple/0.9", "", Space::Core),
    ("my.netscape.com/publish/formats/rss-0.91.dtd", "", Space::Core),
    ("backend.userland.com/rss", "", Space::Core),
    ("backend.userland.com/rss2", "", Space::Core),
    ("blogs.law.harvard.edu/tech/rss", "", Space::Core),
    ("purl.org/net/rss1.1", "", Space::Core),
    ("sitemaps.org/schemas/sitemap/0.9", "", Space::Core),
    ("purl.org/rss/1.0/modules/content", "content", Space::Content),
    ("purl.org/dc/elements/1.1", "dc", Space::Dc),
    ("purl.org/dc/elements/1.0", "dc", Space::Dc),
    ("purl.org/dc/terms", "dcterms", Space::Dcterms),
    ("search.yahoo.com/mrss", "media", Space::Media),
    ("tools.search.yahoo.com/mrss", "media", Space::Media),
    ("itunes.com/dtds/podcast-1.0.dtd", "itunes", Space::Itunes),
    ("georss.org/georss", "georss", Space::Georss),
    ("opengis.net/gml", "gml", Space::Gml),
    ("w3.org/2003/01/geo/wgs84_pos", "geo", Space::Geo),
    ("purl.org/rss/1.0/modules/slash", "slash", Space::Slash),
    ("wellformedweb.org/commentapi", "wfw", Space::Wfw),
    ("purl.org/syndication/thread/1.0", "thr", Space::Thr),
    ("source.scripting.com", "source", Space::Source),
    ("source.smallpict.com/2014/07/12/thesourcenamespace.html", "source", Space::Source),
    ("podcastindex.org/namespace/1.0", "podcast", Space::Podcast),
    ("github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", "podcast", Space::Podcast),
    ("purl.org/rss/1.0/modules/syndication", "sy", Space::Syndication),
    ("backend.userland.com/creativecommonsrssmodule", "creativecommons", Space::Licence),
    ("cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", "creativecommons", Space::Licence),
    ("web.resource.org/cc", "cc", Space::Licence),
    ("creativecommons.org/ns", "cc", Space::Licence),
    ("rssnamespace.org/feedburner/ext/1.0", "feedburner", Space::Feedburner),
    ("podlove.org/simple-chapters", "psc", Space::Chapters),
    ("google.com/schemas/sitemap-news/0.9", "news", Space::News),
    ("google.com/schemas/sitemap-image/1.1", "image", Space::Picture),
    ("w3.org/1999/02/22-rdf-syntax-ns", "rdf", Space::Rdf),
    ("w3.org/1999/xhtml", "xhtml", Space::Xhtml),
    ("w3.org/xml/1998/namespace", "xml", Space::Foreign),
];

impl Space {
    /// The namespace with an address; `Foreign` when it is none that feeds use.
    pub(crate) fn of_address(address: &str) -> Self {
        let lower = address.trim().to_ascii_lowercase();
        let bare = lower.split_once("://").map_or(lower.as_str(), |(_, bare)| bare);
        let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches(['/', '#']);
        if bare.is_empty() {
            return Self::Core;
        }
        KNOWN.iter().find(|(known, ..)| *known == bare).map_or(Self::Foreign, |(.., space)| *space)
    }

    /// The namespace that a prefix means by custom when nothing declares it.
    pub(crate) fn of_prefix(prefix: &str) -> Self {
        if prefix.is_empty() {
            return Self::Core;
        }
        KNOWN.iter().find(|(_, known, _)| *known == prefix).map_or(Self::Foreign, |(.., space)| *space)
    }

    /// The customary prefix, or the given one in lower case.
    pub(crate) fn prefix(self, given: &str) -> Cow<'_, str> {
        if self == Self::Core {
            return Cow::Borrowed("");
        }
        if self == Self::Foreign {
            return super::attribute::lower(given);
        }
        let customary = KNOWN.iter().find(|(_, known, space)| *space == self && !known.is_empty());
        Cow::Borrowed(customary.map_or("", |(_, known, _)| known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_matched_loosely() {
        assert_eq!(Space::of_address("HTTP://www.iTunes.com/DTDs/Podcast-1.0.dtd"), Space::Itunes);
        assert_eq!(Space::of_address("https://search.yahoo.com/mrss"), Space::Media);
        assert_eq!(Space::of_address("http://purl.org/atom/ns#"), Space::Core);
        assert_eq!(Space::of_address("urn:of:nobody"), Space::Foreign);
        assert_eq!(Space::of_prefix("dc"), Space::Dc);
        assert_eq!(Space::Foreign.prefix("MadeUp"), "madeup");
    }
}
