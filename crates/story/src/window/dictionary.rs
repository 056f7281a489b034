//! The dictionary: every term of a window by its place, and in how many articles it stands.

use std::collections::HashMap;
use std::sync::Arc;

use crate::number::{index, place};

/// Terms with their language, by place.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    places: HashMap<Arc<str>, u32>,
    keys: Vec<Arc<str>>,
    frequency: Vec<u32>,
}

impl Dictionary {
    /// The place of a term, new or known.
    pub(super) fn intern(&mut self, language: &str, word: &str) -> u32 {
        let key = format!("{language}:{word}");
        if let Some(known) = self.places.get(key.as_str()) {
            return *known;
        }
        let at = place(self.keys.len());
        let key: Arc<str> = key.into();
        self.keys.push(Arc::clone(&key));
        self.frequency.push(0);
        self.places.insert(key, at);
        at
    }

    /// The term at a place: its language, a colon and its stem.
    pub(super) fn key(&self, place: u32) -> &str {
        self.keys.get(index(place)).map(AsRef::as_ref).unwrap_or_default()
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

    /// Bytes taken, by what is allocated; a shared string has two counters of eight bytes.
    pub(super) fn bytes(&self) -> usize {
        let texts: usize = self.keys.iter().map(|key| key.len() + 16).sum();
        texts
            + self.keys.capacity() * size_of::<Arc<str>>()
            + self.places.capacity() * (size_of::<(Arc<str>, u32)>() + 1)
            + self.frequency.capacity() * size_of::<u32>()
    }
}
