//! The nouns of Tidings and their ids, and the traits that let rooms meet without knowing each other. No I/O.

pub mod access;
pub mod address;
pub mod article;
pub mod bound;
pub mod change;
pub mod comment;
pub mod entry;
pub mod feed;
pub mod figure;
pub mod http;
pub mod id;
pub mod job;
pub mod name;
pub mod publisher;
pub mod quote;
pub mod section;
pub mod story;
pub mod subscription;
pub mod time;
pub mod user;
