//! The index as a whole, on disk: what is found, how it is put to rights, how it is made again.

mod fixture;
mod generation;
mod query;
mod suggestion;
