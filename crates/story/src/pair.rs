//! Pairs: how alike two articles are, in parts, and how probable it is that they report one event.

use serde::{Deserialize, Serialize};

use crate::judge::Judge;
use crate::number::{hours, part, small_part, weight};
use crate::window::Entry;

/// How alike two articles are; every part but `hours` is 0 to 1.
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
    /// One's headline against all of the other: the better of the two ways round.
    pub told: f32,
    /// The worse of the two.
    pub told_back: f32,
    /// Hours between them; `None` when a time is unknown.
    pub hours: Option<f32>,
    /// The length of the shorter one on a logarithmic scale, 0 for a headline alone and 1 for 400 words.
    pub length: f32,
    /// The length of the longer one.
    pub longer: f32,
}

/// How many numbers a pair is judged by.
pub(crate) const PARTS: usize = 25;
/// The hours after which time counts one unit against a pair.
const DECAY_HOURS: f32 = 60.0;
/// The longest time that counts, in units of the decay.
const LONGEST: f32 = 5.0;
/// The hours in which "at the same time" fades.
const SAME_TIME_HOURS: f32 = 24.0;

/// Compares two articles. Articles of different languages are not alike.
pub(crate) fn likeness(left: &Entry, right: &Entry) -> Likeness {
    if left.language != right.language {
        return Likeness::default();
    }
    let (mut words, mut title, mut names, mut there, mut back) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut others = right.weights.iter().peekable();
    for own in &left.weights {
        while others.next_if(|other| other.term < own.term).is_some() {}
        let Some(other) = others.next_if(|other| other.term == own.term) else { continue };
        words += part(own.all) * part(other.all);
        title += small_part(own.title) * small_part(other.title);
        names += small_part(own.name) * small_part(other.name);
        there += small_part(own.title) * part(other.all);
        back += part(own.all) * small_part(other.title);
    }
    Likeness {
        words,
        title,
        names,
        meaning: left.meaning(right).max(0.0),
        told: there.max(back),
        told_back: there.min(back),
        hours: gap(left, right),
        length: left.length.min(right.length),
        longer: left.length.max(right.length),
    }
}

fn gap(left: &Entry, right: &Entry) -> Option<f32> {
    let (left, right) = (left.published?, right.published?);
    u64::try_from(left.since(right).max(right.since(left)).as_millis()).ok().map(hours)
}

/// A text's length on a logarithmic scale: 0 for a headline alone, 1 for 400 words or more.
pub(crate) fn scale(words: usize) -> f32 {
    ((1.0 + weight(words)).ln() / 6.0).min(1.0)
}

impl Likeness {
    /// The numbers as the forests take them; a time that is unknown is -1.
    pub(crate) fn plain(&self) -> [f32; 9] {
        [
            self.words,
            self.title,
            self.names,
            self.meaning,
            self.told,
            self.told_back,
            self.hours.unwrap_or(-1.0),
            self.length,
            self.longer,
        ]
    }

    /// The numbers as the regression takes them.
    fn parts(&self) -> [f32; PARTS] {
        let Self { words, title, names, meaning, told, told_back, hours, length, longer } = *self;
        let apart = hours.map_or(0.0, |hours| (hours / DECAY_HOURS).min(LONGEST));
        let undated = if hours.is_some() { 0.0 } else { 1.0 };
        let together = hours.map_or(0.0, |hours| (-hours / SAME_TIME_HOURS).exp());
        [
            words,
            title,
            names,
            meaning,
            told,
            told_back,
            apart,
            length,
            longer,
            undated,
            together,
            words * length,
            title * length,
            names * length,
            meaning * length,
            told * length,
            words.sqrt(),
            title.sqrt(),
            names.sqrt(),
            meaning.sqrt(),
            told.sqrt(),
            words * words,
            title * title,
            meaning * meaning,
            words * meaning,
        ]
    }

    /// How probable it is that both report one event, 0 to 1, by the two alone.
    pub(crate) fn probability(&self, judge: &Judge) -> f32 {
        if self.words <= 0.0 { 0.0 } else { crate::number::probability(judge.pair.log_odds(&self.parts())) }
    }
}
