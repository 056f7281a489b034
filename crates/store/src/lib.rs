//! The only SQL: SQLite and PostgreSQL from one text, migrations, the job table, and what the pages read.

pub mod access;
pub mod account;
pub mod addition;
mod address;
pub mod article;
pub mod background;
pub mod backup;
mod body;
pub mod card;
pub mod change;
pub mod comment;
pub mod comment_page;
pub mod custody;
mod database;
pub mod derive;
mod entry;
mod error;
mod excerpt;
pub mod features;
pub mod feed;
mod figure;
pub mod front;
pub mod grouping;
pub mod home;
pub mod inspect;
mod integrity;
pub mod job;
mod known;
pub mod lease;
mod location;
mod merge;
mod migration;
pub mod moderation;
mod moved;
mod name;
mod node;
pub mod one_time_link;
mod owner;
pub mod page;
mod page_work;
mod picture;
mod picture_views;
#[cfg(test)]
mod plan;
pub mod poll;
pub mod publisher;
mod quote;
mod related;
mod removal;
pub mod rule;
pub mod saved_search;
pub mod search;
pub mod secret;
mod session;
mod setting;
mod settle;
mod site;
pub mod size;
mod store;
pub mod story;
pub mod subscription;
mod upkeep;
mod version;
mod voice;
pub mod worker_beat;

pub use error::StoreError;
pub use job::Saved;
pub use location::Location;
pub use store::Store;

/// Every statement of every file, so that a test can have each one prepared by both databases.
#[expect(clippy::too_many_lines, reason = "a list, one file a line")]
fn every_statement() -> Vec<&'static str> {
    [
        access::STATEMENTS,
        account::STATEMENTS,
        addition::STATEMENTS,
        address::STATEMENTS,
        article::STATEMENTS,
        background::STATEMENTS,
        change::STATEMENTS,
        comment::STATEMENTS,
        comment_page::STATEMENTS,
        custody::STATEMENTS,
        derive::STATEMENTS,
        entry::STATEMENTS,
        features::STATEMENTS,
        feed::STATEMENTS,
        figure::STATEMENTS,
        front::STATEMENTS,
        grouping::STATEMENTS,
        home::STATEMENTS,
        job::CLAIM_STATEMENTS,
        job::FIGURE_STATEMENTS,
        job::QUEUE_STATEMENTS,
        job::SUSPECT_STATEMENTS,
        job::TURN_STATEMENTS,
        lease::STATEMENTS,
        known::STATEMENTS,
        merge::STATEMENTS,
        moved::STATEMENTS,
        migration::STATEMENTS,
        moderation::STATEMENTS,
        name::STATEMENTS,
        node::STATEMENTS,
        one_time_link::STATEMENTS,
        owner::STATEMENTS,
        page::STATEMENTS,
        page_work::STATEMENTS,
        picture::STATEMENTS,
        poll::STATEMENTS,
        publisher::STATEMENTS,
        quote::STATEMENTS,
        related::STATEMENTS,
        removal::STATEMENTS,
        rule::STATEMENTS,
        saved_search::STATEMENTS,
        search::STATEMENTS,
        session::STATEMENTS,
        setting::STATEMENTS,
        settle::STATEMENTS,
        store::STATEMENTS,
        upkeep::STATEMENTS,
        size::STATEMENTS,
        story::STATEMENTS,
        subscription::STATEMENTS,
        version::STATEMENTS,
        voice::STATEMENTS,
        worker_beat::STATEMENTS,
    ]
    .concat()
}
