//! The poll stage: ask a feed, read what came, store the entries and the time of the next poll.

use std::time::Duration;

use tidings_fetch::schedule::freshness;
use tidings_model::feed::{Feed, Validators};
use tidings_model::http::{HttpRequest, HttpResponse, Purpose};
use tidings_model::id::FeedId;
use tidings_model::job::Job;
use tidings_model::publisher::Publisher;
use tidings_model::time::Timestamp;
use tidings_parse::feed::{self, Context, ParsedFeed};
use tidings_parse::warning::Warning;
use tidings_store::poll::PollOutcome;

use crate::entry::{FeedFacts, new_entry};
use crate::error::IngestError;
use crate::pipeline::Pipeline;
use crate::rhythm;

/// Polls the feed of a job. A poll that fails is a result too: it is written on the feed, with the time of the next one.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = FeedId::new(job.subject);
    let Some((feed, publisher)) = pipeline.store.feed_for_poll(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    match pipeline.http.get(request(&feed)).await {
        Ok(response) if response.status == 304 => not_modified(pipeline, job, &feed, &response).await,
        Ok(response) if response.status == 410 => {
            let reason =
                format!("{} says it is gone for good (410); look for the publisher's new feed", feed.url);
            Ok(pipeline.store.retire_feed(job, id, &reason).await.map(drop)?)
        }
        Ok(response) if response.status >= 400 => {
            let reason = format!("{} answers with status {}", feed.url, response.status);
            let silence = freshness::silence(response.status, &response.headers, pipeline.clock.now());
            failed(pipeline, job, &feed, (&reason, silence)).await
        }
        Ok(response) => read(pipeline, job, feed, publisher, response).await,
        Err(error) => failed(pipeline, job, &feed, (&error.to_string(), error.wait())).await,
    }
}

fn request(feed: &Feed) -> HttpRequest {
    HttpRequest {
        etag: feed.etag.clone(),
        last_modified: feed.last_modified.clone(),
        ..HttpRequest::new(feed.url.clone(), Purpose::Feed)
    }
}

async fn read(
    pipeline: &Pipeline,
    job: &Job,
    feed: Feed,
    publisher: Publisher,
    response: HttpResponse,
) -> Result<(), IngestError> {
    let now = pipeline.clock.now();
    let policy = pipeline.settings.policy;
    let id = feed.id;
    let parsed = tokio::task::spawn_blocking(move || {
        let context = Context {
            headers: response.headers.clone(),
            base_url: Some(response.final_url.clone()),
            ..Context::default()
        };
        let (parsed, warnings) = feed::parse(&response.body, &context);
        let language = parsed.feed.language().map(str::to_owned);
        let facts = FeedFacts {
            publisher: &publisher,
            feed_url: &feed.url,
            language: language.as_deref(),
            policy,
            now,
        };
        let entries = parsed.entries.iter().filter_map(|entry| new_entry(entry, &facts)).collect();
        outcome((&feed, &parsed), entries, &warnings, (&response, now))
    });
    let outcome = parsed.await?;
    pipeline.store.save_poll(job, id, &outcome).await?;
    Ok(())
}

fn outcome(
    (feed, parsed): (&Feed, &ParsedFeed),
    entries: Vec<tidings_model::entry::NewEntry>,
    warnings: &[Warning],
    (response, now): (&HttpResponse, Timestamp),
) -> PollOutcome {
    PollOutcome {
        not_modified: false,
        next_poll_at: rhythm::after_answer(feed, &parsed.feed, &entries, (response, now)),
        entries,
        title: parsed.feed.title_text(),
        publisher_name: parsed.feed.title_text(),
        publisher_language: parsed.feed.language().map(str::to_owned),
        validators: validators(response),
        warnings: warnings.iter().map(|warning| warning.0.clone()).collect(),
        moved_to: response.moved_to.clone(),
    }
}

fn validators(response: &HttpResponse) -> Validators {
    Validators {
        etag: response.header("etag").map(str::to_owned),
        last_modified: response.header("last-modified").map(str::to_owned),
    }
}

async fn not_modified(
    pipeline: &Pipeline,
    job: &Job,
    feed: &Feed,
    response: &HttpResponse,
) -> Result<(), IngestError> {
    let now = pipeline.clock.now();
    let outcome = PollOutcome {
        not_modified: true,
        entries: Vec::new(),
        title: feed.title.clone(),
        publisher_name: None,
        publisher_language: None,
        validators: Validators { etag: feed.etag.clone(), last_modified: feed.last_modified.clone() },
        warnings: feed.warnings.clone(),
        next_poll_at: rhythm::after_no_news(feed, response, now),
        moved_to: response.moved_to.clone(),
    };
    pipeline.store.save_poll(job, feed.id, &outcome).await?;
    Ok(())
}

async fn failed(
    pipeline: &Pipeline,
    job: &Job,
    feed: &Feed,
    (reason, silence): (&str, Option<Duration>),
) -> Result<(), IngestError> {
    let next = rhythm::after_failure(feed, silence, pipeline.clock.now());
    pipeline.store.fail_poll(job, feed.id, reason, next).await?;
    Ok(())
}
