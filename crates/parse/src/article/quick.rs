//! A quick hasher for our own tables of words and for small sets of numbers that are hashes already. It does not
//! withstand keys chosen to collide, so it is not for maps that grow with what a page holds.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`Quick`].
pub(super) type Quickly = BuildHasherDefault<Quick>;

/// FNV-1a for bytes; one multiplication for a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_map_finds_what_was_put_in() {
        let map: HashMap<&str, usize, Quickly> = ["one", "two", "three"].into_iter().zip(1..).collect();
        assert_eq!((map.get("two"), map.get("four")), (Some(&2), None));
    }
}
