//! The window: the articles that grouping looks at, weighed by how rare their terms are, with an index by term.

mod dictionary;
mod prior;
mod search;

use std::num::NonZeroU32;

use tidings_model::time::Timestamp;

use crate::features::Features;
use crate::number::{index, place, small_step, step};
use crate::pair;
use crate::term::Term;
use dictionary::Dictionary;
pub(crate) use prior::Prior;
pub(crate) use search::Search;

/// A term of an article with its weights as parts of vectors of length one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    /// The term's place in the dictionary.
    pub(crate) term: u32,
    /// Its part of headline and text together.
    pub(crate) all: u16,
    /// Its part of the headline alone.
    pub(crate) title: u8,
    /// Its part of the names alone.
    pub(crate) name: u8,
}

/// An article in the window.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The article's id.
    pub(crate) key: i64,
    /// When it was published.
    pub(crate) published: Option<Timestamp>,
    /// The language, as a place in the dictionary.
    pub(crate) language: u32,
    /// The publisher, as a place in the dictionary; `None` when unknown.
    source: Option<NonZeroU32>,
    /// The length of the text on a logarithmic scale, 0 to 1.
    pub(crate) length: f32,
    /// Whether it gathers many events.
    pub(crate) digest: bool,
    /// The weights in the order of their terms.
    pub(crate) weights: Box<[Weight]>,
    /// The embedding; empty when there is none.
    vector: Box<[i8]>,
    /// One over the embedding's length.
    scale: f32,
}

impl Entry {
    /// Whether both are known to be of one publisher.
    pub(crate) fn is_of_one_house(&self, other: &Self) -> bool {
        self.source.is_some() && self.source == other.source
    }

    /// The cosine of the embeddings; 0 when one has none.
    pub(crate) fn meaning(&self, other: &Self) -> f32 {
        crate::embedding::product(&self.vector, &other.vector) * self.scale * other.scale
    }

    /// Bytes that the entry takes beside itself.
    fn bytes(&self) -> usize {
        size_of_val(&*self.weights) + self.vector.len()
    }
}

/// The articles that grouping looks at.
#[derive(Debug, Default)]
pub(crate) struct Window {
    dictionary: Dictionary,
    holders: Vec<Holders>,
    entries: Vec<Entry>,
    prior: Prior,
    /// Articles whose terms are counted.
    counted: usize,
}

/// The articles that have a term, by their places, with the term's part in each: a place and a byte in one number, so that
/// a search walks one list.
#[derive(Debug, Default, Clone)]
struct Holders(Vec<u32>);

/// How much more often than in the text a word counts that stands in the headline.
const TITLE: f32 = 2.0;
/// How much more a name counts than another word.
const NAME: f32 = 1.25;

impl Window {
    /// An empty window that knows how frequent words are in print.
    pub(crate) fn new(prior: Prior) -> Self {
        Self { prior, ..Self::default() }
    }

    /// Counts an article's terms, before it is weighed.
    pub(crate) fn count(&mut self, features: &Features) {
        for term in &features.terms {
            let place = self.intern(&features.language, &term.word);
            self.dictionary.count(place);
        }
        self.counted += 1;
    }

    /// Weighs an article by the counts so far.
    pub(crate) fn weigh(&mut self, features: &Features) -> Entry {
        let mut raw: Vec<Raw> = Vec::with_capacity(features.terms.len());
        for term in &features.terms {
            let place = self.intern(&features.language, &term.word);
            let frequency = self.dictionary.frequency(place);
            let rarity = self.prior.rarity(self.dictionary.key(place), frequency, self.counted);
            raw.push(Raw::of(place, term, rarity));
        }
        raw.sort_unstable_by_key(|raw| raw.term);
        let vector: Box<[i8]> = features.vector.as_deref().unwrap_or_default().into();
        Entry {
            key: features.key,
            published: features.published,
            language: self.intern("language", &features.language),
            source: self.source(&features.source),
            length: pair::scale(features.words),
            digest: features.digest,
            weights: normalised(&raw),
            scale: crate::embedding::scale(&vector),
            vector,
        }
    }

