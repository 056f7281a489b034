//! The log: to standard error, by the filter of the settings.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// Libraries that would say too much, above all addresses and headers with secrets in them, whatever is asked for.
const QUIET: &str = "sqlx=warn,hyper=warn,hyper_util=warn,h2=warn,reqwest=warn,rustls=warn,axum=warn,tower_http=warn,html5ever=error";

/// Starts logging. Colours are for terminals, and not there when `NO_COLOR` says so (<https://no-color.org>).
///
/// # Errors
///
/// The filter cannot be understood.
pub(crate) fn start(filter: &str, no_color: Option<&str>) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{filter},{QUIET}")).with_context(|| {
        format!("log is {filter:?}; give error, warn, info or debug, or a filter by module")
    })?;
    let colours = std::io::stderr().is_terminal() && no_color.is_none_or(str::is_empty);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    log.with_target(false).with_ansi(colours).init();
    Ok(())
}
