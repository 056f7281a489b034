//! What the tests share: stores on each database, a clock that is set by hand, and fictional feeds, entries and pages.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tidings_model::address::address_key;
use tidings_model::article::{AnalysedPage, ArticleHead, StoredHtml, TextSource};
use tidings_model::entry::{EntryNames, EntryText, NewEntry};
use tidings_model::feed::NewFeed;
use tidings_model::id::{ArticleId, FeedId, StoryId};
use tidings_model::job::{Job, JobKind};
use tidings_model::name::{NameKind, NewName};
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::quote::{NewPoint, TextSpan};
use tidings_model::section::Section;
use tidings_model::story::{Membership, Regrouping};
use tidings_model::time::{Clock, Timestamp};
use tidings_store::card::Cursor;
use tidings_store::lease::Lease;
use tidings_store::page::PageCheck;
use tidings_store::poll::PollOutcome;
use tidings_store::secret::Key;
use tidings_store::{Location, Saved, Store};

/// How long the tests' claims last.
pub(crate) const LEASE: Duration = Duration::from_mins(1);

/// A clock that is set by hand.
#[derive(Debug)]
pub(crate) struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

impl HandClock {
    pub(crate) fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

/// A store on one of the databases.
pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) location: Location,
}

impl Bench {
    pub(crate) async fn open(location: Location) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(1_795_000_000_000)));
        let store = Store::open_by_clock(&location, clock.clone()).await.unwrap();
        store.take_key(Some(&key())).await.unwrap();
        Self { store, clock, location }
    }

    /// The same database as another process sees it.
    pub(crate) async fn second(&self) -> Option<Store> {
        if self.location == Location::SqliteMemory {
            return None;
        }
        let store = Store::open_by_clock(&self.location, self.clock.clone()).await.unwrap();
        store.take_key(Some(&key())).await.unwrap();
        Some(store)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Claims the one job of a kind that is due.
    pub(crate) async fn claim(&self, kind: JobKind) -> Job {
        let mut jobs = self.store.claim_jobs(&[kind], "worker", LEASE, 1).await.unwrap();
        jobs.pop().unwrap_or_else(|| panic!("no {} job is due", kind.as_str()))
    }

    /// Claims the job of a kind about a subject.
    pub(crate) async fn claim_about(&self, kind: JobKind, subject: i64) -> Job {
        let jobs = self.store.claim_jobs(&[kind], "worker", LEASE, 100).await.unwrap();
        jobs.into_iter().find(|job| job.subject == subject).expect("the job is due")
    }

    /// Adds a feed and stores a poll with these entries.
    pub(crate) async fn polled(&self, site: &str, entries: Vec<NewEntry>) -> FeedId {
        let added = self.store.add_feed(&publisher(site), &feed(site)).await.unwrap();
        let job = self.claim_about(JobKind::Poll, added.feed_id.get()).await;
        let saved = self.store.save_poll(&job, added.feed_id, &self.outcome(entries)).await.unwrap();
        assert_eq!(saved, Saved::Stored);
        added.feed_id
    }

    /// An article whose page is read: from a site, with an address and a text.
    pub(crate) async fn paged(&self, site: &str, name: &str) -> ArticleId {
        self.polled(site, vec![entry(site, name)]).await;
        let latest = self.store.latest(Cursor::START, 100).await.unwrap();
        let url = address(site, name);
        let card = latest.iter().find(|card| card.headline == format!("{name} in the feed")).expect(&url);
        let job = self.claim_about(JobKind::Page, card.id.get()).await;
        let page = page(site, name, "Text");
        assert_eq!(self.store.save_page(&job, card.id, &page, &self.check()).await.unwrap(), Saved::Stored);
        card.id
    }

    /// Puts articles into one story.
    pub(crate) async fn grouped(&self, articles: &[ArticleId]) -> StoryId {
        let story_id = self.store.new_story_id().await.unwrap();
        self.place(story_id, articles).await;
        story_id
    }

    /// Puts articles into a given story.
    pub(crate) async fn place(&self, story_id: StoryId, articles: &[ArticleId]) {
        let place = |article_id: &ArticleId| Membership {
            article_id: *article_id,
            story_id,
            copy_of: None,
            why: "{}".to_owned(),
        };
        let memberships = articles.iter().map(place).collect();
        let regrouping = Regrouping { memberships, ..Regrouping::default() };
        let lease = self.grouper().await;
        assert_eq!(self.store.save_regrouping(&lease, &[], &regrouping).await.unwrap(), Saved::Stored);
    }

    /// The grouper's lease.
    pub(crate) async fn grouper(&self) -> Lease {
        self.store.take_lease("grouper", "worker", LEASE).await.unwrap().expect("nobody else groups")
    }

    pub(crate) fn outcome(&self, entries: Vec<NewEntry>) -> PollOutcome {
        PollOutcome {
            entries,
            next_poll_at: self.now().plus(Duration::from_hours(1)),
            ..PollOutcome::default()
        }
    }

    pub(crate) fn check(&self) -> PageCheck {
        PageCheck { fetched_at: self.now(), ..PageCheck::default() }
    }
}

