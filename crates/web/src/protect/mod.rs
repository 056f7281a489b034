//! What stands around every handler: host check, sign-in, error pages, headers.

mod around;
mod header;
mod host;

pub(crate) use around::around;
