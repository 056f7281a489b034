//! Looking for the feed of a pasted address. The answer that shows a feed is its first poll: nothing is asked twice.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use ::url::Url;
use tidings_fetch::discover;
use tidings_model::feed::{Feed, FeedRhythm, NewFeed};
use tidings_model::http::{HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::id::{FeedId, PublisherId};
use tidings_model::publisher::NewPublisher;
use tidings_model::time::Timestamp;
use tidings_parse::encoding;
use tidings_parse::feed::{self, Context, ParsedFeed, Version};
use tidings_parse::url;
use tidings_store::addition::{AdditionOutcome, FoundFeed};
use tidings_store::poll::PollOutcome;

use crate::access;
use crate::answer::Answer;
use crate::error::IngestError;
use crate::ownership;
use crate::pipeline::Pipeline;
use crate::stage::poll;

/// Addresses that are tried at most.
const MOST_TRIES: usize = 16;

/// A host that wants no longer silence than this is waited for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Looks for the feed of what was typed. That nothing is found is a result too, told in a sentence.
pub(crate) async fn look(pipeline: &Pipeline, typed: &str) -> Result<AdditionOutcome, IngestError> {
    let mut search = Search { pipeline, asked: HashSet::new() };
    let found = match search.run(typed).await {
        Ok(found) => found,
        Err(Missed::Told(reason)) => return Ok(AdditionOutcome::Failed(reason)),
        Err(Missed::Later(error)) => return Err(error.into()),
    };
    let unreadable = format!("{typed} cannot be read as a feed; look on the site for another one");
    let read = search.read(found).await?;
    Ok(read.map_or(AdditionOutcome::Failed(unreadable), |found| AdditionOutcome::Read(Box::new(found))))
}

/// Why there is no feed.
enum Missed {
    /// A sentence with the cure.
    Told(String),
    /// The host is asked again in a moment: it is another request's turn, or another process has it.
    Later(HttpError),
}

impl From<String> for Missed {
    fn from(reason: String) -> Self {
        Self::Told(reason)
    }
}

/// An answer that is a feed.
struct Found {
    feed: ParsedFeed,
    response: HttpResponse,
    /// The address to ask from now on.
    address: String,
}

struct Search<'p> {
    pipeline: &'p Pipeline,
    /// Addresses that were asked, so that none is asked again.
    asked: HashSet<String>,
}

impl Search<'_> {
    async fn run(&mut self, typed: &str) -> Result<Found, Missed> {
        let (address, response) = self.first(url::typed(typed)?).await?;
        let feed = parsed(&response);
        if is_feed(&feed, &response) {
            return Ok(found(feed, response, &address));
        }
        let Ok(page_url) = Url::parse(&response.final_url).or_else(|_| Url::parse(&address)) else {
            let said = format!("{address} is no web address; paste one such as https://news.example/");
            return Err(said.into());
        };
        let page = encoding::decode(&response.body, response.header("content-type")).text.into_owned();
        let candidates = discover::candidates(&page, &page_url, &response.headers);
        if let Some(found) = self.first_feed(candidates).await {
            return Ok(found);
        }
        // A page that is a feed itself comes last: one that it announces says more.
        if feed.version == Some(Version::HFeed) && !feed.entries.is_empty() {
            return Ok(found(feed, response, &address));
        }
        Err(format!(
            "{address} is no feed, and no feed was found on the page; look on the site for a link called RSS, Atom or Feed \
             and paste that"
        )
        .into())
    }

    /// The first of the addresses that gives an answer; else what the first one failed by.
    async fn first(&mut self, addresses: Vec<String>) -> Result<(String, HttpResponse), Missed> {
        let mut failed = None;
        for address in addresses {
            match self.get(&address).await {
                Ok(response) if response.status < 400 => return Ok((address, response)),
                Ok(response) => return Err(refused(&address, response.status).into()),
                Err(error) if error.wait().is_some_and(|wait| wait <= LONGEST_WAIT) => {
                    return Err(Missed::Later(error));
                }
                Err(error) => drop(failed.get_or_insert(error)),
            }
        }
        let said = failed.map(|error| error.to_string());
        let unasked = || "nothing was asked; paste an address such as https://news.example/".to_owned();
        Err(said.unwrap_or_else(unasked).into())
    }

    /// The first of the addresses that leads to a feed.
    async fn first_feed(&mut self, addresses: Vec<String>) -> Option<Found> {
        let new: Vec<String> =
            addresses.into_iter().filter(|address| !self.asked.contains(address)).collect();
        for address in new.into_iter().take(MOST_TRIES) {
            let Ok(response) = self.get(&address).await else { continue };
            let feed = parsed(&response);
            if response.status < 400 && is_feed(&feed, &response) {
                return Some(found(feed, response, &address));
            }
        }
        None
    }

    async fn get(&mut self, address: &str) -> Result<HttpResponse, HttpError> {
        self.asked.insert(address.to_owned());
        let site = url::site(address).unwrap_or_default();
        let given = self.pipeline.store.access_of_site(&site).await;
        let unread = |_| HttpError::Unreachable {
            url: address.to_owned(),
            reason: "the database cannot be read just now; try again in a minute".to_owned(),
        };
        let given = given.map_err(unread)?;
        let request = HttpRequest {
            access: access::towards(address, given),
            ..HttpRequest::new(address, Purpose::Discovery)
        };
        self.pipeline.http.get(request).await
    }

    /// Reads the answer as the first poll of the feed.
    async fn read(&self, found: Found) -> Result<Option<FoundFeed>, IngestError> {
        let (publisher, feed) = addition(self.pipeline, &found.feed, &found.address);
        let answer = Answer {
            pushed: false,
            hub: poll::hub_randomness(self.pipeline)?,
            settings: Arc::clone(&self.pipeline.settings),
            now: self.pipeline.clock.now(),
            feed: not_yet_stored(&feed, self.pipeline.clock.now()),
            // Where the feed lives was settled just now: the address to ask is the new one already.
            response: HttpResponse { moved_to: None, ..found.response },
        };
        let reading = tokio::task::spawn_blocking(move || (answer.read(), answer.feed));
        let (Some((poll, claim)), unstored) = reading.await? else { return Ok(None) };
        let (owner, home) = ownership::of_feed(self.pipeline, &unstored, &claim).await?;
        Ok(Some(FoundFeed { publisher, feed, poll: PollOutcome { owner, home, ..poll } }))
    }
}

