//! The stages: each takes one job from its ids to its stored result.

mod derive;
mod discover;
mod list;
mod page;
mod picture;
pub(crate) mod poll;
mod subscribe;

use tidings_model::job::{Job, JobKind};

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Does one job. Its result, and the next steps, are stored when this returns `Ok`.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    match job.kind {
        JobKind::Discover => discover::perform(pipeline, job).await,
        JobKind::Poll => poll::perform(pipeline, job).await,
        JobKind::Subscribe => subscribe::perform(pipeline, job).await,
        JobKind::Page | JobKind::Recheck => page::perform(pipeline, job).await,
        JobKind::Picture => picture::perform(pipeline, job).await,
        JobKind::Derive => derive::perform(pipeline, job).await,
        JobKind::Group => Err(IngestError::unusable("grouping is done by the grouper alone")),
        JobKind::Background => Err(IngestError::unusable("background is found where the search index is")),
    }
}
