//! Pages, sessions, templates, assets: everything that a reader's browser meets.

pub mod account;
pub mod asset;
mod body;
pub mod budget;
pub mod cache;
mod client;
mod cookie;
mod error;
mod form;
mod handler;
mod hex;
pub mod link;
pub mod newswire;
pub mod page;
mod protect;
pub mod return_to;
mod router;
mod row;
pub mod sample;
pub mod search_link;
mod server;
mod settings;
pub mod starter;
mod state;
mod throttle;
mod visitor;
pub mod when;
pub mod workers;

pub use error::WebError;
pub use router::router;
pub use server::{Limits, serve};
pub use settings::{Mode, WebSettings};
pub use state::WebState;
