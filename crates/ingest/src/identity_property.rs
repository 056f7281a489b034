//! Property: however a feed is shuffled, repeated, cut, edited and moved between polls, no item is lost and none is doubled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;
use tidings_model::feed::NewFeed;
use tidings_model::http::HttpResponse;
use tidings_model::id::FeedId;
use tidings_model::job::JobKind;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::time::{Clock, SystemClock};
use tidings_store::card::Cursor;
use tidings_store::poll::PollOutcome;
use tidings_store::{Location, Store};

use crate::answer::Answer;
use crate::settings::IngestSettings;

/// How the feed names its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guid {
    None,
    Own,
    Address,
    Part,
    Constant,
    NewEachTime,
}

/// Where its items lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    OwnPage,
    FrontDoor,
    SharedPage,
    PartOfPage,
    Mail,
    Nowhere,
}

/// In what an answer differs from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Repeated,
    Secure,
    Www,
    Slash,
    Tracked,
    DatedAnew,
    Edited,
    Moved,
}

/// One answer: which items, in which order and spelling.
#[derive(Debug, Clone)]
struct Poll {
    shown: Vec<Index>,
    changes: Vec<Change>,
}

impl Poll {
    fn is(&self, change: Change) -> bool {
        self.changes.contains(&change)
    }
}

#[derive(Debug, Clone)]
struct Feed {
    guid: Guid,
    leads: Leads,
    items: usize,
    titled: bool,
    polls: Vec<Poll>,
}

fn a_poll() -> impl Strategy<Value = Poll> {
    use Change::{DatedAnew, Edited, Moved, Repeated, Secure, Slash, Tracked, Www};
    let all = vec![Repeated, Secure, Www, Slash, Tracked, DatedAnew, Edited, Moved];
    let changes = proptest::sample::subsequence(all, 0..=8);
    let shown = proptest::collection::vec(any::<Index>(), 1..8);
    (shown, changes).prop_map(|(shown, changes)| Poll { shown, changes })
}

fn a_feed() -> impl Strategy<Value = Feed> {
    let guid = proptest::sample::select(vec![
        Guid::None,
        Guid::Own,
        Guid::Address,
        Guid::Part,
        Guid::Constant,
        Guid::NewEachTime,
    ]);
    let leads = proptest::sample::select(vec![
        Leads::OwnPage,
        Leads::FrontDoor,
        Leads::SharedPage,
        Leads::PartOfPage,
        Leads::Mail,
        Leads::Nowhere,
    ]);
    (guid, leads, 2..7_usize, any::<bool>(), proptest::collection::vec(a_poll(), 1..6))
        .prop_map(|(guid, leads, items, titled, polls)| Feed { guid, leads, items, titled, polls })
}

impl Feed {
    /// The items of each answer. The first shows all: that a page is shared is seen only where two share it.
    fn answers(&self) -> Vec<(Vec<usize>, Poll)> {
        let mut answers = Vec::new();
        for (number, poll) in self.polls.iter().enumerate() {
            let mut shown: Vec<usize> = poll.shown.iter().map(|index| index.index(self.items)).collect();
            if number == 0 {
                shown.extend(0..self.items);
            }
            let mut seen = BTreeSet::new();
            shown.retain(|item| poll.is(Change::Repeated) || seen.insert(*item));
            answers.push((shown, poll.clone()));
        }
        answers
    }

    /// Whether a page of its own or a lasting id tells an item apart, whatever becomes of its words.
    fn is_lasting(&self) -> bool {
        self.leads == Leads::OwnPage || matches!(self.guid, Guid::Own | Guid::Address | Guid::Part)
    }

    fn rss(&self, shown: &[usize], (poll, number): (&Poll, usize)) -> String {
        let items: String = shown.iter().map(|item| self.item(*item, poll, number)).collect();
        format!("<rss version=\"2.0\"><channel><title>Feed</title>{items}</channel></rss>")
    }

    fn item(&self, item: usize, poll: &Poll, number: usize) -> String {
        let title = if self.titled { format!("<title>Headline {item}</title>") } else { String::new() };
        // What has nothing but its words keeps them while it is dated anew, and its date while they are edited.
        let is_told_by_date = self.titled
            && self.guid == Guid::None
            && !self.polls.iter().any(|poll| poll.is(Change::DatedAnew));
        let edited = poll.is(Change::Edited) && (self.is_lasting() || is_told_by_date);
        let edit = if edited { format!(" Edited {number}.") } else { String::new() };
        let anew = poll.is(Change::DatedAnew) && (self.is_lasting() || self.guid != Guid::NewEachTime);
        let hour = if anew { number + 1 } else { 0 };
        format!(
            "<item>{title}{}{}<pubDate>Mon, {:02} Mar 2026 {hour:02}:00:00 +0000</pubDate>\
             <description>Word {item} of the feed.{edit}</description></item>",
            self.link(item, poll),
            self.guid(item, poll, number),
            item + 1
        )
    }

