//! Why no fetcher could be made.

use thiserror::Error;

/// Why no fetcher could be made.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The TLS library refused its own defaults.
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
    /// A setting is unusable, such as a contact with a line break.
    #[error("the HTTP client cannot be set up; check the contact in the settings")]
    Client(#[source] reqwest::Error),
}
