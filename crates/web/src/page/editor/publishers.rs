//! The editors' page of publishers: the health of each feed, and what can be done.

use askama::Template;
use tidings_model::id::PublisherId;
use tidings_model::publisher::DisplayPolicy;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::page::mark::Mark;
use crate::when::When;

/// The health of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedHealth {
    /// Its address.
    pub address: String,
    /// Its state as a sentence.
    pub sentence: String,
    /// The last poll failed, or it is retired.
    pub troubled: bool,
    /// When it was last polled.
    pub polled: Option<When>,
    /// How it stands with its hub, as a sentence.
    pub hub: Option<String>,
    /// What the parser mended.
    pub warnings: Vec<String>,
}

/// A publisher with its feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublisherHealth {
    /// Its id, for the forms.
    pub id: PublisherId,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub mark: Mark,
    /// Its site.
    pub site: String,
    /// How many of its articles are kept.
    pub articles: i64,
    /// How much of its text strangers may see.
    pub policy: DisplayPolicy,
    /// Something was given to be let in there.
    pub given: bool,
    /// Its feeds.
    pub feeds: Vec<FeedHealth>,
    /// How many further feeds have no room here.
    pub feeds_left_out: usize,
}

impl PublisherHealth {
    fn is_troubled(&self) -> bool {
        self.feeds.iter().any(|feed| feed.troubled)
    }

    fn policies(&self) -> [(DisplayPolicy, &'static str, bool); 3] {
        let chosen = |policy| self.policy == policy;
        [
            (DisplayPolicy::Full, "full text", chosen(DisplayPolicy::Full)),
            (DisplayPolicy::Excerpt, "opening lines", chosen(DisplayPolicy::Excerpt)),
            (DisplayPolicy::Headline, "headline only", chosen(DisplayPolicy::Headline)),
        ]
    }
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/publishers.html")]
pub struct PublishersPage {
    /// What is around it.
    pub frame: Frame,
    /// What the last action did.
    pub message: Option<&'static str>,
    /// The visitor may give what publishers want to be let in.
    pub gives: bool,
    /// How many publishers there are.
    pub total: usize,
    /// How many of them need a look.
    pub troubled: usize,
    /// Only those are shown.
    pub only_troubled: bool,
    /// Publishers by name, one page of them.
    pub publishers: Vec<PublisherHealth>,
    /// The pages before and after this one.
    pub before: Option<Link>,
    /// See `before`.
    pub after: Option<Link>,
}
