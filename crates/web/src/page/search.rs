//! The search page: the form, what was found with its words marked, ways to narrow, and the searches a reader keeps.

use askama::Template;
use askama::filters::HtmlSafe;
use tidings_search::query::FILTER_KINDS;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::page::mark::Mark;
use crate::search_link::SearchLink;
use crate::when::When;

/// What the search page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/search.html")]
pub struct SearchPage {
    /// What is around it.
    pub frame: Frame,
    /// What stands in the field.
    pub typed: String,
    /// What an action did.
    pub message: Option<&'static str>,
    /// Why the query cannot be understood, as a sentence with the cure.
    pub problem: Option<String>,
    /// The times to choose from.
    pub times: Vec<TimeChoice>,
    /// The newest first.
    pub newest: bool,
    /// Words to complete what is typed with.
    pub suggestions: Vec<String>,
    /// What was found; `None` when nothing was asked.
    pub results: Option<ResultsView>,
    /// The searches that the reader keeps.
    pub saved: Vec<SavedView>,
}

/// How far back a search looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeChoice {
    /// The filter's value.
    pub value: &'static str,
    /// Its name.
    pub name: &'static str,
    /// It is the present one.
    pub chosen: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResultsView {
    /// The sentence over the list.
    pub sentence: String,
    /// While the index is built and not everything is in it: sentences that say so.
    pub building: Option<String>,
    /// What was typed and fits nothing, and what was looked for in its place.
    pub instead: Option<(String, String)>,
    /// The articles of this page.
    pub hits: Vec<HitView>,
    /// The filters in force, each with the search without it.
    pub filters: Vec<(String, SearchLink)>,
    /// Ways to narrow.
    pub facets: Vec<FacetView>,
    /// The page before.
    pub before: Option<SearchLink>,
    /// The page after.
    pub after: Option<SearchLink>,
    /// The query as it is saved, for a reader who can.
    pub saves: Option<String>,
}

/// Ways to narrow a search by one thing: what it is called, how many articles it has, and the search with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetView {
    /// What the search is narrowed by.
    pub title: &'static str,
    /// The ways.
    pub ways: Vec<(String, usize, SearchLink)>,
}

/// A text in pieces; those that were looked for are marked. It prints as text with `<mark>` elements.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "part/marked.html")]
pub struct MarkedText {
    /// Text and whether it is marked.
    pub pieces: Vec<(String, bool)>,
}

impl HtmlSafe for MarkedText {}

/// A found article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitView {
    /// The article.
    pub link: Link,
    /// Its publisher's page.
    pub publisher_link: Link,
    /// Its publisher's name.
    pub publisher: String,
    /// Its publisher's mark.
    pub mark: Mark,
    /// Its headline.
    pub headline: MarkedText,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The part of its text where the words stand, where it may be shown.
    pub lines: Option<MarkedText>,
    /// When it was published.
    pub when: When,
    /// What a reader has to know before opening it.
    pub notes: Vec<String>,
}

/// A search that the reader keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// What they call it.
    pub name: String,
    /// The search.
    pub link: SearchLink,
    /// Its feed, at a secret address; `None` when the address is sealed under a key that is not here.
    pub feed: Option<Link>,
    /// Where forgetting it goes.
    pub forget: Link,
}

impl SearchPage {
    /// An example of each kind of filter.
    pub fn examples(&self) -> impl Iterator<Item = &'static str> {
        FILTER_KINDS.into_iter().map(tidings_search::query::FilterKind::example)
    }
}
