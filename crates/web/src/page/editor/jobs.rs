//! The editors' page of jobs: the four numbers of each stage, and what failed.

use askama::Template;
use tidings_model::id::JobId;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// A stage with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView {
    /// What the stage does, in a word or two.
    pub name: &'static str,
    /// Jobs that wait.
    pub waiting: i64,
    /// Those of them that are due.
    pub due: i64,
    /// Jobs that run.
    pub running: i64,
    /// Jobs that were given up.
    pub failed: i64,
    /// The oldest due job.
    pub oldest: Option<When>,
    /// Jobs finished so far.
    pub finished: i64,
}

/// A failed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedJobView {
    /// Its id, for the form.
    pub id: JobId,
    /// The stage.
    pub stage: &'static str,
    /// The page of what it is about, where there is one.
    pub subject: Option<Link>,
    /// Why it failed.
    pub reason: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried again; `None` when it was given up.
    pub retry: Option<When>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/jobs.html")]
pub struct JobsPage {
    /// What is around it.
    pub frame: Frame,
    /// What the last action did.
    pub message: Option<&'static str>,
    /// Every stage in the order of the pipeline.
    pub stages: Vec<StageView>,
    /// What failed, newest first.
    pub failed: Vec<FailedJobView>,
}
