//! The answer to a poll, read: its entries, what the feed says of itself, its hub, and when it is asked next.

use std::sync::Arc;

use tidings_model::bound::{Bound, Bounded, WARNINGS};
use tidings_model::entry::NewEntry;
use tidings_model::feed::{Feed, Validators};
use tidings_model::http::HttpResponse;
use tidings_model::subscription::Randomness;
use tidings_model::time::Timestamp;
use tidings_parse::feed::{self, Context, ParsedFeed};
use tidings_store::poll::PollOutcome;

use crate::entry::{FeedFacts, new_entries};
use crate::hub;
use crate::ownership::Claim;
use crate::rhythm::{self, Polled};
use crate::settings::IngestSettings;

/// An answer with what is needed to read it.
pub(crate) struct Answer {
    /// The feed as it was before.
    pub(crate) feed: Feed,
    /// What its server said.
    pub(crate) response: HttpResponse,
    /// A hub tells of its news.
    pub(crate) pushed: bool,
    /// For a subscription, where hubs can reach us.
    pub(crate) hub: Option<Randomness>,
    /// What the pipeline was told.
    pub(crate) settings: Arc<IngestSettings>,
    /// The time of the answer.
    pub(crate) now: Timestamp,
}

impl Answer {
    /// Reads the answer, with what the feed says of itself; `None` when nothing of a feed is in it.
    pub(crate) fn read(&self) -> Option<(PollOutcome, Claim)> {
        let context = Context {
            headers: self.response.headers.clone(),
            base_url: Some(self.response.final_url.clone()),
            limits: self.settings.feed_limits,
            ..Context::default()
        };
        let (parsed, warnings) = feed::parse(&self.response.body, &context);
        parsed.version?;
        let hub = self.hub.as_ref();
        let response = self.response.warnings.iter().cloned();
        let mut warnings = response.chain(warnings.into_iter().map(|warning| warning.0)).collect();
        Bound::REASON.hold_all(&mut warnings, WARNINGS);
        let outcome = PollOutcome {
            warnings,
            offer: hub.and_then(|random| hub::offer(&parsed.feed, &self.response, random, self.now)),
            ..self.outcome(&parsed)
        };
        let claim = Claim {
            home: parsed.feed.link().map(str::to_owned),
            title: parsed.feed.title_text(),
            language: parsed.feed.language().map(str::to_owned),
            answered_from: self.response.final_url.clone(),
        };
        Some((outcome, claim))
    }

    fn outcome(&self, parsed: &ParsedFeed) -> PollOutcome {
        let entries = self.entries(parsed);
        let rhythm = rhythm::stated(&parsed.feed);
        let arrivals = entries.iter().filter_map(|entry| entry.published_at).collect();
        let mut title = parsed.feed.title_text();
        Bound::NAME.hold_some(&mut title);
        let bounds = &self.settings.polling;
        let polled = Polled { feed: &self.feed, bounds, pushed: self.pushed, now: self.now };
        PollOutcome {
            next_poll_at: polled.after_answer(&rhythm, arrivals, &self.response),
            rhythm,
            entries,
            publisher_name: title.clone(),
            title,
            publisher_language: parsed.feed.language().map(|tag| Bound::LANGUAGE.line(tag)),
            validators: validators(&self.response).bounded(),
            moved_to: self.response.moved_to.clone(),
            ..PollOutcome::default()
        }
    }

    fn entries(&self, parsed: &ParsedFeed) -> Vec<NewEntry> {
        let facts = FeedFacts { feed_url: &self.feed.url, language: parsed.feed.language(), now: self.now };
        new_entries(&parsed.entries, &facts).into_iter().map(Bounded::bounded).collect()
    }
}

fn validators(response: &HttpResponse) -> Validators {
    Validators {
        etag: response.header("etag").map(str::to_owned),
        last_modified: response.header("last-modified").map(str::to_owned),
    }
}
