//! The article page, the heart of the product: head, body, tools, coverage, related, comments.

use askama::Template;
use tidings_model::section::Section;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::body::BodyPart;
use crate::page::comment::Thread;
use crate::page::coverage::{CoverageCount, Report, ReportWithCopies};
use crate::page::figure::FigureView;
use crate::page::frame::Frame;
use crate::page::mark::Mark;
use crate::page::quote::{QuoteView, counted_speakers};
use crate::when::When;

/// The head of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleHeadView {
    /// The publisher's name.
    pub publisher: String,
    /// The publisher's page.
    pub publisher_link: Link,
    /// The publisher's mark.
    pub mark: Mark,
    /// The section.
    pub section: Section,
    /// The headline.
    pub headline: String,
    /// The line under it.
    pub standfirst: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The authors, joined as a sentence has them.
    pub byline: Option<String>,
    /// When it was published, or when it arrived where that is unknown.
    pub published: When,
    /// Whether the publisher said when.
    pub dated: bool,
    /// When the publisher or we last saw it changed.
    pub changed: Option<When>,
    /// Minutes that reading takes; 0 when the text is not there.
    pub reading_minutes: i64,
    /// The address at the publisher's.
    pub original: OriginalLink,
    /// Whose page is at that address: the publisher, or the site that its feed links to.
    pub original_at: String,
    /// What a reader has to know of the text, as sentences.
    pub notes: Vec<String>,
}

/// The address of an article at its publisher's: `http` or `https`, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalLink(String);

impl OriginalLink {
    /// Takes an address; what is not `http` or `https` becomes an empty one, which leads to the page itself.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let is_web = url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        Self(if is_web { address.to_owned() } else { String::new() })
    }

    /// Whether there is an address.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.0.is_empty()
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A line of *In brief* with the places it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointView {
    /// The publisher's sentence.
    pub text: String,
    /// The sentences in the body.
    pub places: Vec<Link>,
}

/// What of the text this reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextView {
    /// The whole text.
    Full(Vec<BodyPart>),
    /// The opening lines and the way to the original.
    Excerpt(String),
    /// Nothing but the way to the original.
    HeadlineOnly,
    /// There is no text yet.
    Missing,
}

/// The comments with the form to write one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentsView {
    /// The threads of this page of them.
    pub threads: Vec<Thread>,
    /// How many comments of all pages are not removed.
    pub present: i64,
    /// The first page, when this is another one.
    pub first: Option<Link>,
    /// The page after this one.
    pub next: Option<Link>,
    /// The first page in the other order.
    pub other_order: Link,
    /// Where a new comment is sent; `None` for those who may not write.
    pub write: Option<Link>,
    /// Where a stranger signs in to write.
    pub sign_in: Link,
    /// Newest threads stand first.
    pub newest_first: bool,
}

/// A part of a long text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    /// Which it is, counted from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The part before.
    pub before: Option<Link>,
    /// The part after.
    pub after: Option<Link>,
}

/// What the article page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/article.html")]
pub struct ArticlePage {
    /// What is around it.
    pub frame: Frame,
    /// The head.
    pub head: ArticleHeadView,
    /// Its own address.
    pub link: Link,
    /// The lead picture.
    pub lead: Option<FigureView>,
    /// The text.
    pub text: TextView,
    /// Which part of a text that is too long for one page this is; `None` when the page has the whole.
    pub part: Option<PartView>,
    /// Figures that have no place in the text.
    pub gallery: Vec<FigureView>,
    /// Machine-made panels are shown.
    pub machine_made: bool,
    /// The lines of *In brief*.
    pub points: Vec<PointView>,
    /// Every statement.
    pub quotes: Vec<QuoteView>,
    /// The story, when others report it too.
    pub story: Option<Link>,
    /// How widely the event is reported.
    pub count: CoverageCount,
    /// The others' articles, copies below the text they carry.
    pub coverage: Vec<ReportWithCopies>,
    /// How many of them are left to the story's page.
    pub coverage_left_out: usize,
    /// How many statements have no room here.
    pub quotes_left_out: usize,
    /// The text of which this one is a copy.
    pub copy_of: Option<Report>,
    /// Articles for background.
    pub related: Vec<Report>,
    /// The comments.
    pub comments: CommentsView,
}

impl ArticlePage {
    fn speakers(&self) -> String {
        counted_speakers(&self.quotes)
    }

    fn is_full(&self) -> bool {
        matches!(self.text, TextView::Full(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_the_original_is_never_a_script() {
        assert_eq!(OriginalLink::new("javascript:alert(1)").as_str(), "");
        assert_eq!(OriginalLink::new("JaVaScRiPt:alert(1)").as_str(), "");
        assert_eq!(OriginalLink::new("data:text/html,x").as_str(), "");
        assert_eq!(OriginalLink::new("https://ledger.example/a").as_str(), "https://ledger.example/a");
    }
}
