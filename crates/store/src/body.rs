//! Bodies as they are kept: compressed with Zstandard (RFC 8878); and short keys for long addresses.

use std::io::Read as _;

use sha2::{Digest as _, Sha256};

use crate::error::StoreError;

const LEVEL: i32 = 3;
/// A body never unpacks to more, whatever a damaged one claims.
const LONGEST: u64 = 64_000_000;

/// Packs a body.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    // Packing into memory cannot fail; an empty body is what unpacking an empty one gives.
    zstd::encode_all(text.as_bytes(), LEVEL).unwrap_or_default()
}

/// Unpacks a body.
pub(crate) fn unpack(packed: &[u8]) -> Result<String, StoreError> {
    let mut text = String::new();
    if packed.is_empty() {
        return Ok(text);
    }
    let damaged =
        |error: std::io::Error| StoreError::Value { column: "body".to_owned(), reason: error.to_string() };
    let reader = zstd::Decoder::new(packed).map_err(damaged)?;
    reader.take(LONGEST).read_to_string(&mut text).map_err(damaged)?;
    Ok(text)
}

/// The key under which an address or a feed's own id is found: 32 hexadecimal digits of its SHA-256. Addresses can be
/// longer than PostgreSQL lets an index hold, and this keeps indexes small.
pub(crate) fn key_of(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().take(16).fold(String::with_capacity(32), |mut key, byte| {
        // Writing to a string cannot fail.
        let _written = write!(key, "{byte:02x}");
        key
    })
}

/// A byte offset as the store keeps it.
pub(crate) fn byte(offset: usize) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

/// A byte offset as it was kept.
pub(crate) fn offset(byte: i64) -> usize {
    usize::try_from(byte).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_out_as_it_went_in() {
        let body = "<p>Harbour wall holds.</p>".repeat(200);
        let packed = pack(&body);
        assert!(packed.len() < body.len() / 10);
        assert_eq!(unpack(&packed).unwrap(), body);
        assert_eq!(unpack(&pack("")).unwrap(), "");
    }

    #[test]
    fn a_damaged_body_is_an_error() {
        assert!(unpack(b"no zstd").is_err());
    }

    #[test]
    fn keys_are_short_and_differ() {
        assert_eq!(key_of(&"x".repeat(10_000)).len(), 32);
        assert_ne!(key_of("a"), key_of("b"));
    }
}
