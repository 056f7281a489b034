//! Passwords: argon2id, never cut, and checked in the same time whether a name is known or not.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use thiserror::Error;

/// Fewest characters of a password (NIST SP 800-63B asks for 8 or more).
const SHORTEST: usize = 10;
/// Most bytes of a password. A longer one is refused, never cut.
const LONGEST: usize = 4_096;

/// A hash that no password is known for: unknown names are checked against it, so that answers take the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// Why a password cannot be taken. Each text is a sentence for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Too short.
    #[error("The password is too short: take 10 characters or more.")]
    Short,
    /// Too long.
    #[error("The password is too long: take 4,096 bytes or fewer.")]
    Long,
    /// The hash could not be made.
    #[error("The password could not be kept; try again.")]
    Failed,
}

/// Hashes a password with argon2id (19 MiB, 2 passes) and a random salt, as a PHC string. Takes about 20 ms and 19 MB:
/// not for the async threads.
///
/// # Errors
/// See [`PasswordError`].
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    let hash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|_ignored| PasswordError::Failed)?;
    Ok(hash.to_string())
}

/// Whether a password fits a hash. Without a hash (an unknown name) the same work is done, and the answer is `false`.
#[must_use]
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    if password.len() > LONGEST {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let fits = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    fits && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passwords_are_not_cut() {
        let long = "lighthouse ".repeat(60);
        let hash = hash_password(&long).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify_password(&long, Some(&hash)));
        let cut: String = long.chars().take(long.chars().count() - 1).collect();
        assert!(!verify_password(&cut, Some(&hash)));
    }

    #[test]
    fn short_and_overlong_passwords_are_refused() {
        assert_eq!(hash_password("123456789"), Err(PasswordError::Short));
        assert_eq!(hash_password(&"x".repeat(5_000)), Err(PasswordError::Long));
    }

    #[test]
    fn an_unknown_name_takes_the_work_of_a_known_one() {
        let parsed = PasswordHash::new(NOBODY).unwrap();
        let real = hash_password("lighthouse keeper").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(parsed.algorithm, real.algorithm);
        assert_eq!(parsed.params, real.params);
        assert!(!verify_password("lighthouse keeper", None));
    }
}
