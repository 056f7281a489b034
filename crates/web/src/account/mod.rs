//! Accounts: passwords, tokens of sessions and one-time links, and limits on tries.

pub(crate) mod attempt;
mod browser;
mod hashing;
mod password;
mod token;

pub(crate) use browser::{BROWSER_COOKIE, BROWSER_SECONDS, browser_cookie, known_browser};
pub(crate) use hashing::Hashing;
pub use password::{PasswordError, hash_password, verify_password};
pub use token::{NoRandomness, Token, one_time_link_token};
