//! From the store's rows to page structs: pure functions of rows, visitor and time.

pub(crate) mod article;
pub(crate) mod card;
pub(crate) mod comment;
pub(crate) mod coverage;
pub(crate) mod difference;
pub(crate) mod front;
pub(crate) mod part;
pub(crate) mod place;
pub(crate) mod rank;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod story;
