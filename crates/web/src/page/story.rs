//! The story page: one event, what is known of it, who reports it on their own and who copies whom.

use askama::Template;
use tidings_model::section::Section;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::coverage::{CoverageCount, ReportWithCopies};
use crate::page::figure::FigureView;
use crate::page::frame::Frame;
use crate::when::When;

/// A sentence of a publisher about the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPoint {
    /// The sentence.
    pub text: String,
    /// BCP 47 tag of the article.
    pub language: Option<String>,
    /// The publisher that says it.
    pub publisher: String,
    /// The sentence's place in its article.
    pub place: Link,
}

/// An article on the time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When it was published.
    pub when: When,
    /// The publisher.
    pub publisher: String,
    /// The article.
    pub link: Link,
    /// Its headline.
    pub headline: String,
    /// BCP 47 tag.
    pub language: Option<String>,
}

/// A day that the reports tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayView {
    /// The day for machines: 2026-11-24.
    pub iso: String,
    /// The day for readers: `Tuesday 24 November 2026`.
    pub day: String,
    /// The sentence of the first report that tells of it.
    pub text: String,
    /// BCP 47 tag of its article.
    pub language: Option<String>,
    /// The reports that tell of it: publisher and article, the first being the sentence's.
    pub places: Vec<(String, Link)>,
}

/// Who is quoted across the coverage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedSpeaker {
    /// The speaker's name, or the words for an unnamed one.
    pub name: String,
    /// A word for the sourcing.
    pub sourcing: &'static str,
    /// One of their statements.
    pub words: String,
    /// Articles with their statements: publisher and place.
    pub places: Vec<(String, Link)>,
}

/// A detail that reports tell differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is counted or told, such as "killed".
    pub subject: String,
    /// Each value with the publishers that give it, and when they last did.
    pub values: Vec<DifferentValue>,
}

/// One of several values of a detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferentValue {
    /// The value as it stands in the reports.
    pub value: String,
    /// The publishers that give it, with their articles.
    pub places: Vec<(String, Link)>,
    /// The newest report that gives it.
    pub when: Option<When>,
}

/// What the story page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/story.html")]
pub struct StoryPage {
    /// What is around it.
    pub frame: Frame,
    /// Its headline.
    pub label: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Its section.
    pub section: Section,
    /// How widely it is reported.
    pub count: CoverageCount,
    /// Why it stands where it stands on the front page.
    pub why: Option<String>,
    /// Its first report.
    pub first: When,
    /// Its newest report.
    pub last: When,
    /// The picture of its lead article.
    pub picture: Option<FigureView>,
    /// What is known; empty when machine-made panels are off.
    pub known: Vec<KnownPoint>,
    /// What differs between reports.
    pub differences: Vec<Difference>,
    /// Its articles by time, oldest first.
    pub moments: Vec<Moment>,
    /// The days that they tell of; empty when machine-made panels are off.
    pub days: Vec<DayView>,
    /// Its articles, copies below the text they carry.
    pub reports: Vec<ReportWithCopies>,
    /// The beginning of the list, when this page goes on with it.
    pub before: Option<Link>,
    /// Where the list goes on.
    pub after: Option<Link>,
    /// How many articles the time line leaves out.
    pub moments_left_out: usize,
    /// Who is quoted.
    pub speakers: Vec<QuotedSpeaker>,
}
