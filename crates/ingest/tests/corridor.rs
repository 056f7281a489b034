//! The corridor: how work passes from stage to stage when a host is slow, a page breaks our own work, or comes and goes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use tidings_ingest::{IngestSettings, Pipeline};
use tidings_model::article::{Article, TextSource};
use tidings_model::feed::NewFeed;
use tidings_model::http::{Http, HttpError, HttpForm, HttpRequest, HttpResponse};
use tidings_model::id::ArticleId;
use tidings_model::job::JobKind;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::time::{Clock, Timestamp};
use tidings_store::article::ArticleLookup;
use tidings_store::card::Cursor;
use tidings_store::change::LogPlace;
use tidings_store::{Location, Store};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A clock that is set by hand.
#[derive(Debug)]
struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

#[derive(Debug, Clone)]
enum Answer {
    Says(u16, String),
    Hangs,
    BreaksOurWork,
}

/// A network of fictional sites.
#[derive(Debug, Default)]
struct Network {
    answers: Mutex<HashMap<String, Answer>>,
    asked: Mutex<Vec<String>>,
}

impl Network {
    fn set(&self, url: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(url.to_owned(), answer);
    }

    fn asked(&self, start: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|url| url.starts_with(start)).count()
    }
}

#[async_trait]
impl Http for Network {
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        self.asked.lock().unwrap().push(request.url.clone());
        let answer = self.answers.lock().unwrap().get(&request.url).cloned();
        match answer.unwrap_or(Answer::Says(404, String::new())) {
            Answer::Says(status, body) => Ok(HttpResponse {
                warnings: Vec::new(),
                status,
                final_url: request.url,
                moved_to: None,
                headers: HashMap::from([("content-type".to_owned(), "text/html".to_owned())])
                    .into_iter()
                    .collect(),
                body: body.into(),
            }),
            Answer::Hangs => std::future::pending().await,
            Answer::BreaksOurWork => panic!("a page on which our own work breaks off"),
        }
    }

    async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError> {
        Err(HttpError::Unreachable { url: form.url, reason: "nobody is there".to_owned() })
    }
}

