//! Coverage: how many publishers report an event, how many of them on their own, and the articles themselves.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::link::Link;
use crate::page::mark::Mark;
use crate::when::When;

/// The figures of a story's coverage. It prints as `14 publishers · 3 independent`, with a thin bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "part/count.html")]
pub struct CoverageCount {
    /// Publishers that carry it.
    pub publishers: i64,
    /// Independent reports: a text and its copies count once.
    pub independent: i64,
    /// Articles, copies included.
    pub articles: i64,
}

impl HtmlSafe for CoverageCount {}

impl CoverageCount {
    /// The sentence over a list: `14 publishers, 3 independent reports`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let publishers = counted(self.publishers, "publisher");
        format!("{publishers}, {}", counted(self.independent, "independent report"))
    }

    /// Whether more than one article tells of the event.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.articles > 1
    }

    /// The whole width of the bar: independent reports and copies.
    #[must_use]
    pub fn width(&self) -> i64 {
        self.articles.max(self.independent).max(1)
    }
}

/// `1 report`, `3 reports`.
#[must_use]
pub fn counted(count: i64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// An article in a list. It prints as one item without its list element.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/report.html")]
pub struct Report {
    /// The article.
    pub link: Link,
    /// Its publisher's page.
    pub publisher_link: Link,
    /// Its publisher's name.
    pub publisher: String,
    /// Its publisher's mark.
    pub mark: Mark,
    /// Its headline.
    pub headline: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Its opening lines, where they may be shown.
    pub lines: Option<String>,
    /// When it was published.
    pub when: When,
    /// What a reader has to know before opening it: live, behind a paywall, taken down, a copy.
    pub notes: Vec<String>,
}

impl HtmlSafe for Report {}

/// An independent report with its copies below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportWithCopies {
    /// The first of the text.
    pub report: Report,
    /// Articles that carry the same text.
    pub copies: Vec<Report>,
    /// How many further ones are not listed.
    pub unlisted: usize,
}

impl ReportWithCopies {
    /// The sentence over the copies: `14 copies of this text`.
    #[must_use]
    pub fn counted_copies(&self) -> String {
        let count = self.copies.len() + self.unlisted;
        format!("{count} {} of this text", if count == 1 { "copy" } else { "copies" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_counted_once_in_the_sentence() {
        let count = CoverageCount { publishers: 14, independent: 3, articles: 15 };
        assert_eq!(count.sentence(), "14 publishers, 3 independent reports");
        let single = CoverageCount { publishers: 1, independent: 1, articles: 1 };
        assert_eq!(single.sentence(), "1 publisher, 1 independent report");
    }
}
