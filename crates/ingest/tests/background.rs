//! Background out of the archive: found once by a job, stored, looked for again while an article is young, and for the
//! articles of an older database.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tidings_ingest::{Background, Indexer};
use tidings_model::address::address_key;
use tidings_model::article::{AnalysedPage, ArticleHead, StoredHtml, TextSource};
use tidings_model::entry::{EntryNames, EntryText, NewEntry};
use tidings_model::feed::NewFeed;
use tidings_model::id::ArticleId;
use tidings_model::job::{Job, JobKind};
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::section::Section;
use tidings_model::story::{Membership, Regrouping};
use tidings_model::time::{Clock, Timestamp};
use tidings_search::SearchIndex;
use tidings_store::article::ArticleLookup;
use tidings_store::page::PageCheck;
use tidings_store::poll::PollOutcome;
use tidings_store::{Location, Store};
use tidings_story::document::Document;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features;

const LEASE: Duration = Duration::from_mins(1);

/// A headline and a text.
type Told = (&'static str, &'static str);

const OLD: Told = (
    "Fire aboard ferry Ostrey Star is put out off Gull Head",
    "A fire in the engine room of the Marrow Line ferry Ostrey Star was put out by its crew off Gull Head. The coast guard \
     sent two boats to the Ostrey Star.",
);
const NEW: Told = (
    "Marrow Line ferry Ostrey Star catches fire off Gull Head",
    "The ferry Ostrey Star of the Marrow Line caught fire in its engine room off Gull Head on Tuesday. The coast guard took \
     249 passengers off the Ostrey Star.",
);
const OTHER: Told = (
    "Chess champion retires after thirty years",
    "The champion of three decades told a packed hall that she would play no more tournaments.",
);

#[derive(Debug)]
struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// A store with an index that is made when it is asked for.
struct Desk {
    clock: Arc<HandClock>,
    store: Store,
    index: SearchIndex,
    background: Background,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(1_795_000_000_000)));
        let store = Store::open(&Location::SqliteMemory, clock.clone()).await.unwrap();
        let index = SearchIndex::open(folder.path());
        let background = Background::new(store.clone(), index.clone(), clock.clone(), "desk");
        Self { clock, store, index, background, _folder: folder }
    }

    fn pass(&self, time: Duration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    async fn claim(&self, kind: JobKind) -> Job {
        self.store.claim_jobs(&[kind], "test", LEASE, 1).await.unwrap().pop().unwrap()
    }

    /// Stores an article of a site, alone in its story.
    async fn read(&self, site: &str, told: Told) -> ArticleId {
        let added = self.store.add_feed(&publisher(site), &feed(site)).await.unwrap();
        let entries = vec![entry(site, told)];
        let next_poll_at = self.clock.now().plus(Duration::from_hours(1_000));
        let outcome = PollOutcome { entries, next_poll_at, ..PollOutcome::default() };
        let poll = self.claim(JobKind::Poll).await;
        self.store.save_poll(&poll, added.feed_id, &outcome).await.unwrap();
        let page = self.claim(JobKind::Page).await;
        let article_id = ArticleId::new(page.subject);
        let check = PageCheck { fetched_at: self.clock.now(), ..PageCheck::default() };
        self.store.save_page(&page, article_id, &analysed(site, told), &check).await.unwrap();
        self.group(article_id).await;
        article_id
    }

    async fn group(&self, article_id: ArticleId) {
        let job = self.claim(JobKind::Group).await;
        let story_id = self.store.new_story_id().await.unwrap();
        let membership = Membership { article_id, story_id, copy_of: None, why: "{}".to_owned() };
        let regrouping = Regrouping { memberships: vec![membership], ..Regrouping::default() };
        self.regroup(&[job], &regrouping).await;
    }

    async fn regroup(&self, jobs: &[Job], regrouping: &Regrouping) {
        let lease = self.store.take_lease("grouper", "test", LEASE).await.unwrap().unwrap();
        self.store.save_regrouping(&lease, jobs, regrouping).await.unwrap();
    }

    async fn index_all(&self) {
        let indexer = Indexer::new(self.store.clone(), self.index.clone());
        assert!(indexer.remake("a test", |_| ()).await.unwrap());
    }

    async fn work(&self) {
        while self.background.turn().await.unwrap() {}
    }

    async fn background_of(&self, id: ArticleId) -> Vec<ArticleId> {
        match self.store.article(id).await.unwrap() {
            ArticleLookup::Found(rows) => rows.related.iter().map(|card| card.id).collect(),
            other => panic!("{other:?}"),
        }
    }

    async fn waiting(&self) -> Option<Duration> {
        let due = self.store.next_due(&[JobKind::Background]).await.unwrap();
        due.map(|due| due.since(self.clock.now()))
    }
}

fn publisher(site: &str) -> NewPublisher {
    NewPublisher {
        site: site.to_owned(),
        name: None,
        home_url: format!("https://{site}/"),
        language: None,
        policy: DisplayPolicy::Full,
    }
}

