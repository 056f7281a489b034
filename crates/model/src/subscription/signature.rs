//! The signature of a delivery: an HMAC of its body with the secret of the subscription (WebSub, section 7.1).

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// Whether `header` (`X-Hub-Signature`, `method=hexadecimal digits`) signs the body with the secret. Compares in constant
/// time. The four methods of the recommendation are known.
pub(super) fn is_genuine(header: &str, secret: &[u8], body: &[u8]) -> bool {
    let Some((method, digits)) = header.trim().split_once('=') else { return false };
    let Some(given) = bytes(digits.trim()) else { return false };
    match method.trim().to_ascii_lowercase().as_str() {
        "sha1" => signs::<Hmac<Sha1>>(secret, body, &given),
        "sha256" => signs::<Hmac<Sha256>>(secret, body, &given),
        "sha384" => signs::<Hmac<Sha384>>(secret, body, &given),
        "sha512" => signs::<Hmac<Sha512>>(secret, body, &given),
        _ => false,
    }
}

fn signs<M: Mac + KeyInit>(secret: &[u8], body: &[u8], given: &[u8]) -> bool {
    let Ok(mac) = <M as KeyInit>::new_from_slice(secret) else { return false };
    mac.chain_update(body).verify_slice(given).is_ok()
}

/// Bytes from hexadecimal digits; `None` where there is anything else.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let pair = |[high, low]: &[u8; 2]| Some((value(*high)? << 4) | value(*low)?);
    rest.is_empty().then(|| pairs.iter().map(pair).collect::<Option<Vec<u8>>>())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second case of RFC 2202 (SHA-1) and RFC 4231 (SHA-2).
    const CASES: [&str; 4] = [
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
        "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ];

    #[test]
    fn the_four_methods_are_known() {
        for header in CASES {
            assert!(is_genuine(header, b"Jefe", b"what do ya want for nothing?"), "{header}");
            assert!(is_genuine(&header.to_uppercase(), b"Jefe", b"what do ya want for nothing?"), "{header}");
            assert!(!is_genuine(header, b"Jeff", b"what do ya want for nothing?"), "{header}");
            assert!(!is_genuine(header, b"Jefe", b"what do ya want for nothing!"), "{header}");
        }
    }

    #[test]
    fn what_is_no_signature_signs_nothing() {
        for header in ["", "sha1", "sha1=", "sha256=5b", "md5=00", "sha1=zz", "sha1=e", "none="] {
            assert!(!is_genuine(header, b"Jefe", b"what do ya want for nothing?"), "{header}");
        }
    }
}
