//! The sample world from outside: every page, every feed, over HTTP.

#[cfg(test)]
mod client;
#[cfg(test)]
mod feeds;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod start;