fn feed(site: &str) -> NewFeed {
    NewFeed { url: format!("https://{site}/feed"), ..NewFeed::default() }
}

fn address(site: &str) -> String {
    format!("https://{site}/report")
}

fn entry(site: &str, (title, _): Told) -> NewEntry {
    NewEntry {
        names: EntryNames {
            guid: Some(address(site)),
            written: address(site),
            page: Some(address_key(&address(site))),
            text: title.to_owned(),
            ..EntryNames::default()
        },
        has_page: true,
        url: address(site),
        site: Some(site.to_owned()),
        published_at: None,
        published_offset: None,
        updated_at: None,
        text: EntryText { title: title.to_owned(), ..EntryText::default() },
        content_hash: title.to_owned(),
        page_hash: title.to_owned(),
    }
}

fn analysed(site: &str, (title, text): Told) -> AnalysedPage {
    let document = Document { key: 0, source: "", published: None, title, text, language: Some("en") };
    AnalysedPage {
        canonical_url: address(site),
        read_from: Some(publisher(site)),
        head: ArticleHead {
            title: title.to_owned(),
            title_made: false,
            standfirst: None,
            authors: Vec::new(),
            section: Section::Local,
            section_label: None,
            language: Some("en".to_owned()),
            published_at: None,
            published_offset: None,
            modified_at: None,
            paywalled: false,
            live: false,
        },
        html: StoredHtml { html: format!("<p>{text}</p>"), sanitizer_version: 1 },
        text_hash: title.to_owned(),
        excerpt: String::new(),
        words: 1,
        text_source: TextSource::Page,
        page_problem: None,
        figures: Vec::new(),
        points: Vec::new(),
        quotes: Vec::new(),
        names: Vec::new(),
        features: features::of(&document, EmbeddingTable::carried().ok().as_ref()).pack(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn background_is_found_once_and_a_view_reads_it() {
    let desk = Desk::new().await;
    let old = desk.read("old.example", OLD).await;
    desk.read("other.example", OTHER).await;
    desk.pass(Duration::from_hours(400 * 24));
    let new = desk.read("new.example", NEW).await;
    desk.pass(Duration::from_secs(10));
    assert!(!desk.background.turn().await.unwrap(), "without an index the jobs wait");
    desk.index_all().await;
    desk.work().await;
    assert_eq!(desk.background_of(new).await, [old]);
    assert_eq!(desk.background_of(old).await, [new]);
    assert_eq!(desk.waiting().await, Some(Duration::from_hours(6) - Duration::from_secs(10)));
    // What the grouper finds later stands beside it.
    let regrouping = Regrouping { related: vec![(new, Vec::new())], ..Regrouping::default() };
    desk.regroup(&[], &regrouping).await;
    assert_eq!(desk.background_of(new).await, [old]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_down_or_has_joined_the_story_is_no_background() {
    let desk = Desk::new().await;
    let old = desk.read("old.example", OLD).await;
    let new = desk.read("new.example", NEW).await;
    desk.index_all().await;
    desk.pass(Duration::from_secs(10));
    desk.work().await;
    assert_eq!(desk.background_of(new).await, [old]);
    let story_id = desk.store.new_story_id().await.unwrap();
    let join = |article_id| Membership { article_id, story_id, copy_of: None, why: "{}".to_owned() };
    let regrouping = Regrouping { memberships: vec![join(old), join(new)], ..Regrouping::default() };
    desk.regroup(&[], &regrouping).await;
    assert!(desk.background_of(new).await.is_empty());

    let apart = desk.store.new_story_id().await.unwrap();
    let membership = Membership { article_id: old, story_id: apart, copy_of: None, why: "{}".to_owned() };
    let regrouping = Regrouping { memberships: vec![membership], ..Regrouping::default() };
    desk.regroup(&[], &regrouping).await;
    assert_eq!(desk.background_of(new).await, [old]);
    desk.store.enqueue(JobKind::Page, old.get(), desk.clock.now()).await.unwrap();
    let page = desk.claim(JobKind::Page).await;
    desk.store.mark_gone(&page, old, None).await.unwrap();
    assert!(desk.background_of(new).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_filled_once() {
    let desk = Desk::new().await;
    let old = desk.read("old.example", OLD).await;
    let new = desk.read("new.example", NEW).await;
    desk.pass(Duration::from_secs(10));
    // As an older version left it: no job was ever enqueued.
    for job in desk.store.claim_jobs(&[JobKind::Background], "test", LEASE, 10).await.unwrap() {
        desk.store.finish_job(&job).await.unwrap();
    }
    desk.index_all().await;
    desk.work().await;
    assert_eq!((desk.background_of(new).await, desk.background_of(old).await), (vec![old], vec![new]));
    assert!(!desk.store.fill_background(10).await.unwrap(), "each article is asked for once");
}
