//! Made-up articles as the pipeline stores them.

use tidings_model::address::address_key;
use tidings_model::article::{AnalysedPage, ArticleHead, StoredHtml, TextSource};
use tidings_model::entry::{EntryNames, EntryText, NewEntry};
use tidings_model::name::{NameKind, NewName};
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::quote::{NewPoint, NewQuote, Sourcing, TextSpan};
use tidings_search::Document;
use tidings_story::document;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features;

use crate::search::made_up::article;

/// Words of a line in brief, of a quote and of a paragraph.
const SENTENCE: usize = 22;
/// Characters of what the feed says, and of the excerpt in lists.
const EXCERPT: usize = 240;

/// The address of an article.
pub(super) fn address(number: u32) -> String {
    format!("https://{}/news/2026/{number}-{}", site(number), article(number).headline.replace(' ', "-"))
}

/// The number in an article's address.
pub(super) fn number_of(address: &str) -> Option<u32> {
    address.rsplit_once('/')?.1.split_once('-')?.0.parse().ok()
}

/// The site of the publisher to whose feed an article belongs.
pub(super) fn site(number: u32) -> String {
    format!("paper{}.example", number / super::loader::A_FEED)
}

pub(super) fn publisher(number: u32) -> NewPublisher {
    NewPublisher {
        site: site(number),
        name: None,
        home_url: format!("https://{}/", site(number)),
        language: None,
        policy: DisplayPolicy::Full,
    }
}

/// What the feed says of an article.
pub(super) fn entry(number: u32) -> NewEntry {
    let document = article(number);
    NewEntry {
        names: EntryNames {
            guid: Some(address(number)),
            written: address(number),
            page: Some(address_key(&address(number))),
            text: format!("{number:064x}"),
            ..EntryNames::default()
        },
        has_page: true,
        url: address(number),
        site: Some(site(number)),
        published_at: None,
        published_offset: Some(0),
        updated_at: None,
        text: EntryText {
            title: document.headline.clone(),
            summary_html: format!("<p>{}</p>", cut(&document.text)),
            ..EntryText::default()
        },
        content_hash: format!("{number:064x}"),
        page_hash: format!("{number:064x}"),
    }
}

/// The page of an article as it was read.
pub(super) fn page(number: u32, table: &EmbeddingTable) -> AnalysedPage {
    let document = article(number);
    let words: Vec<&str> = document.text.split(' ').collect();
    let paragraphs: Vec<String> = words.chunks(SENTENCE * 2).map(|words| words.join(" ")).collect();
    let text = paragraphs.join("\n\n");
    AnalysedPage {
        canonical_url: address(number),
        read_from: Some(publisher(number)),
        head: head(&document),
        html: StoredHtml { html: format!("<p>{}</p>", paragraphs.join("</p><p>")), sanitizer_version: 1 },
        text_hash: format!("{number:064x}"),
        excerpt: cut(&document.text),
        words: i64::try_from(words.len()).unwrap_or(i64::MAX),
        text_source: TextSource::Page,
        page_problem: None,
        figures: Vec::new(),
        points: sentences(&words).take(3).map(point).collect(),
        quotes: sentences(&words).skip(3).take(2).map(quote).collect(),
        names: document.names.iter().map(|text| name(text)).collect(),
        features: packed(&document, &text, table),
    }
}

fn head(document: &Document) -> ArticleHead {
    ArticleHead {
        title: document.headline.clone(),
        title_made: false,
        standfirst: None,
        authors: document.names.iter().take(1).cloned().collect(),
        section: document.section,
        section_label: None,
        language: document.language.clone(),
        published_at: None,
        published_offset: Some(0),
        modified_at: None,
        paywalled: false,
        live: false,
    }
}

fn packed(document: &Document, text: &str, table: &EmbeddingTable) -> Vec<u8> {
    let language = document.language.as_deref();
    let title = &document.headline;
    let read = document::Document { key: 0, source: "", published: None, title, text, language };
    features::of(&read, Some(table)).pack()
}

/// The sentences with where they stand.
fn sentences<'a>(words: &'a [&'a str]) -> impl Iterator<Item = (TextSpan, String)> + 'a {
    let mut start = 0;
    words.chunks(SENTENCE).map(move |words| {
        let text = words.join(" ");
        let span = TextSpan { start, end: start + text.len() };
        start = span.end + 1;
        (span, text)
    })
}

fn point((span, text): (TextSpan, String)) -> NewPoint {
    NewPoint { text, spans: vec![span] }
}

fn quote((span, text): (TextSpan, String)) -> NewQuote {
    NewQuote { text, span, direct: true, speaker: Some("Ada Quill".to_owned()), sourcing: Sourcing::Named }
}

fn name(text: &str) -> NewName {
    let span = TextSpan { start: 100, end: 100 + text.len() };
    NewName { text: text.to_owned(), kind: Some(NameKind::Person), span, mentions: 2 }
}

fn cut(text: &str) -> String {
    text.chars().take(EXCERPT).collect()
}
