//! Sample data of the editors' pages.

use tidings_model::id::{ArticleId, CommentId, JobId, PublisherId, UserId};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::user::Role;

use super::{frame, minutes_ago};
use crate::link::Link;
use crate::page::editor::comments::{CommentsPage, NewestComment, RecordEntry};
use crate::page::editor::jobs::{FailedJobView, JobsPage, StageView};
use crate::page::editor::publishers::{FeedHealth, PublisherHealth, PublishersPage};
use crate::page::editor::users::{UserLine, UsersPage};
use crate::page::mark::Mark;

fn publisher(id: i64, name: &str, feeds: Vec<FeedHealth>) -> PublisherHealth {
    PublisherHealth {
        id: PublisherId::new(id),
        name: name.to_owned(),
        mark: Mark::new(name),
        site: "ledger.example".to_owned(),
        articles: 12,
        policy: DisplayPolicy::Excerpt,
        given: id == 1,
        feeds,
        feeds_left_out: 0,
    }
}

/// Publishers, one of them in trouble.
#[must_use]
pub fn publishers_sample() -> PublishersPage {
    let well = FeedHealth {
        address: "https://ledger.example/feed.xml".to_owned(),
        sentence: "Well.".to_owned(),
        troubled: false,
        polled: Some(minutes_ago(4)),
        hub: Some(
            "Its hub https://hub.example/ tells of news at once; the lease ends 2 December.".to_owned(),
        ),
        warnings: vec!["a date had no zone; UTC was taken".to_owned()],
    };
    let ill = FeedHealth {
        address: "https://courier.example/rss".to_owned(),
        sentence: "It did not answer within 30 s; 3 polls failed in a row.".to_owned(),
        troubled: true,
        polled: Some(minutes_ago(65)),
        hub: None,
        warnings: Vec::new(),
    };
    PublishersPage {
        frame: frame("Publishers"),
        message: Some("The feeds are being read now."),
        gives: true,
        total: 240,
        troubled: 1,
        only_troubled: false,
        before: None,
        after: Some(Link::PublishersFrom(100)),
        publishers: vec![
            publisher(1, "The Northern Ledger", vec![well]),
            publisher(2, "Valley Courier", vec![ill]),
            publisher(3, "Meridian Wire", Vec::new()),
        ],
    }
}

/// Jobs, one of them failed.
#[must_use]
pub fn jobs_sample() -> JobsPage {
    let stage = |name, waiting, oldest| StageView {
        name,
        waiting,
        due: 1,
        running: 2,
        failed: 1,
        oldest,
        finished: 4_210,
    };
    JobsPage {
        frame: frame("Jobs"),
        message: None,
        stages: vec![stage("Read feeds", 12, None), stage("Read pages", 30, Some(minutes_ago(3)))],
        failed: vec![FailedJobView {
            id: JobId::new(9),
            stage: "Read pages",
            subject: Some(Link::Article(ArticleId::new(1))),
            reason: "https://courier.example/a answered with status 500".to_owned(),
            attempts: 4,
            retry: None,
        }],
    }
}

/// Accounts.
#[must_use]
pub fn users_sample() -> UsersPage {
    let line = |id, name: &str, role, closed| UserLine {
        id: UserId::new(id),
        name: name.to_owned(),
        role,
        created: minutes_ago(9_000),
        closed,
    };
    UsersPage {
        frame: frame("Accounts"),
        message: None,
        invitation: Some("https://paper.example/account/join/6f1c".to_owned()),
        users: vec![
            line(1, "Ines Marlow", Role::Administrator, false),
            line(2, "P. Tarn", Role::Reader, false),
            line(3, "gone away", Role::Reader, true),
        ],
        before: None,
        after: Some(Link::UsersFrom(100)),
    }
}

/// The record of moderation.
#[must_use]
pub fn comments_sample() -> CommentsPage {
    let place = Link::FindComment(CommentId::new(3));
    CommentsPage {
        frame: frame("Moderation"),
        record: vec![RecordEntry {
            place: place.clone(),
            sentence: "Ines Marlow removed a comment by P. Tarn.".to_owned(),
            when: minutes_ago(20),
            note_head: "Reason",
            note: "It named a private person.".to_owned(),
            text: "I know who did it.".to_owned(),
            put_back: Some(Link::PutCommentBack(CommentId::new(3))),
        }],
        newest: vec![NewestComment {
            place,
            writer: "P. Tarn".to_owned(),
            text: "Was the second boat ever near?".to_owned(),
            written: minutes_ago(60),
        }],
    }
}
