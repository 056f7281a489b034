//! Tokens: random secrets for sessions, forms and one-time links. The store sees only their SHA-256.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

use crate::hex::hex;

/// The operating system gave no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the operating system gives no random numbers")]
pub struct NoRandomness;

/// A secret of 256 random bits as 64 hexadecimal digits. It never shows itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A fresh token.
    ///
    /// # Errors
    /// When the operating system gives no random numbers.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_ignored| NoRandomness)?;
        Ok(Self(hex(&bytes)))
    }

    /// Takes a token from a cookie or an address; `None` when it is none of ours.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let is_token = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_token.then(|| Self(text.to_owned()))
    }

    /// The secret itself, for a cookie or an address.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the token, hex: what the store keeps.
    #[must_use]
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }

    /// The token that forms carry for a browser with this secret. It tells nothing of the secret.
    #[must_use]
    pub(crate) fn form_token(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"tidings form ");
        hasher.update(self.0.as_bytes());
        hex(&hasher.finalize())
    }

    /// Whether a form carries the token of this browser; compared in constant time.
    #[must_use]
    pub(crate) fn fits_form(&self, form_token: &str) -> bool {
        self.form_token().as_bytes().ct_eq(form_token.as_bytes()).into()
    }
}

/// A fresh token for a one-time link: its secret goes into `/account/join/…`, its hash into the store.
///
/// # Errors
/// When the operating system gives no random numbers.
pub fn one_time_link_token() -> Result<Token, NoRandomness> {
    Token::random()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_shows_itself_in_a_log() {
        let token = Token::random().unwrap();
        assert!(!format!("{token:?}").contains(token.secret()));
    }

    #[test]
    fn form_tokens_fit_their_own_browser_only() {
        let (one, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert!(one.fits_form(&one.form_token()));
        assert!(!one.fits_form(&other.form_token()) && !one.fits_form("") && !one.fits_form(one.secret()));
    }

    #[test]
    fn only_64_hexadecimal_digits_are_a_token() {
        assert!(Token::from_text(&"a1".repeat(32)).is_some());
        assert!(Token::from_text("a1").is_none() && Token::from_text(&"zz".repeat(32)).is_none());
    }
}
