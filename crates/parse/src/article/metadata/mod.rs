//! Metadata: what the page says about its article, and what is believed of it by agreement of the sources.

pub(super) mod byline;
mod byline_name;
pub(super) mod byline_place;
mod byline_publisher;
mod clock;
pub(super) mod date;
mod date_line;
mod date_text;
pub(super) mod json_ld;
mod kicker;
pub(super) mod meta;
pub(super) mod page;
pub(super) mod place;
pub(super) mod published;
pub(super) mod title;
