//! The discover stage: an address that a person pasted is looked at for feeds.

use tidings_model::id::AdditionId;
use tidings_model::job::Job;

use crate::error::IngestError;
use crate::look::look;
use crate::pipeline::Pipeline;
use crate::stage::list;

/// Looks at the address of a job. That nothing is found is a result too, told in a sentence.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = AdditionId::new(job.subject);
    let Some(addition) = pipeline.store.addition(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    if let Some(list) = pipeline.store.addition_list(id).await? {
        return list::store(pipeline, job, id, list).await;
    }
    let outcome = look(pipeline, &addition.address).await?;
    pipeline.store.save_addition(job, id, &outcome).await?;
    Ok(())
}
