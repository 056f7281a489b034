//! A browser that has signed in to an account shows it with a cookie, so that strangers who try the account's name do not slow it
//! down. It gives no rights.
//!
//! The cookie is a nonce with its HMAC under the account's password hash: nothing is stored, and a new password ends it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tidings_model::id::UserId;

use super::Token;
use super::token::NoRandomness;
use crate::hex::hex;

/// Cookie of a browser that has signed in.
pub(crate) const BROWSER_COOKIE: &str = "tidings-browser";
/// It lasts for a year.
pub(crate) const BROWSER_SECONDS: u64 = 365 * 24 * 60 * 60;

/// The value of the cookie for a browser that has just signed in.
///
/// # Errors
/// When the operating system gives no random numbers.
pub(crate) fn browser_cookie(user_id: UserId, password_hash: &str) -> Result<String, NoRandomness> {
    let nonce: String = Token::random()?.secret().chars().take(32).collect();
    let seal = mac(user_id, password_hash, &nonce).map(|mac| hex(&mac.finalize().into_bytes()));
    Ok(format!("{nonce}.{}", seal.unwrap_or_default()))
}

/// The browser's nonce, when the cookie was made for this account.
pub(crate) fn known_browser(cookie: &str, user_id: UserId, password_hash: &str) -> Option<String> {
    let (nonce, seal) = cookie.split_once('.')?;
    let bytes = (0..seal.len()).step_by(2).map(|at| u8::from_str_radix(seal.get(at..at + 2)?, 16).ok());
    let seal: Vec<u8> = bytes.collect::<Option<_>>()?;
    mac(user_id, password_hash, nonce)?.verify_slice(&seal).ok()?;
    Some(nonce.to_owned())
}

fn mac(user_id: UserId, password_hash: &str, nonce: &str) -> Option<Hmac<Sha256>> {
    // A key of any length is taken.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(password_hash.as_bytes()).ok()?;
    mac.update(format!("tidings browser {user_id} {nonce}").as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_to_its_own_account_until_the_password_changes() {
        let (ines, tarn) = (UserId::new(1), UserId::new(2));
        let cookie = browser_cookie(ines, "hash").unwrap();
        let nonce = known_browser(&cookie, ines, "hash").unwrap();
        assert!(cookie.starts_with(&nonce) && nonce.len() == 32);
        assert_eq!(known_browser(&cookie, tarn, "hash"), None);
        assert_eq!(known_browser(&cookie, ines, "a new hash"), None);
        for forged in ["", ".", "x.00", &format!("{nonce}."), &format!("{nonce}.é"), &format!("{nonce}.0")] {
            assert_eq!(known_browser(forged, ines, "hash"), None, "{forged}");
        }
    }
}
