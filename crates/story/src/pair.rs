//! Pairs: how alike two articles are, in parts, and how probable it is that they report one event.

use serde::{Deserialize, Serialize};

use crate::embedding::cosine;
use crate::number::{hours, part, weight};
use crate::window::Entry;

/// How alike two articles are; every part is 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Likeness {
    /// Words of headline and text, by rarity.
    pub words: f32,
    /// Words of the headlines.
    pub title: f32,
    /// Names.
    pub names: f32,
    /// The embeddings' cosine.
    pub meaning: f32,
    /// Hours between them; `None` when a time is unknown.
    pub hours: Option<f32>,
    /// The length of the shorter one on a logarithmic scale, 0 for a headline alone and 1 for 400 words.
    pub length: f32,
}

/// How many numbers a pair is judged by.
const PARTS: usize = 14;
/// The hours after which time counts one unit against a pair.
const DECAY_HOURS: f32 = 60.0;
/// The longest time that counts, in units of the decay.
const LONGEST: f32 = 5.0;

/// What each of the parts is worth: a logistic regression over pairs of labelled public sets, one for all kinds of text.
/// The last is the constant.
const COEFFICIENTS: [f32; PARTS] = [
    1.288, -9.138, -0.08, 8.836, 7.946, 20.604, 14.427, -8.822, -0.936, -2.547, -7.341, 0.097, 5.104, -6.298,
];

/// Compares two articles. Articles of different languages are not alike.
pub(crate) fn likeness(left: &Entry, right: &Entry) -> Likeness {
    if left.language != right.language {
        return Likeness::default();
    }
    let (mut words, mut title, mut names) = (0.0, 0.0, 0.0);
    let mut others = right.weights.iter().peekable();
    for own in &left.weights {
        while others.next_if(|other| other.term < own.term).is_some() {}
        let Some(other) = others.next_if(|other| other.term == own.term) else { continue };
        words += part(own.all) * part(other.all);
        title += part(own.title) * part(other.title);
        names += part(own.name) * part(other.name);
    }
    let meaning =
        left.vector.as_ref().zip(right.vector.as_ref()).map_or(0.0, |(left, right)| cosine(left, right));
    Likeness {
        words,
        title,
        names,
        meaning: meaning.max(0.0),
        hours: gap(left, right),
        length: length(left, right),
    }
}

fn gap(left: &Entry, right: &Entry) -> Option<f32> {
    let (left, right) = (left.published?, right.published?);
    u64::try_from(left.since(right).max(right.since(left)).as_millis()).ok().map(hours)
}

fn length(left: &Entry, right: &Entry) -> f32 {
    left.length.min(right.length)
}

/// A text's length on a logarithmic scale: 0 for a headline alone, 1 for 400 words or more.
pub(crate) fn scale(words: usize) -> f32 {
    ((1.0 + weight(words)).ln() / 6.0).min(1.0)
}

impl Likeness {
    /// The numbers that the probability is made of, in the order of the coefficients.
    fn parts(&self) -> [f32; PARTS] {
        let Self { words, title, names, meaning, hours, length } = *self;
        let decay = hours.map_or(0.0, |hours| (hours / DECAY_HOURS).min(LONGEST));
        let dated = if hours.is_some() { 1.0 } else { 0.0 };
        [
            words,
            title,
            names,
            meaning,
            words.sqrt(),
            words * length,
            title * length,
            meaning * length,
            names * length,
            length,
            decay,
            words * meaning,
            dated,
            1.0,
        ]
    }

    /// How probable it is that both report one event, 0 to 1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.evidence()).exp())
    }

    /// The same as log odds, for ranking.
    #[must_use]
    pub fn evidence(&self) -> f32 {
        if self.words <= 0.0 {
            return -20.0;
        }
        self.parts().iter().zip(COEFFICIENTS).map(|(part, coefficient)| part * coefficient).sum()
    }
}
