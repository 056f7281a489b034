//! robots.txt for page fetching (RFC 9309): fetched once per origin, kept, and asked before each page.

mod rules;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tidings_model::http::{HttpError, HttpResponse};
use tidings_model::time::{Clock, Timestamp};
use tokio::sync::Mutex as AsyncMutex;
use url::Url;

use crate::schedule::freshness;
use rules::Rules;

/// Our product token, by which a robots.txt names us.
const TOKEN: &str = "tidings";
/// Origins remembered before stale ones are forgotten.
const MOST_ORIGINS: usize = 10_000;
/// RFC 9309, section 2.4: a copy is used for 24 hours at most.
const LONGEST_KEPT: Duration = Duration::from_hours(24);
const SHORTEST_KEPT: Duration = Duration::from_hours(1);
/// An unreachable file closes the site; it is asked for again after this.
const RETRY: Duration = Duration::from_mins(10);
/// RFC 9309, section 2.3.1.4: unreachable for this long means that there is none.
const GIVEN_UP: Duration = Duration::from_hours(30 * 24);

/// What is known of one origin.
#[derive(Debug, Clone)]
struct Known {
    rules: Result<Arc<Rules>, HttpError>,
    until: Timestamp,
    unreachable_since: Option<Timestamp>,
}

type Slot = Arc<AsyncMutex<Option<Known>>>;

/// The robots.txt files of all origins asked lately.
#[derive(Debug)]
pub(crate) struct RobotsCache {
    clock: Arc<dyn Clock>,
    origins: Mutex<HashMap<String, Slot>>,
}

impl RobotsCache {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, origins: Mutex::default() }
    }

    /// Checks one page. `fetch` is called when no fresh copy is there; workers that ask for the same origin share it.
    ///
    /// Gives the delay that the site asks for between pages.
    pub(crate) async fn check<F>(&self, page: &Url, shown: &str, fetch: F) -> Result<Duration, HttpError>
    where
        F: Future<Output = Result<HttpResponse, HttpError>>,
    {
        let slot = self.slot(&page.origin().ascii_serialization());
        let mut known = slot.lock().await;
        let now = self.clock.now();
        if known.as_ref().is_none_or(|known| known.until <= now) {
            let answer = fetch.await;
            if let Err(error @ HttpError::Waiting { .. }) = answer {
                return Err(error);
            }
            *known = Some(Known::read(answer, known.as_ref(), now));
        }
        let rules = known.as_ref().map_or_else(|| Ok(Arc::default()), |known| known.rules.clone())?;
        let path =
            page.query().map_or_else(|| page.path().to_owned(), |query| format!("{}?{query}", page.path()));
        if rules.permit(&path) {
            Ok(rules.crawl_delay)
        } else {
            Err(HttpError::Robots { url: shown.to_owned() })
        }
    }

    fn slot(&self, origin: &str) -> Slot {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = origins.get(origin) {
            return Arc::clone(slot);
        }
        if origins.len() >= MOST_ORIGINS {
            let now = self.clock.now();
            let is_fresh = |slot: &Slot| match slot.try_lock() {
                Ok(known) => known.as_ref().is_some_and(|known| known.until > now),
                Err(_) => true,
            };
            origins.retain(|_, slot| is_fresh(slot));
        }
        Arc::clone(origins.entry(origin.to_owned()).or_default())
    }
}

/// The address of the robots.txt that speaks for a page.
pub(crate) fn address(page: &Url) -> Url {
    let mut url = page.clone();
    url.set_path("/robots.txt");
    url.set_query(None);
    url.set_fragment(None);
    url
}

impl Known {
    /// RFC 9309, section 2.3.1: a success is read, "unavailable" (4xx, too many redirects) allows everything, and
    /// "unreachable" (5xx, no answer) closes the site unless an older copy is there.
    fn read(answer: Result<HttpResponse, HttpError>, before: Option<&Self>, now: Timestamp) -> Self {
        let reason = match answer {
            Ok(answer) if (200..300).contains(&answer.status) => {
                let fresh = freshness::lifetime(&answer.headers, now).unwrap_or(LONGEST_KEPT);
                let until = now.plus(fresh.clamp(SHORTEST_KEPT, LONGEST_KEPT));
                return Self::rules(Rules::parse(&answer.body, TOKEN), until);
            }
            Ok(answer) if answer.status < 500 && answer.status != 429 => return Self::open(now),
            Ok(answer) => HttpError::Unreachable {
                url: answer.final_url,
                reason: format!("its robots.txt answered with status {}", answer.status),
            },
            Err(error) if error.is_passing() => error,
            Err(_) => return Self::open(now),
        };
        let since = before.and_then(|before| before.unreachable_since).unwrap_or(now);
        if now.since(since) >= GIVEN_UP {
            return Self { unreachable_since: Some(since), ..Self::open(now) };
        }
        let rules = before.and_then(|before| before.rules.clone().ok()).ok_or(reason);
        Self { rules, until: now.plus(RETRY), unreachable_since: Some(since) }
    }

    fn rules(rules: Rules, until: Timestamp) -> Self {
        Self { rules: Ok(Arc::new(rules)), until, unreachable_since: None }
    }

    fn open(now: Timestamp) -> Self {
        Self::rules(Rules::default(), now.plus(LONGEST_KEPT))
    }
}