    /// Puts a weighed article into the index; gives its place.
    pub(crate) fn add(&mut self, entry: Entry) -> u32 {
        let at = place(self.entries.len());
        for weight in &entry.weights {
            if let Some(holders) = self.holders.get_mut(index(weight.term)) {
                holders.push(at, u8::try_from(weight.all >> 8).unwrap_or(u8::MAX).max(1));
            }
        }
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len() / 8 + 64);
        }
        self.entries.push(entry);
        at
    }

    /// Takes out the articles that `keep` does not want and moves the others up. The counts of terms go down too. Gives
    /// the new place of every old one.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32, &Entry) -> bool) -> Vec<Option<u32>> {
        let entries = std::mem::take(&mut self.entries);
        let mut new: Vec<Option<u32>> = Vec::with_capacity(entries.len());
        for holders in &mut self.holders {
            *holders = Holders::default();
        }
        for (old, entry) in (0..).zip(entries) {
            if keep(old, &entry) {
                new.push(Some(self.add(entry)));
            } else {
                entry.weights.iter().for_each(|weight| self.dictionary.uncount(weight.term));
                self.counted = self.counted.saturating_sub(1);
                new.push(None);
            }
        }
        new
    }

    /// The articles, in the order they were added.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The article at a place.
    pub(crate) fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(index(place))
    }

    /// The term at a place in the dictionary, as its stem.
    pub(crate) fn term(&self, place: u32) -> &str {
        let term = self.dictionary.key(place);
        term.split_once(':').map_or(term, |(_, word)| word)
    }

    /// Bytes that the articles and the index take, by what is allocated.
    pub(crate) fn bytes(&self) -> usize {
        let entries: usize = self.entries.iter().map(Entry::bytes).sum();
        let holders: usize = self.holders.iter().map(Holders::bytes).sum();
        entries
            + self.entries.capacity() * size_of::<Entry>()
            + holders
            + self.holders.capacity() * size_of::<Holders>()
            + self.dictionary.bytes()
    }

    /// A publisher's place in the dictionary, counted from 1.
    fn source(&mut self, name: &str) -> Option<NonZeroU32> {
        if name.is_empty() { None } else { NonZeroU32::new(self.intern("source", name).saturating_add(1)) }
    }

    fn intern(&mut self, language: &str, word: &str) -> u32 {
        let place = self.dictionary.intern(language, word);
        if self.holders.len() <= index(place) {
            self.holders.resize_with(index(place) + 1, Holders::default);
        }
        place
    }
}

impl Holders {
    /// Adds an article; one beyond sixteen million is not found again. A list grows by an eighth: doubling would leave a
    /// third of a large window empty.
    fn push(&mut self, place: u32, part: u8) {
        let Some(shifted) = place.checked_mul(256) else { return };
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact(self.0.len() / 8 + 2);
        }
        self.0.push(shifted | u32::from(part));
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    /// The articles with the term's part in each.
    fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        self.0.iter().map(|packed| (packed >> 8, packed.to_le_bytes()[0]))
    }

    fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<u32>()
    }
}

/// A term's weights before they are made parts of vectors of length one.
struct Raw {
    term: u32,
    all: f32,
    title: f32,
    name: f32,
}

impl Raw {
    fn of(place: u32, term: &Term, rarity: f32) -> Self {
        let count = f32::from(term.text) + TITLE * f32::from(term.title);
        let name = if term.name { NAME } else { 1.0 };
        Self {
            term: place,
            all: (1.0 + count.max(1.0).ln()) * name * rarity,
            title: f32::from(term.title.min(1)) * rarity,
            name: if term.name { rarity } else { 0.0 },
        }
    }
}

fn normalised(raw: &[Raw]) -> Box<[Weight]> {
    let length =
        |part: fn(&Raw) -> f32| raw.iter().map(|raw| part(raw) * part(raw)).sum::<f32>().sqrt().max(1e-9);
    let (all, title, name) = (length(|raw| raw.all), length(|raw| raw.title), length(|raw| raw.name));
    raw.iter()
        .map(|raw| Weight {
            term: raw.term,
            all: step(raw.all / all),
            title: small_step(raw.title / title),
            name: small_step(raw.name / name),
        })
        .collect()
}
