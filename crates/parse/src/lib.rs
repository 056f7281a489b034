//! Untrusted bytes to clean values: feeds, articles, markup, dates, addresses and OPML. Pure: no input or output.

pub mod date;
pub mod encoding;
pub mod feed;
#[expect(dead_code, reason = "articles, which come next, read more of the tree")]
mod markup;
pub mod sanitize;
pub mod url;
pub mod warning;
mod xml;
