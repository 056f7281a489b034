//! Untrusted bytes to clean values: feeds, articles, markup, dates, addresses and OPML. Pure: no input or output.

pub mod article;
pub mod date;
pub mod encoding;
pub mod feed;
mod markup;
pub mod opml;
pub mod sanitize;
pub mod url;
pub mod warning;
mod xml;
