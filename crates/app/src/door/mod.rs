//! The doors: tools with fixed forms that need no database, network or configuration.

mod file;
mod line;

pub(crate) mod feed;
pub(crate) mod page;
pub(crate) mod story;
pub(crate) mod text;

pub(crate) use line::open;

use std::io::{IsTerminal, Write, stderr};

/// Shows on a terminal how many of `all` are done, on one line that is written over itself.
pub(crate) fn progress(what: &str, done: usize, all: usize) {
    let mut error = stderr();
    if !error.is_terminal() {
        return;
    }
    let bar: String = (0..30).map(|cell| if cell * all.max(1) < done * 30 { '█' } else { '░' }).collect();
    let end = if done >= all { "\n" } else { "" };
    if write!(error, "\r{bar} {done} of {all} {what}{end}").and_then(|()| error.flush()).is_err() {
        tracing::debug!("the terminal is gone");
    }
}
