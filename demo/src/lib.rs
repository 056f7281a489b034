//! The sample newswire: ten fictional publishers, their articles, and the server that plays them over HTTP on loopback.
//!
//! [`start`] opens one port for each publisher; [`truth`] tells what the pages hold, for tests that look from outside.

mod address;
mod article;
mod error;
mod favicon;
mod feed;
mod offset;
mod page;
mod picture;
mod publisher;
mod reply;
mod running;
mod scene;
mod site;
mod truth;
mod world;

pub use error::WorldError;
pub use running::{RunningWorld, Site, WorldOptions, start};
pub use truth::{TruthArticle, TruthFigure, truth};
