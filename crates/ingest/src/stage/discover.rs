//! The discover stage: an address that a person pasted is looked at for feeds.

use ::url::Url;
use tidings_fetch::discover;
use tidings_model::feed::NewFeed;
use tidings_model::http::{HttpRequest, HttpResponse, Purpose};
use tidings_model::id::AdditionId;
use tidings_model::job::Job;
use tidings_model::publisher::NewPublisher;
use tidings_parse::feed::{self, Context, ParsedFeed};
use tidings_parse::url;
use tidings_store::addition::AdditionOutcome;

use crate::access;
use crate::error::IngestError;
use crate::pipeline::Pipeline;
use crate::stage::list;

/// Addresses that are tried at most.
const MOST_TRIES: usize = 12;

/// Looks at the address of a job. That nothing is found is a result too, told in a sentence.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = AdditionId::new(job.subject);
    let Some(addition) = pipeline.store.addition(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    if let Some(list) = pipeline.store.addition_list(id).await? {
        return list::store(pipeline, job, id, list).await;
    }
    let outcome = match look(pipeline, &addition.address).await {
        Ok(found) => AdditionOutcome::Found(found),
        Err(reason) => AdditionOutcome::Failed(reason),
    };
    pipeline.store.save_addition(job, id, &outcome).await?;
    Ok(())
}

type Found = Vec<(NewPublisher, NewFeed)>;

async fn look(pipeline: &Pipeline, typed: &str) -> Result<Found, String> {
    let address = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let parsed = Url::parse(&address).map_err(|error| {
        format!("“{typed}” is no web address ({error}); paste one such as https://news.example/")
    })?;
    let response = get(pipeline, &address, Purpose::Discovery).await?;
    if let Some(feed) = read_feed(&response) {
        return Ok(vec![addition(pipeline, &feed, &response.final_url)]);
    }
    let page_url = Url::parse(&response.final_url).unwrap_or(parsed);
    let page = String::from_utf8_lossy(&response.body).into_owned();
    let linked = discover::feeds(&page, &page_url, &response.headers).into_iter().map(|link| link.url);
    if let Some(found) = first_feed(pipeline, linked.collect()).await {
        return Ok(vec![found]);
    }
    if let Some(found) = first_feed(pipeline, discover::well_known(&page_url)).await {
        return Ok(vec![found]);
    }
    Err(format!(
        "{address} is no feed, and no feed was found on the page; look on the site for a link called RSS, Atom or Feed and paste that"
    ))
}

async fn get(pipeline: &Pipeline, address: &str, purpose: Purpose) -> Result<HttpResponse, String> {
    let site = url::site(address).unwrap_or_default();
    let given = pipeline.store.access_of_site(&site).await.map_err(|error| error.to_string())?;
    let request =
        HttpRequest { access: access::towards(address, given), ..HttpRequest::new(address, purpose) };
    let response = pipeline.http.get(request).await.map_err(|error| error.to_string())?;
    if response.status >= 400 {
        return Err(format!(
            "{address} answers with status {}; check the address in a browser",
            response.status
        ));
    }
    Ok(response)
}

async fn first_feed(pipeline: &Pipeline, addresses: Vec<String>) -> Option<(NewPublisher, NewFeed)> {
    for address in addresses.into_iter().take(MOST_TRIES) {
        let Ok(response) = get(pipeline, &address, Purpose::Feed).await else { continue };
        if let Some(feed) = read_feed(&response) {
            return Some(addition(pipeline, &feed, &response.final_url));
        }
    }
    None
}

/// The answer as a feed, when it is one: a page that merely can be read as one has no version.
fn read_feed(response: &HttpResponse) -> Option<ParsedFeed> {
    let context = Context {
        headers: response.headers.clone(),
        base_url: Some(response.final_url.clone()),
        ..Context::default()
    };
    let (feed, _) = feed::parse(&response.body, &context);
    (feed.version.is_some() && !looks_like_page(response)).then_some(feed)
}

fn looks_like_page(response: &HttpResponse) -> bool {
    let start: Vec<u8> = response.body.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&start).into_owned();
    text.contains("<!doctype html") || text.contains("<html")
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
