//! Copies of the database: `backup`, `restore`, and bringing it to this version with `migrate`.

mod backup;
mod migrate;
pub(crate) mod place;
mod restore;

pub(crate) use backup::backup;
pub(crate) use migrate::migrate;
pub(crate) use restore::restore;
