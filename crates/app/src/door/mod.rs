//! The doors: tools with fixed forms that need no database, network or configuration.

mod line;
pub(crate) mod text;
