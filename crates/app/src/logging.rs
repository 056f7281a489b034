//! The log: to standard error, by the filter of the settings.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// Starts logging.
///
/// # Errors
///
/// The filter cannot be understood.
pub(crate) fn start(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{filter},sqlx=warn,hyper=warn,h2=warn,html5ever=error"))
        .with_context(|| {
            format!("log is {filter:?}; give error, warn, info or debug, or a filter by module")
        })?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    Ok(())
}
