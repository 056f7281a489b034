//! From an entry as the feed has it to an entry as the store takes it.

use tidings_model::entry::{EntryText, NewEntry};
use tidings_model::publisher::{DisplayPolicy, NewPublisher, Publisher};
use tidings_model::time::Timestamp;
use tidings_parse::feed::ParsedEntry;
use tidings_parse::sanitize::{self, SafeHtml};
use tidings_parse::url;

use crate::analysis::sha256_hex;

/// What the entries of one feed share.
#[derive(Debug)]
pub(crate) struct FeedFacts<'a> {
    /// The feed's publisher.
    pub(crate) publisher: &'a Publisher,
    /// The feed's address.
    pub(crate) feed_url: &'a str,
    /// The feed's language.
    pub(crate) language: Option<&'a str>,
    /// The policy of publishers that are new.
    pub(crate) policy: DisplayPolicy,
    /// When the feed was polled.
    pub(crate) now: Timestamp,
}

/// Turns a parsed entry into one to store; `None` when it has neither an address nor an id to know it by.
pub(crate) fn new_entry(entry: &ParsedEntry, facts: &FeedFacts<'_>) -> Option<NewEntry> {
    let link = entry.link().or_else(|| entry.id().filter(|id| id.starts_with("http")))?;
    let canonical = url::canonical(link, Some(facts.feed_url))?;
    let site = url::site(&canonical)?;
    let text = entry_text(entry, facts);
    let published = entry.published().or_else(|| entry.updated());
    Some(NewEntry {
        guid: entry.id().unwrap_or(&canonical).to_owned(),
        publisher: publisher_of(&canonical, site, facts),
        url: canonical,
        published_at: published.map(|time| time.min(facts.now)),
        published_offset: None,
        updated_at: entry.updated().map(|time| time.min(facts.now)),
        content_hash: content_hash(&text, entry),
        text,
    })
}

fn entry_text(entry: &ParsedEntry, facts: &FeedFacts<'_>) -> EntryText {
    EntryText {
        title: entry.title_text().unwrap_or_default(),
        summary_html: entry.summary_html().map(SafeHtml::into_string).unwrap_or_default(),
        content_html: entry.content_html().map(SafeHtml::into_string).unwrap_or_default(),
        sanitizer_version: sanitize::SANITIZER_VERSION,
        authors: entry.authors().iter().filter_map(|person| person.name.clone()).collect(),
        labels: entry
            .tags()
            .iter()
            .map(|tag| tag.label.clone().unwrap_or_else(|| tag.term.clone()))
            .collect(),
        language: entry.language().or(facts.language).map(str::to_owned),
        picture_url: entry.pictures().first().map(|url| (*url).to_owned()),
    }
}

/// An entry that links to another site belongs to that site's publisher.
fn publisher_of(address: &str, site: String, facts: &FeedFacts<'_>) -> NewPublisher {
    let own = site == facts.publisher.site;
    NewPublisher {
        name: if own { Some(facts.publisher.name.clone()) } else { None },
        home_url: if own { facts.publisher.home_url.clone() } else { origin(address) },
        language: if own { facts.publisher.language.clone() } else { None },
        policy: if own { facts.publisher.policy } else { facts.policy },
        site,
    }
}

fn content_hash(text: &EntryText, entry: &ParsedEntry) -> String {
    let updated = entry.updated().map_or(0, Timestamp::millis);
    let parts = [&text.title, &text.summary_html, &text.content_html, &updated.to_string()];
    sha256_hex(&parts.map(String::as_str).join("\n"))
}

/// The home page of an address: scheme, host and port.
fn origin(address: &str) -> String {
    url::resolve(address, "/").unwrap_or_else(|| address.to_owned())
}
