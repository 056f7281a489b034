//! The editors' page of jobs.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tidings_model::id::{ArticleId, JobId, StoryId};
use tidings_model::job::{FailedJob, JobKind, StageFigures};
use tidings_model::user::Role;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::handler::request::{Done, Id, Query};
use crate::handler::show;
use crate::link::Link;
use crate::page::editor::jobs::{FailedJobView, JobsPage, StageView};
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

const FAILED: i64 = 100;

pub(crate) async fn jobs(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let stages = state.store().stage_figures().await?;
    let failed = state.store().failed_jobs(FAILED).await?;
    let page = JobsPage {
        frame: visitor.frame("Jobs"),
        message: (done.done.as_deref() == Some("retried")).then_some("The job is tried again now."),
        stages: stages.iter().map(|stage| stage_view(stage, &visitor)).collect(),
        failed: failed.into_iter().map(|job| failed_view(job, &visitor)).collect(),
    };
    show(&page, CachePolicy::Revalidate)
}

pub(crate) async fn retry(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<JobId>,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let done = if state.store().retry_failed(id).await? { "?done=retried" } else { "" };
    Ok(Redirect::to(&format!("{}{done}", Link::EditorJobs)).into_response())
}

const fn name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Discover => "Look for feeds",
        JobKind::Poll => "Read feeds",
        JobKind::Subscribe => "Ask hubs",
        JobKind::Page => "Read pages",
        JobKind::Recheck => "Look again at pages",
        JobKind::Picture => "Fetch pictures",
        JobKind::Group => "Place in stories",
        JobKind::Derive => "Work out stories",
        JobKind::Background => "Find background",
    }
}

fn stage_view(stage: &StageFigures, visitor: &Visitor) -> StageView {
    StageView {
        name: name(stage.kind),
        waiting: stage.waiting,
        due: stage.due,
        running: stage.running,
        failed: stage.failed,
        oldest: stage.oldest_due.map(|due| When::new(due, visitor.now())),
        finished: stage.finished,
    }
}

fn failed_view(job: FailedJob, visitor: &Visitor) -> FailedJobView {
    let subject = match job.kind {
        JobKind::Page | JobKind::Recheck | JobKind::Group | JobKind::Background => {
            Some(Link::Article(ArticleId::new(job.subject)))
        }
        JobKind::Derive => Some(Link::Story(StoryId::new(job.subject))),
        JobKind::Poll | JobKind::Subscribe => Some(Link::EditorPublishers),
        JobKind::Discover | JobKind::Picture => None,
    };
    FailedJobView {
        id: job.id,
        stage: name(job.kind),
        subject,
        reason: job.reason,
        attempts: job.attempts,
        retry: job.retry_at.map(|time| When::new(time, visitor.now())),
    }
}
