//! The only door to the outside network: guarded, bounded and polite HTTP, pictures, feed discovery and the poll schedule.
//!
//! [`Fetcher`] carries requests; the other modules are pure.

mod address;
mod ask;
mod body;
mod client;
mod coding;
mod cookies;
mod error;
mod failure;
mod fetcher;
mod guard;
mod host;
mod redirect;
mod resolver;
mod retry_after;
mod robots;
mod settings;

pub mod discover;
pub mod network;
pub mod picture;
pub mod schedule;
pub mod websub;

pub use error::FetchError;
pub use fetcher::Fetcher;
pub use network::{Allowed, IpNetwork};
pub use resolver::{Lookup, SystemLookup};
pub use settings::{FetchSettings, HostLimits, Limits, PurposeLimits};
