//! The dictionary: every term of a window by its place, and in how many articles it stands.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use crate::number::{index, place};

/// Terms with their language, by place. All texts stand in one string: a large window has millions of terms, and one
/// allocation for each would take more than the texts.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    keys: Keys,
    places: HashTable<u32>,
    hasher: RandomState,
    frequency: Vec<u32>,
    /// The key that is looked for, kept for its memory.
    sought: String,
}

#[derive(Debug, Default)]
struct Keys {
    texts: String,
    ends: Vec<u32>,
}

impl Keys {
    fn get(&self, place: u32) -> &str {
        let at = index(place);
        let end_of = |at: usize| self.ends.get(at).copied().map(index);
        let start = at.checked_sub(1).and_then(end_of).unwrap_or_default();
        end_of(at).and_then(|end| self.texts.get(start..end)).unwrap_or_default()
    }

    /// Adds a key; the string grows by an eighth, since doubling would leave a third of it empty.
    fn push(&mut self, key: &str) -> u32 {
        let at = place(self.ends.len());
        if self.texts.capacity() - self.texts.len() < key.len() {
            self.texts.reserve_exact(self.texts.len() / 8 + key.len() + 64);
        }
        self.texts.push_str(key);
        self.ends.push(place(self.texts.len()));
        at
    }
}

impl Dictionary {
    /// The place of a term, new or known.
    pub(super) fn intern(&mut self, language: &str, word: &str) -> u32 {
        let mut key = std::mem::take(&mut self.sought);
        key.clear();
        key.extend([language, ":", word]);
        let hash = self.hasher.hash_one(key.as_str());
        let known = self.places.find(hash, |place| self.keys.get(*place) == key).copied();
        let at = known.unwrap_or_else(|| self.add(&key, hash));
        self.sought = key;
        at
    }

    fn add(&mut self, key: &str, hash: u64) -> u32 {
        let at = self.keys.push(key);
        self.frequency.push(0);
        let (keys, hasher) = (&self.keys, &self.hasher);
        self.places.insert_unique(hash, at, |place| hasher.hash_one(keys.get(*place)));
        at
    }

    /// The term at a place: its language, a colon and its stem.
    pub(super) fn key(&self, place: u32) -> &str {
        self.keys.get(place)
    }

    /// In how many articles a term stands.
    pub(super) fn frequency(&self, place: u32) -> u32 {
        self.frequency.get(index(place)).copied().unwrap_or_default()
    }

    /// One more article has the term.
    pub(super) fn count(&mut self, place: u32) {
        if let Some(frequency) = self.frequency.get_mut(index(place)) {
            *frequency += 1;
        }
    }

    /// One article less has the term.
    pub(super) fn uncount(&mut self, place: u32) {
        if let Some(frequency) = self.frequency.get_mut(index(place)) {
            *frequency = frequency.saturating_sub(1);
        }
    }

    /// Bytes taken, by what is allocated; the table keeps an eighth of its slots free and a byte beside each.
    pub(super) fn bytes(&self) -> usize {
        self.keys.texts.capacity()
            + (self.keys.ends.capacity() + self.frequency.capacity()) * size_of::<u32>()
            + self.places.capacity() * 8 / 7 * (size_of::<u32>() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_keep_their_places_and_counts() {
        let mut dictionary = Dictionary::default();
        let words: Vec<String> = (0..5_000).map(|number| format!("word{number}")).collect();
        for word in words.iter().chain(&words) {
            let at = dictionary.intern("en", word);
            dictionary.count(at);
        }
        assert_eq!(dictionary.intern("en", "word4999"), 4_999);
        assert_eq!(dictionary.key(17), "en:word17");
        assert_eq!((dictionary.frequency(17), dictionary.key(9_999)), (2, ""));
        assert_ne!(dictionary.intern("de", "word17"), 17);
    }
}
