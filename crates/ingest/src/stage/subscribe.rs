//! The subscribe stage: ask a feed's hub to tell of news (WebSub), and again before its lease ends.

use std::time::Duration;

use tidings_model::id::FeedId;
use tidings_model::job::Job;
use tidings_model::subscription::Mode;
use tidings_store::subscription::{FeedSubscription, HubAnswer};

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// How long a hub is asked to tell of news.
const LEASE: Duration = Duration::from_hours(10 * 24);
/// How often hubs are asked before they are left alone for a while.
const MOST_TRIES: i64 = 4;
/// How long hubs that refuse, or never ask back, are left alone.
const LEFT_ALONE: Duration = Duration::from_hours(24);
/// How soon the next hub is asked after one refused.
const NEXT_HUB: Duration = Duration::from_secs(10);

/// Asks the hub of a job's feed when that is due.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let found = pipeline.store.subscription(FeedId::new(job.subject)).await?;
    let (Some(found), Some(callback)) = (found, pipeline.settings.callback.as_deref()) else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let now = pipeline.clock.now();
    let due = if found.tries < MOST_TRIES {
        found.subscription.due_at()
    } else {
        found.subscription.asked_at.plus(LEFT_ALONE)
    };
    if due > now {
        pipeline.store.subscribe_later(job, due).await?;
        return Ok(());
    }
    ask(pipeline, job, found, callback).await
}

async fn ask(
    pipeline: &Pipeline,
    job: &Job,
    mut found: FeedSubscription,
    callback: &str,
) -> Result<(), IngestError> {
    let now = pipeline.clock.now();
    if found.subscription.pending.is_some() {
        // It has not asked back in time: the next hub may.
        found.subscription.hub = next_hub(&found);
    }
    let address = format!("{callback}{}", found.subscription.token);
    let form = found.subscription.ask(Mode::Subscribe, &address, LEASE, now);
    pipeline.store.note_asked(&found.subscription).await?;
    let said = match pipeline.http.post(form).await {
        Ok(response) => found.subscription.take_answer(&response),
        Err(error) => Err(error.to_string()),
    };
    let (answer, again_at) = match said {
        Ok(()) => (HubAnswer::WillAsk(found.subscription.hub.clone()), found.subscription.due_at()),
        Err(reason) => {
            let wait = if found.tries + 1 < MOST_TRIES { NEXT_HUB } else { LEFT_ALONE };
            (HubAnswer::Refused { next: next_hub(&found), reason }, now.plus(wait))
        }
    };
    pipeline.store.save_hub_answer(job, &found.subscription.token, &answer, again_at).await?;
    Ok(())
}

/// The hub after the present one in the feed's order, the first after the last.
fn next_hub(found: &FeedSubscription) -> String {
    let present = &found.subscription.hub;
    let mut others = found.hubs.iter().skip_while(|hub| *hub != present).skip(1);
    others.next().or_else(|| found.hubs.first()).unwrap_or(present).clone()
}
