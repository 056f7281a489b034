//! The doors: tools with fixed forms that need no database, network or configuration.

mod file;
mod line;

pub(crate) mod feed;
pub(crate) mod page;
pub(crate) mod story;
pub(crate) mod text;
