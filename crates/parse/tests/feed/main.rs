//! Feeds of our own in every dialect, with every namespace, in every state of disrepair.

#[cfg(test)]
mod bound;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod date;
#[cfg(test)]
mod dialect;
#[cfg(test)]
mod door;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod namespace;
#[cfg(test)]
mod person;

#[cfg(test)]
mod read {
    //! Reading a feed the way a poll does, and looking at it as JSON.

    use serde_json::Value;
    use tidings_parse::feed::{self, Context, ParsedFeed};

    pub(crate) const PAGE: &str = "https://quay.example/news/feed.xml";

    pub(crate) fn feed_of(bytes: impl AsRef<[u8]>) -> (ParsedFeed, Vec<String>) {
        let context = Context { base_url: Some(PAGE.to_owned()), ..Context::default() };
        let (parsed, warnings) = feed::parse(bytes.as_ref(), &context);
        (parsed, warnings.into_iter().map(|warning| warning.0).collect())
    }

    pub(crate) fn json(bytes: impl AsRef<[u8]>) -> Value {
        serde_json::to_value(feed_of(bytes).0).unwrap()
    }

    /// An RSS 2.0 channel with one item.
    pub(crate) fn rss(item: &str) -> Value {
        json(format!(
            "<rss version='2.0' {SPACES}><channel><title>Quay</title><item>{item}</item></channel></rss>"
        ))
    }

    /// An Atom feed with one entry.
    pub(crate) fn atom(entry: &str) -> Value {
        json(format!("<feed xmlns='http://www.w3.org/2005/Atom' {SPACES}><entry>{entry}</entry></feed>"))
    }

    pub(crate) const SPACES: &str = "xmlns:content='http://purl.org/rss/1.0/modules/content/' \
        xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/' \
        xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' \
        xmlns:georss='http://www.georss.org/georss' xmlns:gml='http://www.opengis.net/gml' \
        xmlns:slash='http://purl.org/rss/1.0/modules/slash/' xmlns:wfw='http://wellformedweb.org/CommentAPI/' \
        xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:source='http://source.scripting.com/' \
        xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:atom='http://www.w3.org/2005/Atom' \
        xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'";
}
