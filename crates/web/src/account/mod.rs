//! Accounts: passwords, tokens of sessions and one-time links, and limits on tries.

pub(crate) mod attempt;
mod password;
mod token;

pub use password::{PasswordError, hash_password, verify_password};
pub use token::{Token, one_time_link_token};
