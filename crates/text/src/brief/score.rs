//! The worth of sentences: position, closeness to the whole text, words of the title.

use std::collections::BTreeMap;

use super::sentence::Candidate;
use crate::token::{self, Stems};

const POSITION: f64 = 1.0;
const CENTRE: f64 = 0.8;
const TITLE: f64 = 0.35;
const LEANING: f64 = 0.25;

/// Words of a text as weights of length one, by stem.
pub(super) type Weights = BTreeMap<String, f64>;

/// The worth of each candidate and how alike they are.
pub(super) struct Scores {
    vectors: Vec<Weights>,
    worth: Vec<f64>,
}

impl Scores {
    /// Scores the candidates of one text.
    pub(super) fn new(title: &str, candidates: &[Candidate], texts: &Texts<'_>) -> Self {
        let stems = texts.stems;
        let bags: Vec<Weights> =
            candidates.iter().map(|candidate| bag(candidate.span.of(texts.text), stems)).collect();
        let vectors = weigh(bags);
        let centre = centre(&vectors);
        let title = unit(bag(title, stems));
        let worth = candidates
            .iter()
            .zip(&vectors)
            .map(|(candidate, vector)| {
                let lean = if candidate.leans { LEANING } else { 0.0 };
                POSITION * position(candidate.rank)
                    + CENTRE * product(vector, &centre)
                    + TITLE * product(vector, &title)
                    - lean
            })
            .collect();
        Self { vectors, worth }
    }

    /// How many sentences there are.
    pub(super) fn len(&self) -> usize {
        self.vectors.len()
    }

    /// The worth of one sentence by itself.
    pub(super) fn worth(&self, place: usize) -> f64 {
        self.worth.get(place).copied().unwrap_or_default()
    }

    /// How alike two sentences are: the cosine of their weighted words.
    pub(super) fn likeness(&self, left: usize, right: usize) -> f64 {
        match (self.vectors.get(left), self.vectors.get(right)) {
            (Some(left), Some(right)) => product(left, right),
            _ => 0.0,
        }
    }
}

/// A text and the stems of its language.
pub(super) struct Texts<'a> {
    /// The text that the candidates' spans point into.
    pub(super) text: &'a str,
    /// The stems of its language.
    pub(super) stems: &'a Stems,
}

fn position(rank: usize) -> f64 {
    1.0 / (1.0 + 0.35 * number(rank))
}

/// A small count as a number.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How often each stem of three letters or more occurs; words of unspaced scripts count from one letter.
pub(super) fn bag(text: &str, stems: &Stems) -> Weights {
    let mut counts = Weights::new();
    for word in token::words(text) {
        if word.text.is_ascii()
            && word.text.len() < 3
            && !word.text.starts_with(|letter: char| letter.is_ascii_digit())
        {
            continue;
        }
        *counts.entry(stems.stem(word.text)).or_insert(0.0) += 1.0;
    }
    counts
}

/// Weighs words by how few of the sentences have them, to length one.
pub(super) fn weigh(bags: Vec<Weights>) -> Vec<Weights> {
    let total = number(bags.len());
    let mut frequency: BTreeMap<String, f64> = BTreeMap::new();
    for word in bags.iter().flat_map(BTreeMap::keys) {
        *frequency.entry(word.clone()).or_insert(0.0) += 1.0;
    }
    let rarity = |word: &String| (1.0 + total / frequency.get(word).copied().unwrap_or(1.0)).ln();
    bags.into_iter()
        .map(|bag| {
            unit(
                bag.into_iter()
                    .map(|(word, count)| (word.clone(), (1.0 + count.ln()) * rarity(&word)))
                    .collect(),
            )
        })
        .collect()
}

/// The mean of the sentences, to length one.
fn centre(vectors: &[Weights]) -> Weights {
    let mut sum = Weights::new();
    for (word, weight) in vectors.iter().flatten() {
        *sum.entry(word.clone()).or_insert(0.0) += weight;
    }
    unit(sum)
}

/// The same weights scaled to length one.
pub(super) fn unit(weights: Weights) -> Weights {
    let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    if length == 0.0 {
        return weights;
    }
    weights.into_iter().map(|(word, weight)| (word, weight / length)).collect()
}

/// The inner product of two vectors.
pub(super) fn product(left: &Weights, right: &Weights) -> f64 {
    left.iter().filter_map(|(word, weight)| right.get(word).map(|other| weight * other)).sum()
}
