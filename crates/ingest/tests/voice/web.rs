//! A made-up web of pages and redirects, and a reader's Tidings that reads it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use tidings_ingest::{IngestSettings, Pipeline};
use tidings_model::http::{Http, HttpError, HttpForm, HttpRequest, HttpResponse};
use tidings_model::id::{ArticleId, FeedId};
use tidings_model::job::{JOB_KINDS, JobKind};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::time::{Clock, SystemClock, Timestamp};
use tidings_parse::opml;
use tidings_store::article::{ArticleLookup, ArticleRows};
use tidings_store::card::{ArticleCard, Cursor};
use tidings_store::{Location, Store};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What stands at an address.
#[derive(Debug, Clone)]
enum Served {
    Body(String),
    Redirect { to: String, permanent: bool },
}

/// The made-up web. What it does not know cannot be reached.
#[derive(Debug, Default)]
pub(crate) struct Web {
    served: Mutex<HashMap<String, Served>>,
}

#[async_trait]
impl Http for Web {
    async fn get(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut url = request.url.clone();
        let mut is_permanent = true;
        for _ in 0..5 {
            let served = self.served.lock().unwrap().get(&url).cloned();
            match served {
                Some(Served::Body(body)) => {
                    let moved_to = (is_permanent && url != request.url).then(|| url.clone());
                    let headers = BTreeMap::from([("content-type".to_owned(), "text/html".to_owned())]);
                    return Ok(HttpResponse {
                        status: 200,
                        final_url: url,
                        moved_to,
                        headers,
                        warnings: Vec::new(),
                        body: body.into(),
                    });
                }
                Some(Served::Redirect { to, permanent }) => {
                    (url, is_permanent) = (to, is_permanent && permanent);
                }
                None => break,
            }
        }
        Err(HttpError::Unreachable { url, reason: "there is no such host".to_owned() })
    }

    async fn post(&self, form: HttpForm) -> Result<HttpResponse, HttpError> {
        Err(HttpError::Unreachable { url: form.url, reason: "there is no hub".to_owned() })
    }
}

/// A reader's Tidings on the made-up web.
pub(crate) struct Reader {
    pub(crate) store: Store,
    web: Arc<Web>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Reader {
    pub(crate) async fn start() -> Self {
        let clock = Arc::new(SystemClock);
        let store = Store::open(&Location::SqliteMemory, clock.clone()).await.unwrap();
        let web = Arc::new(Web::default());
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let settings = IngestSettings { policy: DisplayPolicy::Full, ..IngestSettings::default() };
        Pipeline::new(store.clone(), web.clone(), clock, settings, "test").start(&tracker, &stop);
        Self { store, web, tracker, stop }
    }

    pub(crate) fn serve(&self, url: &str, body: impl Into<String>) {
        self.web.served.lock().unwrap().insert(url.to_owned(), Served::Body(body.into()));
    }

    pub(crate) fn redirect(&self, from: &str, to: &str, permanent: bool) {
        let to = to.to_owned();
        self.web.served.lock().unwrap().insert(from.to_owned(), Served::Redirect { to, permanent });
    }

    /// Subscribes to feeds and waits until everything is read.
    pub(crate) async fn subscribe(&self, feeds: &[&str]) {
        for feed in feeds {
            let list = format!(r#"<opml><body><outline text="" xmlUrl="{feed}"/></body></opml>"#);
            let (list, _) = opml::parse(list.as_bytes());
            self.store.import_feeds(&opml::subscriptions(&list, DisplayPolicy::Full)).await.unwrap();
            self.settled().await;
        }
    }

    /// Polls every feed once more.
    pub(crate) async fn poll(&self) {
        let feeds: Vec<FeedId> = self.store.feeds().await.unwrap().iter().map(|feed| feed.id).collect();
        for feed in feeds {
            self.store.poll_now(feed).await.unwrap();
            self.settled().await;
        }
    }

    /// Reads the page of an article once more.
    pub(crate) async fn read_again(&self, id: ArticleId) {
        self.store.enqueue(JobKind::Page, id.get(), Timestamp::from_millis(0)).await.unwrap();
        self.settled().await;
    }

    /// Waits until no job is due.
    async fn settled(&self) {
        let mut quiet = 0;
        for _ in 0..1_000 {
            tokio::time::sleep(Duration::from_millis(15)).await;
            let stages = self.store.stage_figures().await.unwrap();
            let due = self.store.next_due(&JOB_KINDS).await.unwrap();
            let busy = stages.iter().any(|stage| stage.running > 0)
                || due.is_some_and(|due| due <= SystemClock.now());
            quiet = if busy { 0 } else { quiet + 1 };
            if quiet > 2 {
                return;
            }
        }
        panic!("jobs are left over");
    }

    /// Every article, newest first.
    pub(crate) async fn cards(&self) -> Vec<ArticleCard> {
        self.store.latest(Cursor::START, 100).await.unwrap()
    }

    /// The one article there is.
    pub(crate) async fn only(&self) -> ArticleRows {
        let cards = self.cards().await;
        assert_eq!(cards.len(), 1, "{cards:?}");
        self.article(cards[0].id).await
    }

    pub(crate) async fn article(&self, id: ArticleId) -> ArticleRows {
        match self.store.article(id).await.unwrap() {
            ArticleLookup::Found(rows) => *rows,
            other => panic!("no article: {other:?}"),
        }
    }

    /// Names of the publishers with their sites, those of feeds that stand for themselves without their digest.
    pub(crate) async fn names(&self) -> BTreeMap<String, String> {
        let publishers = self.store.publishers().await.unwrap();
        publishers.iter().map(|one| (one.publisher.host().to_owned(), one.publisher.name.clone())).collect()
    }

    pub(crate) async fn end(self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
        self.store.close().await.unwrap();
    }
}

/// An RSS feed: its title, the home page it names, and its items as title, link and text.
pub(crate) fn rss(title: &str, home: &str, items: &[(&str, &str, &str)]) -> String {
    let item = |(title, link, text): &(&str, &str, &str)| {
        format!(
            "<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"false\">{link}</guid>\
             <pubDate>Mon, 02 Mar 2026 10:00:00 +0000</pubDate><description>{text}</description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>{title}</title><link>{home}</link>{items}</channel></rss>")
}

/// A page with an article of several sentences.
pub(crate) fn page(title: &str, head: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>\
         <p>The harbour office said on Monday that the wall at the old pier holds, and that it was looked at twice.</p>\
         <p>Divers went down in the morning and again before the tide turned, with lamps and a long measuring line.</p>\
         <p>“We found no crack that a hand could feel,” said Ada Quill, who has led the divers for eleven years.</p>\
         </article></body></html>"
    )
}
