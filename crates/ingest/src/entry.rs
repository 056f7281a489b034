//! From the entries of an answer as the feed has them to entries as the store takes them.

use tidings_model::entry::{EntryText, NewEntry};
use tidings_model::time::Timestamp;
use tidings_parse::feed::ParsedEntry;
use tidings_parse::sanitize::{self, SafeHtml, annotate};
use tidings_parse::url;
use tidings_text::version::{without_counters, without_counting_lines};

use crate::analysis::sha256_hex;
use crate::headline;
use crate::identity::{self, Identity, Item};

/// Signs that leave no mark on a page; a headline of nothing else is none.
const INVISIBLE: [char; 9] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{3164}', '\u{feff}',
];

/// What the entries of one feed share.
#[derive(Debug)]
pub(crate) struct FeedFacts<'a> {
    /// The feed's address.
    pub(crate) feed_url: &'a str,
    /// The feed's language.
    pub(crate) language: Option<&'a str>,
    /// When the feed was polled.
    pub(crate) now: Timestamp,
}

/// The entries of an answer to store: every item that does not repeat another.
pub(crate) fn new_entries(entries: &[ParsedEntry], facts: &FeedFacts<'_>) -> Vec<NewEntry> {
    let drafts: Vec<Draft> = entries.iter().map(|entry| Draft::of(entry, facts)).collect();
    let items: Vec<Item> = drafts.iter().map(|draft| draft.item.clone()).collect();
    let identities = identity::of_answer(&items);
    let told = entries.iter().zip(drafts).zip(identities);
    told.filter_map(|((entry, draft), identity)| Some(draft.entry(entry, identity?, facts))).collect()
}

/// An entry before it is known which of its names tell it apart.
struct Draft {
    item: Item,
    text: EntryText,
    page_hash: String,
}

impl Draft {
    fn of(entry: &ParsedEntry, facts: &FeedFacts<'_>) -> Self {
        let link = link(entry, facts);
        let mut text = entry_text(entry, facts);
        let plain = plain(entry);
        if text.title.is_empty() {
            let site = url::site(link.as_deref().unwrap_or(facts.feed_url));
            let made = headline::of_text(&plain, text.language.as_deref());
            text.title =
                made.unwrap_or_else(|| headline::of_nothing(text.picture_url.is_some(), site.as_deref()));
            text.title_made = true;
        }
        let substance = format!("{}\n{}", without_counters(&text.title), without_counting_lines(&plain));
        let guid = entry.id().filter(|id| Some(*id) != entry.link());
        let item = Item {
            guid: guid.filter(|id| link.as_deref() != Some(id.trim())).map(str::to_owned),
            title: text.title.clone(),
            published: entry.published().or_else(|| entry.updated()),
            digest: sha256_hex(&[&text.summary_html, &text.content_html].map(String::as_str).join("\n")),
            link,
        };
        Self { item, text, page_hash: sha256_hex(&substance) }
    }

    fn entry(self, entry: &ParsedEntry, identity: Identity, facts: &FeedFacts<'_>) -> NewEntry {
        let Identity { mut names, has_page } = identity;
        let url = self.address(entry, has_page);
        let canonical = self.item.link.as_deref().and_then(|link| url::canonical(link, None));
        entry.id().or(canonical.as_deref()).unwrap_or_default().clone_into(&mut names.written);
        NewEntry {
            names,
            site: url::site(&url),
            has_page,
            url,
            published_at: self.item.published.map(|time| time.min(facts.now)),
            published_offset: None,
            updated_at: entry.updated().map(|time| time.min(facts.now)),
            content_hash: content_hash(&self.text),
            page_hash: self.page_hash,
            text: self.text,
        }
    }

    /// The address to show: that of its page, or of its part of one, or else of a file that it brings; or none.
    fn address(&self, entry: &ParsedEntry, has_page: bool) -> String {
        let Some(link) = self.item.link.as_deref() else {
            let mut files = entry.enclosures().filter_map(|file| file.get("href"));
            return files.find_map(|file| url::canonical(file, None)).unwrap_or_default();
        };
        let canonical = url::canonical(link, None).unwrap_or_default();
        match link.split_once('#').filter(|(_, part)| !has_page && !part.is_empty()) {
            Some((_, part)) => format!("{canonical}#{part}"),
            None => canonical,
        }
    }
}

/// The address of an entry's page: its link, or else its id, whichever is an address of the web.
fn link(entry: &ParsedEntry, facts: &FeedFacts<'_>) -> Option<String> {
    let id = entry.id().filter(|id| url::is_web(id));
    let mut candidates = entry.link().into_iter().chain(id);
    candidates.find_map(|link| {
        url::canonical(link, Some(facts.feed_url))?;
        url::resolve(facts.feed_url, link)
    })
}

fn plain(entry: &ParsedEntry) -> String {
    let html = entry.content_html().or_else(|| entry.summary_html());
    html.map(|html| annotate::plain(&html)).unwrap_or_default()
}

fn entry_text(entry: &ParsedEntry, facts: &FeedFacts<'_>) -> EntryText {
    let is_seen =
        |title: &String| title.chars().any(|letter| !letter.is_whitespace() && !INVISIBLE.contains(&letter));
    EntryText {
        title: entry.title_text().filter(is_seen).unwrap_or_default(),
        title_made: false,
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

/// Of everything that is shown. The time of the last change is not: some feeds move it at each poll.
fn content_hash(text: &EntryText) -> String {
    let (authors, labels) = (text.authors.join("\n"), text.labels.join("\n"));
    let picture = text.picture_url.as_deref().unwrap_or_default();
    let parts = [&text.title, &text.summary_html, &text.content_html, &authors, &labels];
    sha256_hex(&format!("{}\n{picture}", parts.map(String::as_str).join("\n")))
}
