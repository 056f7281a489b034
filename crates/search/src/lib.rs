//! The full-text index: write, query, rebuild.
//!
//! The index is derived: it holds words and ids, never texts, and everything in it comes from the store again. A [`query`]
//! is read into a typed tree or explains what is wrong with it; [`SearchIndex::find`] gives ids, best first; [`excerpt`]
//! shows where the words stand in a text that the caller brings.

mod desk;
pub mod directory;
pub mod document;
mod error;
pub mod excerpt;
mod excluded;
mod facet;
mod files;
mod find;
mod fold;
mod follower;
mod index;
mod language;
pub mod like;
mod near;
mod plan;
mod progress;
pub mod query;
mod recency;
mod schema;
mod shelf;
mod suggest;
mod token;

pub use desk::Batch;
pub use directory::Directory;
pub use document::Document;
pub use error::SearchError;
pub use facet::Facets;
pub use find::{Found, Hit, Order, Search};
pub use follower::{Follower, Step};
pub use index::{Health, SearchIndex};
pub use language::{language_code, language_name};
pub use progress::Progress;
pub use query::{Query, QueryProblem};
