//! Page structs: what each template shows, ready to print. Nothing here knows the store's connection or the request.

pub mod about;
pub mod account;
pub mod adding;
pub mod article;
pub mod atom;
pub mod body;
pub mod card;
pub mod comment;
pub mod coverage;
pub mod editor;
pub mod error;
pub mod figure;
pub mod frame;
pub mod front;
pub mod mark;
pub mod newswire;
pub mod older;
pub mod publisher;
pub mod quote;
pub mod search;
pub mod section;
pub mod settings;
pub mod story;
pub mod welcome;