struct House {
    network: Arc<Network>,
    clock: Arc<HandClock>,
    store: Store,
    stop: CancellationToken,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl House {
    /// Nothing is due or running. Background is found where pages are served, which is not here.
    async fn is_quiet(&self) -> bool {
        let figures = self.store.stage_figures().await.unwrap();
        let own = figures.iter().filter(|stage| stage.kind != JobKind::Background);
        own.into_iter().all(|stage| stage.due == 0 && stage.running == 0)
    }

    async fn open() -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(1_795_000_000_000)));
        let network = Arc::new(Network::default());
        let store = Store::open(&Location::SqliteMemory, clock.clone()).await.unwrap();
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let settings = IngestSettings::default();
        Pipeline::new(store.clone(), network.clone(), clock.clone(), settings, "house")
            .start(&tracker, &stop);
        Self { network, clock, store, stop }
    }

    /// Adds a feed of a site with so many articles; what their pages answer is set before.
    async fn add(&self, site: &str, articles: usize) {
        let item = |number: usize| {
            format!(
                "<item><title>Ferry {number} of {site}</title><link>https://{site}/{number}</link>\
                 <guid>{number}</guid><description>The ferry {number} of {site} is late.</description></item>"
            )
        };
        let items: String = (0..articles).map(item).collect();
        let feed = format!("<rss version=\"2.0\"><channel><title>{site}</title>{items}</channel></rss>");
        self.network.set(&format!("https://{site}/feed"), Answer::Says(200, feed));
        let publisher = NewPublisher {
            site: site.to_owned(),
            name: None,
            home_url: format!("https://{site}/"),
            language: None,
            policy: DisplayPolicy::Full,
        };
        let feed = NewFeed { url: format!("https://{site}/feed"), ..NewFeed::default() };
        self.store.add_feed(&publisher, &feed).await.unwrap();
    }

    async fn article(&self) -> Option<Article> {
        let card = self.store.latest(Cursor::START, 1).await.unwrap().into_iter().next()?;
        Some(self.store.article_for_page(card.id).await.unwrap()?.article)
    }

    /// One article whose page is read.
    async fn with_article(page: Answer) -> (Self, ArticleId) {
        let house = Self::open().await;
        house.network.set("https://quay.example/0", page);
        house.add("quay.example", 1).await;
        until("the article is there", async || house.article().await.is_some()).await;
        let id = house.article().await.unwrap().id;
        (house, id)
    }

    async fn until_article(&self, what: &str, is: impl Fn(&Article) -> bool) {
        until(what, async || self.article().await.is_some_and(|article| is(&article))).await;
    }

    async fn versions(&self, id: ArticleId) -> Vec<String> {
        let ArticleLookup::Found(_) = self.store.article(id).await.unwrap() else { panic!("no article") };
        let versions = self.store.versions(id).await.unwrap();
        versions.into_iter().map(|version| version.title).collect()
    }

    fn advance(&self, by: Duration) {
        self.clock.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

/// Waits until something is so.
async fn until(what: &str, is: impl AsyncFn() -> bool) {
    for _ in 0..600 {
        if is().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never came: {what}");
}

fn page(headline: &str) -> Answer {
    let sentence = "The harbour master said on Monday that the ferry to the islands will sail an hour later than planned.";
    let paragraphs = format!("<p>{sentence}</p>").repeat(6);
    let body = format!(
        "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    );
    Answer::Says(200, body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_never_answers_holds_few_places_and_others_are_read() {
    let house = House::open().await;
    for number in 0..40 {
        house.network.set(&format!("https://slow.example/{number}"), Answer::Hangs);
        house.network.set(&format!("https://quick.example/{number}"), page("On time"));
    }
    house.add("slow.example", 40).await;
    until("the slow host is asked", async || house.network.asked("https://slow.example/1") > 0).await;
    house.add("quick.example", 10).await;
    until("the quick host's pages are read", async || {
        let latest = house.store.latest(Cursor::START, 100).await.unwrap();
        latest.iter().filter(|card| card.headline == "On time").count() == 10
    })
    .await;
    // The feed itself, and two pages.
    assert_eq!(house.network.asked("https://slow.example/"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_on_which_our_work_breaks_off_stops_nothing_and_is_shown() {
    let house = House::open().await;
    house.network.set("https://quay.example/0", Answer::BreaksOurWork);
    for number in 1..6 {
        house.network.set(&format!("https://quay.example/{number}"), page("On time"));
    }
    house.add("quay.example", 6).await;
    until("the failure is shown", async || !house.store.failed_jobs(9).await.unwrap().is_empty()).await;
    until("the others are read", async || {
        let latest = house.store.latest(Cursor::START, 100).await.unwrap();
        latest.iter().filter(|card| card.headline == "On time").count() == 5
    })
    .await;
    let failed = house.store.failed_jobs(9).await.unwrap();
    assert!(failed[0].reason.contains("a fault in Tidings"), "{}", failed[0].reason);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_gone_is_looked_for_after_a_day_and_comes_back() {
    let (house, _) = House::with_article(page("On time")).await;
    house.until_article("the page is read", |article| article.text_source == TextSource::Page).await;
    house.network.set("https://quay.example/0", Answer::Says(404, String::new()));
    house.advance(Duration::from_mins(20));
    house.until_article("it is gone", |article| article.gone_at.is_some()).await;
    assert_eq!(house.article().await.unwrap().page_problem, None, "its text is not the feed's");
    house.network.set("https://quay.example/0", page("On time"));
    house.advance(Duration::from_hours(25));
    house.until_article("it is back", |article| article.gone_at.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_closed_leaves_the_feeds_text_and_says_so() {
    let (house, _) = House::with_article(Answer::Says(403, String::new())).await;
    house.until_article("it says so", |article| article.page_problem.is_some()).await;
    assert_eq!(house.article().await.unwrap().text_source, TextSource::Feed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_without_a_change_logs_nothing_and_a_new_headline_is_a_version() {
    let (house, id) = House::with_article(page("On time")).await;
    house.until_article("the page is read", |article| article.text_source == TextSource::Page).await;
    until("the story is worked out", async || house.is_quiet().await).await;
    let before = house.store.last_change().await.unwrap();
    let asked = house.network.asked("https://quay.example/0");
    house.advance(Duration::from_mins(20));
    until("it is looked at again", async || house.network.asked("https://quay.example/0") > asked).await;
    until("the look is done", async || house.is_quiet().await).await;
    assert_ne!(before, LogPlace::default());
    assert_eq!(house.store.last_change().await.unwrap(), before);
    house.network.set("https://quay.example/0", page("An hour late"));
    house.advance(Duration::from_hours(1));
    until("the new headline is kept beside the old", async || house.versions(id).await.len() == 2).await;
    let mut titles = house.versions(id).await;
    titles.sort();
    assert_eq!(titles, ["An hour late", "On time"]);
}
