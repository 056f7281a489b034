//! What a feed, an entry and an entry's source have in common: one vocabulary, one record.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::date::ParsedDate;

/// How a text is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextKind {
    /// Plain text: `<` means itself.
    Plain,
    /// HTML text.
    Html,
    /// XHTML that stood as elements in the feed; given as HTML text.
    Xhtml,
    /// Another MIME type, as named.
    Other(String),
}

impl TextKind {
    /// The MIME type.
    #[must_use]
    pub fn mime(&self) -> &str {
        match self {
            Self::Plain => "text/plain",
            Self::Html => "text/html",
            Self::Xhtml => "application/xhtml+xml",
            Self::Other(mime) => mime,
        }
    }

    /// Whether the text is markup.
    #[must_use]
    pub fn is_markup(&self) -> bool {
        matches!(self, Self::Html | Self::Xhtml)
    }
}

/// A text with what is needed to show it. Markup is sanitised unless the context said to leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text or markup.
    pub value: String,
    /// How the value is to be read.
    pub kind: TextKind,
    /// BCP 47 tag of its language, where the feed says.
    pub language: Option<Arc<str>>,
    /// The address that relative addresses in it start from.
    pub base: Option<Arc<str>>,
    /// The address of the content where it is elsewhere.
    pub source: Option<String>,
}

impl Text {
    /// A plain text without further details.
    #[must_use]
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: value.into(), kind: TextKind::Plain, language: None, base: None, source: None }
    }
}

/// A date as the feed writes it, and what was read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// The text of the feed.
    pub text: String,
    /// The point in time; `None` when the text is no date.
    pub parsed: Option<ParsedDate>,
}

/// A person or organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The address of a page about the person.
    pub href: Option<String>,
}

/// A link with its attributes: `rel`, `type`, `href`, `title`, `hreflang`, `length` and others.
pub type Link = BTreeMap<String, String>;

/// A category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// The category's name.
    pub term: String,
    /// The address of the vocabulary.
    pub scheme: Option<String>,
    /// The name for people.
    pub label: Option<String>,
}

/// A picture, sound or film that an entry brings with it.
pub type Media = BTreeMap<String, String>;

/// The picture of a feed or entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// The address of the picture.
    pub href: Option<String>,
    /// `title`, `link`, `subtitle`, `width`, `height` and others, as written.
    pub details: BTreeMap<String, String>,
}

/// Everything that a feed says of itself, of an entry, or of an entry's source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    pub(super) id: Option<String>,
    /// The id is also the address of the entry.
    pub(super) id_is_link: Option<bool>,
    pub(super) title: Option<Text>,
    pub(super) subtitle: Option<Text>,
    pub(super) summary: Option<Text>,
    /// What Media RSS says in place of a summary.
    pub(super) media_summary: Option<Text>,
    pub(super) content: Vec<Text>,
    /// Further summaries, given as content after the real content.
    pub(super) more: Vec<Text>,
    pub(super) rights: Option<Text>,
    pub(super) info: Option<Text>,
    pub(super) link: Option<String>,
    pub(super) links: Vec<Link>,
    pub(super) authors: Vec<Person>,
    pub(super) contributors: Vec<Person>,
    pub(super) publisher: Option<Person>,
    pub(super) tags: Vec<Tag>,
    pub(super) image: Option<Image>,
    pub(super) media: Vec<Media>,
    pub(super) thumbnails: Vec<Media>,
    pub(super) language: Option<String>,
    pub(super) published: Option<WrittenDate>,
    pub(super) updated: Option<WrittenDate>,
    pub(super) created: Option<WrittenDate>,
    pub(super) expired: Option<WrittenDate>,
    pub(super) source: Option<Box<Record>>,
    /// Everything else, under the names of the feed world.
    pub(super) other: BTreeMap<String, Value>,
    /// How deep in the record the present title and id stood; what is nearer wins.
    pub(super) title_depth: usize,
}

impl Record {
    /// A text among the further elements, by its name in the feed world, such as `ttl` or `sy_updateperiod`.
    #[must_use]
    pub fn other(&self, name: &str) -> Option<&Value> {
        self.other.get(name)
    }

    /// The enclosures: links whose relation says so.
    pub(super) fn enclosures(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.get("rel").is_some_and(|rel| rel == "enclosure"))
    }
}
