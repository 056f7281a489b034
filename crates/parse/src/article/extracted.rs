//! The result: an article as it was read from a page.

use serde::Serialize;

use super::metadata::date::PageDate;
use crate::sanitize::SafeHtml;

/// What is known of the page before it is read.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The address the page came from, after redirects.
    pub url: Option<String>,
    /// Characters of text that the feed gave for this article: a page with far less is cut.
    pub announced_characters: Option<usize>,
}

/// An article as its page gives it. What the page does not say is `None`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Extracted {
    /// Headline.
    pub title: Option<String>,
    /// The line under the headline.
    pub standfirst: Option<String>,
    /// Names of the authors in order.
    pub authors: Vec<String>,
    /// When it was published: RFC 3339 in the page's own zone.
    #[serde(serialize_with = "as_rfc3339")]
    pub published: Option<PageDate>,
    /// When it was last changed: RFC 3339 in the page's own zone.
    #[serde(serialize_with = "as_rfc3339")]
    pub modified: Option<PageDate>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// The publisher's word for the section.
    pub section: Option<String>,
    /// Standfirst, headings and paragraphs in the order of the page, one a line, without captions.
    pub text: String,
    /// The text without the standfirst as markup, with its figures in place: `figure` with `img` and `figcaption`, the credit in it as
    /// `span.credit`.
    pub html: SafeHtml,
    /// The figures in order, lead first.
    pub images: Vec<ArticleImage>,
    /// Address of the lead image.
    pub lead_image: Option<String>,
    /// The text is cut by a wall.
    pub paywalled: bool,
    /// A live article that grows through the day.
    pub live: bool,
    /// How sure the choice of text is, 0 to 1.
    pub confidence: f64,
    /// The article's own address, without tracking parameters.
    #[serde(skip)]
    pub canonical: Option<String>,
    /// Address of the same article in AMP form.
    #[serde(skip)]
    pub amp: Option<String>,
    /// Address of the same article for printing.
    #[serde(skip)]
    pub print: Option<String>,
    /// Address of the article's next page.
    #[serde(skip)]
    pub next_page: Option<String>,
    /// Address of the publisher's mark.
    #[serde(skip)]
    pub icon: Option<String>,
    /// Updates of a live article, newest first as the page lists them.
    #[serde(skip)]
    pub updates: Vec<Update>,
}

/// A figure of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ArticleImage {
    /// Absolute address.
    pub url: String,
    /// Caption without the credit.
    pub caption: Option<String>,
    /// Credit without its label.
    pub credit: Option<String>,
    /// Alternative text.
    pub alt: Option<String>,
    /// Width in pixels as the page says.
    pub width: Option<u32>,
    /// Height in pixels as the page says.
    pub height: Option<u32>,
}

/// An entry of a live article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<PageDate>,
    /// Its text.
    pub text: String,
}

#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
fn as_rfc3339<S: serde::Serializer>(date: &Option<PageDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.serialize_str(&date.to_rfc3339()),
        None => serializer.serialize_none(),
    }
}
