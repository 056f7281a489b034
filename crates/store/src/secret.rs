//! Secrets at rest: sealed under a key that is not in the database, and bound to the place where they are kept.
//!
//! A sealed value is `sealed:1:KEY:TEXT`: the first sixteen digits of the key's SHA-256, then the hexadecimal digits
//! of a random nonce and what ChaCha20-Poly1305 (RFC 8439) makes of the value.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::error::StoreError;

const MARK: &str = "sealed:";
const VERSION: &str = "1";

/// The key that secrets are sealed under. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A fresh key.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`].
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_error| StoreError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// Reads 64 hexadecimal digits; `None` when it is anything else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        from_hex(text.trim())?.try_into().ok().map(Self)
    }

    /// The 64 hexadecimal digits, for the key's file.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_hex(&self.0)
    }

    fn name(&self) -> String {
        to_hex(&Sha256::digest(self.0)).chars().take(16).collect()
    }
}

/// What seals and opens, when there is a key.
#[derive(Default)]
pub(crate) struct Vault(RwLock<Option<Arc<Sealer>>>);

struct Sealer {
    name: String,
    cipher: LessSafeKey,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault(open: {})", self.has_key())
    }
}

impl Vault {
    pub(crate) fn with_key(key: &Key) -> Self {
        let vault = Self::default();
        vault.take(key);
        vault
    }

    /// Takes the key.
    pub(crate) fn take(&self, key: &Key) {
        // A key of 32 bytes is always one for this cipher.
        let cipher = UnboundKey::new(&CHACHA20_POLY1305, &key.0).map(LessSafeKey::new).ok();
        let sealer = cipher.map(|cipher| Arc::new(Sealer { name: key.name(), cipher }));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = sealer;
    }

    pub(crate) fn has_key(&self) -> bool {
        self.holder().is_some()
    }

    /// Seals a value for its place, such as `subscription 7 token`: elsewhere it cannot be opened.
    pub(crate) fn seal(&self, place: &str, plain: &str) -> Result<String, StoreError> {
        let holder = self.holder().ok_or(StoreError::NoKey)?;
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_error| StoreError::NoRandomness)?;
        let mut sealed = plain.as_bytes().to_vec();
        let (once, place) = (Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()));
        holder
            .cipher
            .seal_in_place_append_tag(once, place, &mut sealed)
            .map_err(|_error| StoreError::NoKey)?;
        Ok(format!("{MARK}{VERSION}:{}:{}{}", holder.name, to_hex(&nonce), to_hex(&sealed)))
    }

    /// Opens a value from its place; one that an earlier version left plain is given as it is.
    pub(crate) fn open(&self, place: &str, kept: &str) -> Result<String, StoreError> {
        if !is_sealed(kept) {
            return Ok(kept.to_owned());
        }
        self.opened(place, kept).ok_or(StoreError::Sealed)
    }

    fn opened(&self, place: &str, kept: &str) -> Option<String> {
        let (version, rest) = kept.strip_prefix(MARK)?.split_once(':')?;
        let (name, text) = rest.split_once(':')?;
        let holder = self.holder().filter(|holder| version == VERSION && holder.name == name)?;
        let mut bytes = from_hex(text)?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = holder.cipher.open_in_place(nonce, Aad::from(place.as_bytes()), sealed).ok()?;
        String::from_utf8(plain.to_vec()).ok()
    }

    fn holder(&self) -> Option<Arc<Sealer>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Whether a kept value is sealed, under whatever key.
pub(crate) fn is_sealed(kept: &str) -> bool {
    kept.starts_with(MARK)
}

/// SHA-256 of a token, hexadecimal: what a token that comes in an address is found by.
pub(crate) fn hash_of(token: &str) -> String {
    to_hex(&Sha256::digest(token.as_bytes()))
}

fn to_hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2).map(|at| text.get(at..at + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_in_its_place_with_its_key_only() {
        let (key, other) = (Key::random().unwrap(), Key::random().unwrap());
        let vault = Vault::with_key(&key);
        let sealed = vault.seal("access 7", "session=hush").unwrap();
        assert!(is_sealed(&sealed) && !sealed.contains("hush"));
        assert_ne!(sealed, vault.seal("access 7", "session=hush").unwrap(), "never the same twice");
        assert_eq!(vault.open("access 7", &sealed).unwrap(), "session=hush");
        assert!(matches!(vault.open("access 8", &sealed), Err(StoreError::Sealed)));
        assert!(matches!(Vault::with_key(&other).open("access 7", &sealed), Err(StoreError::Sealed)));
        assert!(matches!(Vault::default().open("access 7", &sealed), Err(StoreError::Sealed)));
        assert!(matches!(Vault::default().seal("access 7", "x"), Err(StoreError::NoKey)));
        let mut touched = sealed.clone();
        touched.replace_range(sealed.len() - 1.., if sealed.ends_with('0') { "1" } else { "0" });
        assert!(matches!(vault.open("access 7", &touched), Err(StoreError::Sealed)));
        for broken in ["sealed:", "sealed:1:", "sealed:1:ab:zz", "sealed:2:x:00"] {
            assert!(matches!(vault.open("access 7", broken), Err(StoreError::Sealed)), "{broken}");
        }
        assert_eq!(vault.open("access 7", "plain as before").unwrap(), "plain as before");
    }

    #[test]
    fn a_key_is_64_hexadecimal_digits() {
        let key = Key::random().unwrap();
        assert_eq!(Key::from_text(&format!("{}\n", key.to_text())), Some(key.clone()));
        for wrong in ["", "ab", "zz", &"é".repeat(32), &"a".repeat(63), &"a".repeat(66)] {
            assert_eq!(Key::from_text(wrong), None, "{wrong}");
        }
        assert!(!format!("{key:?}").contains(&key.to_text()));
    }
}
