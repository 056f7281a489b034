//! Language: tokens, sentences, quotation marks, key points, quotes and word differences. Pure: values in, values out.

pub mod brief;
pub mod diff;
pub mod door;
pub mod language;
pub mod mark;
pub mod name;
pub mod quote;
pub mod sentence;
pub mod span;
pub mod token;
pub mod version;
