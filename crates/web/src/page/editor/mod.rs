//! The editors' pages: publishers, jobs, accounts, moderation, and the gallery of templates.

pub mod comments;
pub mod gallery;
pub mod jobs;
pub mod publishers;
pub mod users;
