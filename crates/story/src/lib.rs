//! Stories: copies, grouping, related articles, ranking and differences. Pure and deterministic.

pub mod archive;
mod context;
pub mod copy;
pub mod difference;
mod digest;
pub mod document;
pub mod door;
pub mod embedding;
pub mod features;
pub mod group;
pub mod judge;
pub mod label;
mod number;
mod pair;
pub mod rank;
pub mod related;
mod term;
pub mod timeline;
pub mod voice;
mod window;
