//! The picture stage: fetch a picture, bound it, re-encode it, keep it.

use tidings_model::http::{HttpRequest, Purpose};
use tidings_model::id::PictureId;
use tidings_model::job::Job;

use crate::access;
use crate::backoff::MOST_ATTEMPTS;
use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Fetches the picture of a job. One that is not there, or cannot be shown, is a result too: pages leave it out.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = PictureId::new(job.subject);
    let Some(work) = pipeline.store.picture_work(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let access = access::towards(&work.url, pipeline.store.access_for_picture(id).await?);
    let request = HttpRequest { access, ..HttpRequest::new(work.url.clone(), Purpose::Picture) };
    let response = match pipeline.http.get(request).await {
        Ok(response) => response,
        Err(error) if error.is_passing() && job.attempts + 1 < MOST_ATTEMPTS => return Err(error.into()),
        Err(error) => return Ok(pipeline.store.fail_picture(job, id, &error.to_string()).await.map(drop)?),
    };
    if response.status >= 400 {
        let reason = format!("{} answers with status {}", work.url, response.status);
        return Ok(pipeline.store.fail_picture(job, id, &reason).await.map(drop)?);
    }
    match pipeline.pictures.prepare(response.body).await {
        Ok(prepared) => pipeline.store.save_picture(job, id, &[prepared.full, prepared.small]).await?,
        Err(problem) => pipeline.store.fail_picture(job, id, &format!("{}: {problem}", work.url)).await?,
    };
    Ok(())
}
