//! The window: the articles that grouping looks at, weighed by how rare their terms are, with an index by term.

mod prior;

use std::collections::HashMap;

use tidings_model::time::Timestamp;

use crate::embedding::Vector;
use crate::features::Features;
use crate::number::{index, part, place, step, weight};
use crate::pair;
use crate::term::Term;
pub(crate) use prior::Prior;

/// A term of an article with its weights as parts of vectors of length one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    /// The term's place in the dictionary.
    pub(crate) term: u32,
    /// Its part of headline and text together.
    pub(crate) all: u16,
    /// Its part of the headline alone.
    pub(crate) title: u16,
    /// Its part of the names alone.
    pub(crate) name: u16,
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
    /// The length of the text on a logarithmic scale, 0 to 1.
    pub(crate) length: f32,
    /// The weights in the order of their terms.
    pub(crate) weights: Vec<Weight>,
    /// The embedding.
    pub(crate) vector: Option<Vector>,
}

/// The articles that grouping looks at.
#[derive(Debug, Default)]
pub(crate) struct Window {
    places: HashMap<String, u32>,
    terms: Vec<String>,
    frequency: Vec<u32>,
    holders: Vec<Vec<(u32, u16)>>,
    entries: Vec<Entry>,
    prior: Prior,
    words: usize,
}

/// How much more often than in the text a word counts that stands in the headline.
const TITLE: f32 = 2.0;
/// How much more a name counts than another word.
const NAME: f32 = 1.25;
/// Places in the index that one search visits, rarest terms first.
const MOST_VISITS: usize = 60_000;

impl Window {
    /// An empty window that knows how frequent words are in print.
    pub(crate) fn new(prior: Prior) -> Self {
        Self { prior, ..Self::default() }
    }

    /// Counts an article's terms, before it is weighed.
    pub(crate) fn count(&mut self, features: &Features) {
        self.words += features.words + 10;
        for term in &features.terms {
            let place = index(self.intern(&features.language, &term.word));
            if let Some(frequency) = self.frequency.get_mut(place) {
                *frequency += 1;
            }
        }
    }

    /// Weighs an article by the counts so far.
    pub(crate) fn weigh(&mut self, features: &Features, articles: usize) -> Entry {
        let mean = self.words / articles.max(1);
        let mut raw: Vec<(u32, f32, f32, f32)> = Vec::with_capacity(features.terms.len());
        for term in &features.terms {
            let place = self.intern(&features.language, &term.word);
            let rarity = self.rarity(place, articles, mean);
            raw.push((
                place,
                all(term) * rarity,
                f32::from(term.title.min(1)) * rarity,
                if term.name { rarity } else { 0.0 },
            ));
        }
        raw.sort_unstable_by_key(|(place, ..)| *place);
        let length = |part: fn(&(u32, f32, f32, f32)) -> f32| {
            raw.iter().map(|raw| part(raw) * part(raw)).sum::<f32>().sqrt().max(1e-9)
        };
        let (all, title, name) = (length(|raw| raw.1), length(|raw| raw.2), length(|raw| raw.3));
        let weights = raw
            .iter()
            .map(|raw| Weight {
                term: raw.0,
                all: step(raw.1 / all),
                title: step(raw.2 / title),
                name: step(raw.3 / name),
            })
            .collect();
        Entry {
            key: features.key,
            published: features.published,
            language: self.intern("language", &features.language),
            length: pair::scale(features.words),
            weights,
            vector: features.vector.clone(),
        }
    }

    /// Puts a weighed article into the index; gives its place.
    pub(crate) fn add(&mut self, entry: Entry) -> u32 {
        let at = place(self.entries.len());
        for weight in &entry.weights {
            if let Some(holders) = self.holders.get_mut(index(weight.term)) {
                holders.push((at, weight.all));
            }
        }
        self.entries.push(entry);
        at
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
        let term = self.terms.get(index(place)).map(String::as_str).unwrap_or_default();
        term.split_once(':').map_or(term, |(_, word)| word)
    }

    /// The articles that share terms with `entry`, at most `most`, those that share most first.
    pub(crate) fn near(&self, entry: &Entry, most: usize) -> Vec<u32> {
        let mut terms: Vec<&Weight> = entry.weights.iter().collect();
        terms.sort_by_key(|weight| (std::cmp::Reverse(weight.all), weight.term));
        let mut visits = 0;
        let mut sums: Vec<f32> = vec![0.0; self.entries.len()];
        let mut touched: Vec<u32> = Vec::new();
        for weight in terms {
            let Some(holders) = self.holders.get(index(weight.term)) else { continue };
            visits += holders.len();
            if visits > MOST_VISITS && holders.len() > 64 {
                continue;
            }
            for (other, part_of_other) in holders {
                let Some(sum) = sums.get_mut(index(*other)) else { continue };
                if *sum == 0.0 {
                    touched.push(*other);
                }
                *sum += part(weight.all) * part(*part_of_other);
            }
        }
        self.best(touched, &sums, most)
    }

    fn best(&self, mut touched: Vec<u32>, sums: &[f32], most: usize) -> Vec<u32> {
        let sum = |place: &u32| sums.get(index(*place)).copied().unwrap_or_default();
        let key = |place: &u32| self.entry(*place).map(|entry| entry.key).unwrap_or_default();
        let order = |left: &u32, right: &u32| {
            sum(right).total_cmp(&sum(left)).then_with(|| key(left).cmp(&key(right)))
        };
        if touched.len() > most {
            touched.select_nth_unstable_by(most, order);
            touched.truncate(most);
        }
        touched.sort_by(order);
        touched
    }

    fn intern(&mut self, language: &str, word: &str) -> u32 {
        let key = format!("{language}:{word}");
        if let Some(known) = self.places.get(&key) {
            return *known;
        }
        let at = place(self.terms.len());
        self.terms.push(key.clone());
        self.frequency.push(0);
        self.holders.push(Vec::new());
        self.places.insert(key, at);
        at
    }

    /// The inverse document frequency, smoothed by how frequent the word is in print.
    fn rarity(&self, term: u32, articles: usize, mean: usize) -> f32 {
        let frequency = self.frequency.get(index(term)).copied().unwrap_or_default();
        let (pseudo, expected) =
            self.prior.expected(self.terms.get(index(term)).map_or("", String::as_str), mean);
        ((weight(articles) + pseudo + 1.0) / (weight(index(frequency)) + expected + 0.5)).ln().max(0.05)
    }
}

/// How much a term counts in headline and text together.
fn all(term: &Term) -> f32 {
    let count = f32::from(term.text) + TITLE * f32::from(term.title);
    let name = if term.name { NAME } else { 1.0 };
    (1.0 + count.max(1.0).ln()) * name
}