    fn link(&self, item: usize, poll: &Poll) -> String {
        let scheme = if poll.is(Change::Secure) { "https" } else { "http" };
        let www = if poll.is(Change::Www) { "www." } else { "" };
        let slash = if poll.is(Change::Slash) { "/" } else { "" };
        let query = if poll.is(Change::Tracked) { "?utm_source=rss" } else { "" };
        let host = format!("{scheme}://{www}dev.example");
        let folder =
            if poll.is(Change::Moved) && self.guid == Guid::Own && self.titled { "notes" } else { "news" };
        let address = match self.leads {
            Leads::OwnPage => format!("{host}/{folder}/{item}{slash}{query}"),
            Leads::FrontDoor => format!("{host}{slash}{query}"),
            Leads::SharedPage => format!("{host}/all{slash}{query}"),
            Leads::PartOfPage => format!("{host}/all{slash}{query}#part-{item}"),
            Leads::Mail => format!("mailto:desk-{item}@dev.example"),
            Leads::Nowhere => return String::new(),
        };
        format!("<link>{address}</link>")
    }

    fn guid(&self, item: usize, poll: &Poll, number: usize) -> String {
        let scheme = if poll.is(Change::Secure) { "https" } else { "http" };
        let guid = match self.guid {
            Guid::None => return String::new(),
            Guid::Own => format!("item-{item:04}"),
            Guid::Address => format!("{scheme}://dev.example/?p={item}"),
            Guid::Part => format!("{scheme}://dev.example/#{item}"),
            Guid::Constant => "N/A".to_owned(),
            Guid::NewEachTime => format!("made-{number}-{item:04}"),
        };
        format!("<guid isPermaLink=\"false\">{guid}</guid>")
    }
}

const FEED: &str = "https://dev.example/feed";

async fn stored(feed: &Feed) -> (Vec<String>, usize) {
    let store = Store::open(&Location::SqliteMemory, Arc::new(SystemClock)).await.unwrap();
    let publisher = NewPublisher {
        site: "dev.example".to_owned(),
        name: None,
        home_url: "https://dev.example/".to_owned(),
        language: None,
        policy: DisplayPolicy::Full,
    };
    let new = NewFeed { url: FEED.to_owned(), ..NewFeed::default() };
    let id = store.add_feed(&publisher, &new).await.unwrap().feed_id;
    for (number, (shown, poll)) in feed.answers().into_iter().enumerate() {
        save(&store, id, feed.rss(&shown, (&poll, number))).await;
    }
    let word = |excerpt: &str| excerpt.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let cards = store.latest(Cursor::START, 100).await.unwrap();
    assert!(cards.iter().all(|card| !card.headline.trim().is_empty()));
    let mut words: Vec<String> = cards.iter().map(|card| word(&card.excerpt)).collect();
    words.sort();
    let entries = store.latest_entries(id).await.unwrap().len();
    store.close().await.unwrap();
    (words, entries)
}

/// Stores an answer as the poll stage does.
async fn save(store: &Store, id: FeedId, body: String) {
    store.poll_now(id).await.unwrap();
    let lease = Duration::from_mins(1);
    let job = store.claim_jobs(&[JobKind::Poll], "test", lease, 1).await.unwrap().remove(0);
    let (feed, _) = store.feed_for_poll(id).await.unwrap().unwrap();
    let response = HttpResponse {
        status: 200,
        final_url: FEED.to_owned(),
        moved_to: None,
        headers: BTreeMap::new(),
        warnings: Vec::new(),
        body: body.into(),
    };
    let (settings, now) = (Arc::new(IngestSettings::default()), SystemClock.now());
    let answer = Answer { feed, response, pushed: false, hub: None, settings, now };
    let (outcome, _) = answer.read().unwrap();
    let outcome = PollOutcome { next_poll_at: now.plus(Duration::from_hours(1)), ..outcome };
    store.save_poll(&job, id, &outcome).await.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_item_is_lost_and_none_is_doubled(feed in a_feed()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (words, entries) = runtime.block_on(stored(&feed));
        let expected: Vec<String> = (0..feed.items).map(|item| item.to_string()).collect();
        prop_assert_eq!(&words, &expected);
        prop_assert_eq!(entries, feed.items);
    }
}
