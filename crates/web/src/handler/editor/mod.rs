//! Handlers of the editors' pages.

pub(crate) mod access;
pub(crate) mod comments;
pub(crate) mod gallery;
pub(crate) mod jobs;
pub(crate) mod publishers;
pub(crate) mod users;
