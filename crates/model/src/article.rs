//! Articles and the versions of their text.

use serde::{Deserialize, Serialize};

use crate::figure::NewFigure;
use crate::id::{ArticleId, PublisherId, StoryId, VersionId};
use crate::name::NewName;
use crate::publisher::NewPublisher;
use crate::quote::{NewPoint, NewQuote};
use crate::section::Section;
use crate::time::Timestamp;

/// Markup as the store keeps it: the sanitiser turns it into safe markup, cleaning again what an older one let pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredHtml {
    /// The markup.
    pub html: String,
    /// Version of the sanitiser that cleaned it.
    pub sanitizer_version: u32,
}

/// Where an article's text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextSource {
    /// Not fetched yet: only what the feed says is known.
    Feed,
    /// The publisher's page.
    Page,
}

impl TextSource {
    /// The word that the store uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Page => "page",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        if word == "page" { Self::Page } else { Self::Feed }
    }
}

/// Head data of an article: what is known of it besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleHead {
    /// Headline, never empty.
    pub title: String,
    /// The headline was made from the text, for neither page nor feed has one.
    #[serde(default)]
    pub title_made: bool,
    /// Standfirst (the line under the headline).
    pub standfirst: Option<String>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// Section from the one table.
    pub section: Section,
    /// The publisher's own word for the section.
    pub section_label: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was published; never later than its arrival.
    pub published_at: Option<Timestamp>,
    /// The publisher's offset from UTC in minutes, where known.
    pub published_offset: Option<i32>,
    /// When the publisher says it was last changed.
    pub modified_at: Option<Timestamp>,
    /// The text is cut by a paywall, or is far shorter than announced.
    pub paywalled: bool,
    /// A live article that grows through the day.
    pub live: bool,
}

/// An article: a publisher's piece at one canonical address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Whose words are shown: the feed's publisher until the page is read, then the publisher of the site it came from.
    pub publisher_id: PublisherId,
    /// For a link by a feed to another site whose page was not read: that site. The words are the feed's.
    pub link_site: Option<String>,
    /// Its canonical address; empty when it has none.
    pub url: String,
    /// The address leads to a page that is only this article's. Without one it is shown from the feed's text.
    pub has_page: bool,
    /// What is known of it besides its text.
    pub head: ArticleHead,
    /// First sentences, for lists; plain text, at most 300 characters.
    pub excerpt: String,
    /// Words of the text.
    pub words: i64,
    /// Where the text came from.
    pub text_source: TextSource,
    /// Why the page could not be read, as a sentence; `None` when it was.
    pub page_problem: Option<String>,
    /// The present text; `None` until the first is stored.
    pub version_id: Option<VersionId>,
    /// The story it belongs to; `None` until it is grouped.
    pub story_id: Option<StoryId>,
    /// The article of which this is a copy.
    pub copy_of: Option<ArticleId>,
    /// When it arrived here.
    pub arrived_at: Timestamp,
    /// When its text last changed here; `None` when it never did.
    pub changed_at: Option<Timestamp>,
    /// Set when the publisher's server says the article is gone (404 or 410).
    pub gone_at: Option<Timestamp>,
}

impl Article {
    /// The time that lists sort by and readers see: publication, or arrival where that is unknown.
    #[must_use]
    pub fn shown_at(&self) -> Timestamp {
        self.head.published_at.unwrap_or(self.arrived_at)
    }
}

/// A kept text of an article. Every changed text is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// The article.
    pub article_id: ArticleId,
    /// 1 for the first text, counting up.
    pub number: i64,
    /// Headline at the time.
    pub title: String,
    /// The text as markup, with its figures in place.
    pub html: StoredHtml,
    /// SHA-256 of the folded plain text, hex.
    pub text_hash: String,
    /// When it was read.
    pub fetched_at: Timestamp,
}

/// A page as read and analysed, ready to be stored in one transaction.
#[derive(Debug, Clone)]
pub struct AnalysedPage {
    /// The canonical address that the page itself names, or the one that it came from.
    pub canonical_url: String,
    /// The publisher of the site that the page came from, after all redirects; `None` for a feed's own words.
    pub read_from: Option<NewPublisher>,
    /// What is known besides the text.
    pub head: ArticleHead,
    /// The text as markup.
    pub html: StoredHtml,
    /// SHA-256 of the folded plain text, hex: a version is added only when it differs from the present one.
    pub text_hash: String,
    /// First sentences, for lists.
    pub excerpt: String,
    /// Words of the text.
    pub words: i64,
    /// Where the text came from.
    pub text_source: TextSource,
    /// Why the page could not be read, as a sentence.
    pub page_problem: Option<String>,
    /// The figures, lead first.
    pub figures: Vec<NewFigure>,
    /// Lines of *In brief*.
    pub points: Vec<NewPoint>,
    /// Quotes and attributed statements.
    pub quotes: Vec<NewQuote>,
    /// People and bodies that the text names.
    pub names: Vec<NewName>,
    /// Features for the grouper, packed by the story crate, which alone reads them.
    pub features: Vec<u8>,
}
