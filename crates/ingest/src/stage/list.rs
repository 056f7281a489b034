//! The discover stage for a list: its feeds are stored some at a time, so that it can be seen how far it is and broken off.

use tidings_model::id::AdditionId;
use tidings_model::job::Job;
use tidings_parse::opml;
use tidings_store::addition::{AdditionOutcome, AdditionState};

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Feeds that are stored together.
const AT_ONCE: usize = 250;

/// Stores the feeds of a list from where it was broken off. Those that are here already stay as they are.
pub(crate) async fn store(
    pipeline: &Pipeline,
    job: &Job,
    id: AdditionId,
    list: String,
) -> Result<(), IngestError> {
    let policy = pipeline.settings.policy;
    let read = move || opml::subscriptions(&opml::parse(list.as_bytes()).0, policy);
    let feeds = tokio::task::spawn_blocking(read).await?;
    loop {
        let Some(addition) = pipeline.store.addition(id).await? else { break };
        let AdditionState::List { done, .. } = addition.state else { break };
        let start = usize::try_from(done).unwrap_or(usize::MAX).min(feeds.len());
        let end = start.saturating_add(AT_ONCE).min(feeds.len());
        let some = feeds.get(start..end).unwrap_or_default();
        if some.is_empty() {
            break;
        }
        pipeline.store.store_listed(id, done, some).await?;
    }
    pipeline.store.save_addition(job, id, &AdditionOutcome::Found(Vec::new())).await?;
    Ok(())
}
