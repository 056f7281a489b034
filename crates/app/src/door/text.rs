//! `tidings text brief` and `tidings text quotes`.

use std::path::Path;
use std::process::ExitCode;

use tidings_text::door;

use super::line::answer_each;

/// Key points of each text.
pub(crate) fn brief(file: &Path) -> anyhow::Result<ExitCode> {
    answer_each(file, door::brief)
}

/// Quotes and attributed statements of each text.
pub(crate) fn quotes(file: &Path) -> anyhow::Result<ExitCode> {
    answer_each(file, door::quotes)
}
