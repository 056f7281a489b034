//! The picture stage: fetch a picture, bound it, re-encode it, keep it.

use tidings_fetch::picture::{self, PictureLimits};
use tidings_model::figure::PictureFile;
use tidings_model::http::{HttpRequest, Purpose};
use tidings_model::id::PictureId;
use tidings_model::job::Job;

use crate::access;
use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Fetches the picture of a job.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = PictureId::new(job.subject);
    let Some(work) = pipeline.store.picture_work(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let access = access::towards(&work.url, pipeline.store.access_for_picture(id).await?);
    let request = HttpRequest { access, ..HttpRequest::new(work.url.clone(), Purpose::Picture) };
    let response = pipeline.http.get(request).await?;
    if response.status >= 400 {
        return Err(IngestError::unusable(format!("{} answers with status {}", work.url, response.status)));
    }
    let files = tokio::task::spawn_blocking(move || reencode(&response.body)).await??;
    pipeline.store.save_picture(job, id, &files).await?;
    Ok(())
}

fn reencode(body: &[u8]) -> Result<Vec<PictureFile>, IngestError> {
    let prepared = picture::prepare(body, &PictureLimits::default())
        .map_err(|error| IngestError::unusable(error.to_string()))?;
    Ok(vec![prepared.full, prepared.small])
}
