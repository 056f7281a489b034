//! The poll stage: ask a feed, read what came, store the entries and the time of the next poll.

use std::sync::Arc;
use std::time::Duration;

use tidings_fetch::schedule::freshness;
use tidings_model::feed::Feed;
use tidings_model::http::{HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::id::FeedId;
use tidings_model::job::Job;
use tidings_model::subscription::Randomness;
use tidings_store::StoreError;
use tidings_store::poll::PollOutcome;

use crate::access;
use crate::answer::Answer;
use crate::error::IngestError;
use crate::hub;
use crate::ownership;
use crate::pipeline::Pipeline;
use crate::rhythm::Polled;

/// Polls the feed of a job. A poll that fails is a result too: it is written on the feed, with the time of the next one.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = FeedId::new(job.subject);
    let Some((feed, publisher)) = pipeline.store.feed_for_poll(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let given = match pipeline.store.access_of_publisher(publisher.id).await {
        // Without what was given the publisher would be asked as a stranger, or without its proxy.
        Err(error @ StoreError::Sealed) => {
            let reason = format!("what was given to be let in at this publisher cannot be used: {error}");
            return failed(pipeline, job, &feed, (&reason, None)).await;
        }
        given => given?,
    };
    let access = access::towards(&feed.url, given);
    match pipeline.http.get(HttpRequest { access, ..request(&feed) }).await {
        Ok(response) if response.status == 304 => not_modified(pipeline, job, &feed, &response).await,
        Ok(response) if response.status == 410 => {
            let reason =
                format!("{} says it is gone for good (410); look for the publisher's new feed", feed.url);
            Ok(pipeline.store.retire_feed(job, id, &reason).await.map(drop)?)
        }
        Ok(response) if response.status >= 400 => {
            let reason = refusal(&feed.url, response.status);
            let silence = freshness::silence(response.status, &response.headers, pipeline.clock.now());
            failed(pipeline, job, &feed, (&reason, silence)).await
        }
        Ok(response) => read(pipeline, job, feed, response).await,
        Err(error @ HttpError::Waiting { .. }) => Err(error.into()),
        Err(error) => failed(pipeline, job, &feed, (&error.to_string(), error.wait())).await,
    }
}

/// What a status means for a feed, with the cure.
fn refusal(url: &str, status: u16) -> String {
    let cure = match status {
        401 | 403 => {
            "the publisher may want you to sign in, or keeps readers like this one out; see Access below"
        }
        404 => "look on the publisher's site for its present feed and add that",
        429 => "the publisher was asked too often and is left alone for a while",
        500.. => "the publisher's server has trouble of its own",
        _ => "open the address in a browser to see what it says",
    };
    format!("{url} answers with status {status}: {cure}")
}

fn request(feed: &Feed) -> HttpRequest {
    HttpRequest {
        etag: feed.etag.clone(),
        last_modified: feed.last_modified.clone(),
        ..HttpRequest::new(feed.url.clone(), Purpose::Feed)
    }
}

async fn read(pipeline: &Pipeline, job: &Job, feed: Feed, response: HttpResponse) -> Result<(), IngestError> {
    let answer = Answer {
        pushed: is_pushed(pipeline, feed.id).await?,
        hub: hub_randomness(pipeline)?,
        settings: Arc::clone(&pipeline.settings),
        now: pipeline.clock.now(),
        feed,
        response,
    };
    let reading = tokio::task::spawn_blocking(move || (answer.read(), answer.feed));
    match reading.await? {
        (Some((outcome, claim)), feed) => {
            let (owner, home) = ownership::of_feed(pipeline, &feed, &claim).await?;
            let outcome = PollOutcome { owner, home, ..outcome };
            Ok(pipeline.store.save_poll(job, feed.id, &outcome).await.map(drop)?)
        }
        (None, feed) => failed(pipeline, job, &feed, (&no_feed(&feed.url), None)).await,
    }
}

fn no_feed(url: &str) -> String {
    format!("{url} is no feed any more; look on the publisher's site for its present feed and add that")
}

/// Random bytes for a subscription, where hubs can reach us.
pub(crate) fn hub_randomness(pipeline: &Pipeline) -> Result<Option<Randomness>, IngestError> {
    pipeline.settings.callback.is_some().then(randomness).transpose()
}

fn randomness() -> Result<Randomness, IngestError> {
    hub::randomness().ok_or_else(|| {
        IngestError::unusable("the system gives no random bytes, so the feed's hub cannot be asked")
    })
}

async fn is_pushed(pipeline: &Pipeline, id: FeedId) -> Result<bool, IngestError> {
    let found = pipeline.store.subscription(id).await?;
    Ok(found.is_some_and(|found| found.subscription.is_active(pipeline.clock.now())))
}

async fn not_modified(
    pipeline: &Pipeline,
    job: &Job,
    feed: &Feed,
    response: &HttpResponse,
) -> Result<(), IngestError> {
    let pushed = is_pushed(pipeline, feed.id).await?;
    let arrivals = pipeline.store.latest_entries(feed.id).await?;
    let polled = Polled { feed, bounds: &pipeline.settings.polling, pushed, now: pipeline.clock.now() };
    let outcome = PollOutcome {
        not_modified: true,
        next_poll_at: polled.after_answer(&feed.rhythm, arrivals, response),
        moved_to: response.moved_to.clone(),
        ..PollOutcome::default()
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
    let bounds = &pipeline.settings.polling;
    let polled = Polled { feed, bounds, pushed: false, now: pipeline.clock.now() };
    pipeline.store.fail_poll(job, feed.id, reason, polled.after_failure(silence)).await?;
    Ok(())
}
