//! Jobs: the corridor between the stages. A payload is ids only.

use serde::{Deserialize, Serialize};

use crate::id::JobId;
use crate::time::Timestamp;

/// The stage a job belongs to, and with it what its subject id means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobKind {
    /// A pasted address is looked at for feeds; subject: the addition.
    Discover,
    /// A feed is polled; subject: the feed.
    Poll,
    /// A feed's hub is asked to tell of news; subject: the feed.
    Subscribe,
    /// An article's page is fetched, extracted and analysed; subject: the article.
    Page,
    /// An article's page is looked at again, to find changes; subject: the article. It waits for everything that is new.
    Recheck,
    /// A picture is fetched and re-encoded; subject: the picture.
    Picture,
    /// An article is placed in a story; subject: the article.
    Group,
    /// A story's figures, differences and related articles are worked out; subject: the story.
    Derive,
    /// What is like an article in the whole archive is looked for, where the search index is; subject: the article.
    Background,
}

/// Every kind, in the order of the pipeline.
pub const JOB_KINDS: [JobKind; 9] = [
    JobKind::Discover,
    JobKind::Poll,
    JobKind::Subscribe,
    JobKind::Page,
    JobKind::Recheck,
    JobKind::Picture,
    JobKind::Group,
    JobKind::Derive,
    JobKind::Background,
];

impl JobKind {
    /// The word that the store uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::Poll => "poll",
            Self::Subscribe => "subscribe",
            Self::Page => "page",
            Self::Recheck => "recheck",
            Self::Picture => "picture",
            Self::Group => "group",
            Self::Derive => "derive",
            Self::Background => "background",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        JOB_KINDS.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A job as a worker holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Its stage.
    pub kind: JobKind,
    /// The id of the noun it is about.
    pub subject: i64,
    /// How often it was tried before this time.
    pub attempts: i64,
    /// The host that it asks first; empty when it asks none, or none is known.
    pub host: String,
    /// Token of this claim: a result is stored only while the claim is still the worker's.
    pub claim: i64,
}

/// How a failed job goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is tried again at the time.
    RetryAt(Timestamp),
    /// It waits until the time, and the try does not count: the host was not asked.
    Postpone(Timestamp),
    /// It stays, marked failed, until an editor tries it again.
    GiveUp,
}

/// The four numbers that every stage reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StageFigures {
    /// The stage.
    pub kind: JobKind,
    /// Jobs that are due, or will be.
    pub waiting: i64,
    /// Jobs a worker holds.
    pub running: i64,
    /// Jobs that were given up.
    pub failed: i64,
    /// Those of the waiting that are due.
    pub due: i64,
    /// When the oldest due job became due.
    pub oldest_due: Option<Timestamp>,
    /// Jobs finished since the database was made.
    pub finished: i64,
}

/// A failed job, for the editor's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedJob {
    /// Its id.
    pub id: JobId,
    /// Its stage.
    pub kind: JobKind,
    /// The id of the noun it is about.
    pub subject: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed, as a sentence.
    pub reason: String,
    /// When it is tried again; `None` when it was given up.
    pub retry_at: Option<Timestamp>,
}
