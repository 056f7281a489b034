//! The job table: the corridor between the stages. A job is one (kind, subject) while it is open.

mod claim;
mod figures;
mod queue;
mod suspect;
mod turn;

pub(crate) use claim::STATEMENTS as CLAIM_STATEMENTS;
pub(crate) use figures::STATEMENTS as FIGURE_STATEMENTS;
pub(crate) use queue::JobChanges;
pub(crate) use queue::STATEMENTS as QUEUE_STATEMENTS;
pub(crate) use suspect::STATEMENTS as SUSPECT_STATEMENTS;
pub(crate) use turn::STATEMENTS as TURN_STATEMENTS;

/// How storing a result went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is on the disk, and so are the next steps.
    Stored,
    /// The claim had run out and another worker has the job: nothing was stored, and nothing is lost.
    LostClaim,
}