/// What a status of an address that was pasted means, with the cure.
fn refused(address: &str, status: u16) -> String {
    let cure = match status {
        401 | 403 => {
            "the site lets in only whom it knows, or keeps readers like this one out; check the address in a browser"
        }
        404 | 410 => "there is no such page; check the address in a browser",
        429 => "the site was asked too often; add it again in an hour",
        500.. => "the site has trouble of its own; add it again later",
        _ => "check the address in a browser",
    };
    format!("{address} answers with status {status}: {cure}")
}

fn parsed(response: &HttpResponse) -> ParsedFeed {
    let context = Context {
        headers: response.headers.clone(),
        base_url: Some(response.final_url.clone()),
        ..Context::default()
    };
    feed::parse(&response.body, &context).0
}

/// Whether an answer is a feed and no page: a page that merely can be read as one has no version.
fn is_feed(feed: &ParsedFeed, response: &HttpResponse) -> bool {
    feed.version.is_some_and(|version| version != Version::HFeed) && !is_page(&response.body)
}

/// Whether the first tag is that of a page.
fn is_page(body: &[u8]) -> bool {
    let head: Vec<u8> = body.iter().take(1_024).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let first =
        head.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!']) || tag.starts_with("!doctype html"));
    first.is_some_and(|tag| tag.starts_with("!doctype html") || tag.starts_with("html"))
}

/// From now on the address is asked that permanent redirects lead to; others may lead elsewhere the next time.
fn found(feed: ParsedFeed, response: HttpResponse, asked: &str) -> Found {
    let address = response.moved_to.as_deref().unwrap_or(asked);
    let address = Url::parse(address).map_or_else(|_| address.to_owned(), without_password);
    Found { feed, response, address }
}

fn without_password(mut url: Url) -> String {
    // Both fail only for addresses without a host, which have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url.to_string()
}

fn addition(pipeline: &Pipeline, feed: &ParsedFeed, address: &str) -> (NewPublisher, NewFeed) {
    // Whether a home page at another site knows this feed is seen with its first poll; until then it is its host's.
    let site = url::site(address);
    let named = feed.feed.link().filter(|link| url::is_web(link));
    let home = named.filter(|home| url::site(home) == site);
    let title = feed.feed.title_text();
    let publisher = NewPublisher {
        name: title.clone().filter(|_| named.is_none() || home.is_some()),
        home_url: home.unwrap_or(address).to_owned(),
        site: site.unwrap_or_else(|| address.to_owned()),
        language: feed.feed.language().map(str::to_owned),
        policy: pipeline.settings.policy,
    };
    (publisher, NewFeed { url: address.to_owned(), title, ..NewFeed::default() })
}

/// The feed as it will be stored; its id, which the store makes, matters to nothing in the answer.
fn not_yet_stored(feed: &NewFeed, now: Timestamp) -> Feed {
    Feed {
        id: FeedId::new(seed(&feed.url)),
        publisher_id: PublisherId::new(0),
        url: feed.url.clone(),
        title: feed.title.clone(),
        folders: Vec::new(),
        attributes: std::collections::BTreeMap::new(),
        etag: None,
        last_modified: None,
        polled_at: None,
        next_poll_at: now,
        failures: 0,
        last_error: None,
        warnings: Vec::new(),
        retired_at: None,
        added_at: now,
        rhythm: FeedRhythm::default(),
    }
}

/// A number by which feeds that are added together drift apart.
fn seed(address: &str) -> i64 {
    address
        .bytes()
        .fold(7, |seed: i64, byte| seed.wrapping_mul(31).wrapping_add(i64::from(byte)) & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_from_a_feed_that_speaks_of_pages() {
        for page in
            ["<!DOCTYPE html><p>", "\n<html lang=en>", "<?xml version='1.0'?><!-- x --><!doctype HTML><html>"]
        {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for feed in [
            "<?xml version='1.0'?><rss><description><![CDATA[<html>",
            "<feed><title>&lt;html",
            "{\"items\": []}",
        ] {
            assert!(!is_page(feed.as_bytes()), "{feed}");
        }
    }
}
