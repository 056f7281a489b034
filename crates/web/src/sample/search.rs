//! Sample data of the search page.

use tidings_model::id::{ArticleId, PublisherId, SavedSearchId};

use super::{frame, minutes_ago};
use crate::link::Link;
use crate::page::mark::Mark;
use crate::page::search::{FacetView, HitView, MarkedText, ResultsView, SavedView, SearchPage, TimeChoice};
use crate::search_link::SearchLink;

/// Pieces in turn: the first is unmarked.
fn marked(pieces: &[&str]) -> MarkedText {
    let pieces = pieces.iter().enumerate().filter(|(_, text)| !text.is_empty());
    MarkedText { pieces: pieces.map(|(place, text)| ((*text).to_owned(), place % 2 == 1)).collect() }
}

fn hit(publisher: &str, headline: &[&str], lines: &[&str], minutes: u64) -> HitView {
    HitView {
        link: Link::Article(ArticleId::new(1)),
        publisher_link: Link::Publisher(PublisherId::new(1)),
        publisher: publisher.to_owned(),
        mark: Mark::new(publisher),
        headline: marked(headline),
        language: Some("en".to_owned()),
        lines: Some(marked(lines)),
        when: minutes_ago(minutes),
        notes: Vec::new(),
    }
}

fn narrowed(filter: &str) -> SearchLink {
    SearchLink::to(&format!("ferry fire {filter}"), false)
}

/// A search with results.
#[must_use]
pub fn sample() -> SearchPage {
    let hits = vec![
        hit(
            "The Northern Ledger",
            &["", "Ferry", " with 212 aboard reaches Port Averil under tow after engine ", "fire"],
            &[
                "… The ",
                "fire",
                " broke out in the engine room shortly after four. The ",
                "ferry",
                " lost power within minutes <of it> …",
            ],
            35,
        ),
        hit(
            "Harbour Post",
            &["Inquiry into the ", "ferry", " begins"],
            &["Who saw the ", "fire", " first is the question."],
            900,
        ),
    ];
    let results = ResultsView {
        sentence: "1,204 articles".to_owned(),
        hits,
        filters: vec![("section: Local".to_owned(), SearchLink::to("ferry fire", false))],
        facets: vec![FacetView {
            title: "Publisher",
            ways: vec![
                ("The Northern Ledger".to_owned(), 812, narrowed("publisher:\"The Northern Ledger\"")),
                ("Harbour Post".to_owned(), 392, narrowed("publisher:\"Harbour Post\"")),
            ],
        }],
        before: None,
        after: Some(SearchLink { query: "ferry fire".to_owned(), newest: false, page: 2 }),
        saves: Some("ferry fire section:local".to_owned()),
        building: None,
        instead: None,
    };
    SearchPage { typed: "ferry fire section:local".to_owned(), results: Some(results), ..empty_sample() }
}

/// A query that cannot be understood.
#[must_use]
pub fn problem_sample() -> SearchPage {
    let problem = "A quotation mark is open before \"engine fire\": close it after the last word of the phrase, or leave it out.";
    SearchPage {
        typed: "ferry \"engine fire".to_owned(),
        problem: Some(problem.to_owned()),
        saved: Vec::new(),
        ..empty_sample()
    }
}

/// Before anything is asked.
#[must_use]
pub fn empty_sample() -> SearchPage {
    let mut frame = frame("Search");
    frame.is_search = true;
    SearchPage {
        frame,
        typed: String::new(),
        message: None,
        problem: None,
        times: vec![
            TimeChoice { value: "", name: "at any time", chosen: true },
            TimeChoice { value: "7d", name: "in the last week", chosen: false },
        ],
        newest: false,
        suggestions: vec!["averil".to_owned()],
        results: None,
        saved: vec![SavedView {
            name: "Ferries".to_owned(),
            link: SearchLink::to("ferry", true),
            feed: Some(Link::SavedSearchFeed("0a1b".to_owned())),
            forget: Link::ForgetSearch(SavedSearchId::new(1)),
        }],
    }
}
