//! Stories: copies, grouping, related articles, ranking and differences. Pure and deterministic.

pub mod copy;
pub mod difference;
pub mod document;
pub mod door;
pub mod embedding;
pub mod features;
pub mod group;
pub mod label;
mod number;
mod pair;
pub mod rank;
pub mod related;
mod term;
mod window;