/// The key under which the tests' secrets are sealed.
pub(crate) fn key() -> Key {
    Key::from_text(&"7a".repeat(32)).unwrap()
}

/// Runs a test on SQLite in memory, on a SQLite file and on PostgreSQL.
pub(crate) fn on_every_database<F: Future<Output = ()>>(test: impl Fn(Bench) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        for memory in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let location = if memory {
                Location::SqliteMemory
            } else {
                Location::Sqlite(folder.path().join("tidings.db"))
            };
            test(Bench::open(location).await).await;
            // The folder outlives the test whatever the test took out of its bench.
            drop(folder);
        }
        if let Some(address) = crate::cluster::fresh_database().await {
            test(Bench::open(Location::Postgres(address)).await).await;
        }
    });
}

pub(crate) fn publisher(site: &str) -> NewPublisher {
    NewPublisher {
        site: site.to_owned(),
        name: None,
        home_url: format!("https://{site}/"),
        language: None,
        policy: DisplayPolicy::Full,
    }
}

pub(crate) fn feed(site: &str) -> NewFeed {
    NewFeed { url: format!("https://{site}/feed"), ..NewFeed::default() }
}

pub(crate) fn address(site: &str, name: &str) -> String {
    format!("https://{site}/{name}")
}

pub(crate) fn entry(site: &str, name: &str) -> NewEntry {
    NewEntry {
        names: EntryNames {
            guid: Some(name.to_owned()),
            written: name.to_owned(),
            page: Some(address_key(&address(site, name))),
            text: name.to_owned(),
            ..EntryNames::default()
        },
        has_page: true,
        url: address(site, name),
        site: Some(site.to_owned()),
        published_at: Some(Timestamp::from_millis(1_794_999_000_000)),
        published_offset: Some(60),
        updated_at: None,
        text: EntryText {
            title: format!("{name} in the feed"),
            summary_html: "<p>The harbour wall holds.</p>".to_owned(),
            labels: vec!["Local".to_owned()],
            ..EntryText::default()
        },
        content_hash: format!("hash of {name}"),
        page_hash: format!("hash of {name}"),
    }
}

pub(crate) fn page(site: &str, name: &str, text: &str) -> AnalysedPage {
    AnalysedPage {
        canonical_url: address(site, name),
        read_from: Some(publisher(site)),
        head: ArticleHead {
            title: format!("{name} on the page"),
            title_made: false,
            standfirst: Some("What happened at the harbour".to_owned()),
            authors: vec!["Ada Quill".to_owned()],
            section: Section::Local,
            section_label: Some("Harbour".to_owned()),
            language: Some("en".to_owned()),
            published_at: None,
            published_offset: None,
            modified_at: None,
            paywalled: false,
            live: false,
        },
        html: StoredHtml { html: format!("<p>{text}</p>"), sanitizer_version: 1 },
        text_hash: format!("hash of {text}"),
        excerpt: text.to_owned(),
        words: 1,
        text_source: TextSource::Page,
        page_problem: None,
        figures: Vec::new(),
        points: vec![NewPoint { text: text.to_owned(), spans: vec![TextSpan { start: 0, end: text.len() }] }],
        quotes: Vec::new(),
        names: vec![NewName {
            text: "Ada Quill".to_owned(),
            kind: Some(NameKind::Person),
            span: TextSpan { start: 0, end: 9 },
            mentions: 2,
        }],
        features: b"{}".to_vec(),
    }
}
