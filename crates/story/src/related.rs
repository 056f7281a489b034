//! Related articles: the same story first, then what is nearest; and what of it a page shows.

use std::collections::BTreeMap;

use crate::number::{self, index};
use crate::window::Window;

/// Related articles that are given.
const MOST: usize = 50;
/// Nothing less probable than this is shown: an empty list is better than filler. As log odds; about 1 in 7. In the sample
/// world nearly all below it is filler.
pub(crate) const FLOOR: f32 = -1.8;
/// Articles of one publisher that a page shows before all other publishers have had their turn.
const A_PUBLISHER: usize = 1;
/// Articles of one publisher that a page shows at all.
const MOST_A_PUBLISHER: usize = 3;

/// An article near another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Related {
    /// The article's id.
    pub key: i64,
    /// The log odds that both report one event.
    pub odds: f32,
}

impl Related {
    /// The probability that both report one event, 0 to 1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        number::probability(self.odds)
    }
}

/// A related article as a page may show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'a> {
    /// The article's id.
    pub key: i64,
    /// The log odds that both report one event.
    pub odds: f32,
    /// Who published it.
    pub source: &'a str,
    /// The text it is a copy of; its own id when it is an original. One of each text is shown.
    pub original: i64,
    /// Whether it is in the same story; coverage shows those.
    pub same_story: bool,
}

/// The articles near one, those of its story first, each part by evidence.
pub(crate) fn order(window: &Window, near: &[(u32, f32)], same_story: impl Fn(u32) -> bool) -> Vec<Related> {
    let mut ranked: Vec<(bool, f32, i64)> = near
        .iter()
        .filter_map(|(place, evidence)| {
            window.entries().get(index(*place)).map(|entry| (same_story(*place), *evidence, entry.key))
        })
        .collect();
    ranked.sort_by(|left, right| {
        right.0.cmp(&left.0).then(right.1.total_cmp(&left.1)).then(left.2.cmp(&right.2))
    });
    ranked.into_iter().take(MOST).map(|(_, odds, key)| Related { key, odds }).collect()
}

/// The background that a page shows beside an article's own text `original`: out of other stories, above the floor, each
/// text once, publishers taking turns, at most `most`; best first within a turn.
#[must_use]
pub fn background(candidates: &[Candidate<'_>], original: i64, most: usize) -> Vec<Related> {
    let mut sorted: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|one| !one.same_story && one.odds >= FLOOR && one.original != original)
        .collect();
    sorted.sort_by(|left, right| right.odds.total_cmp(&left.odds).then(left.key.cmp(&right.key)));
    let mut texts: Vec<i64> = Vec::new();
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown: Vec<(usize, Related)> = Vec::new();
    for one in sorted {
        let turn = turns.entry(one.source).or_default();
        if texts.contains(&one.original) || *turn >= MOST_A_PUBLISHER {
            continue;
        }
        texts.push(one.original);
        shown.push((*turn / A_PUBLISHER, Related { key: one.key, odds: one.odds }));
        *turn += 1;
    }
    shown.sort_by_key(|(turn, _)| *turn);
    shown.into_iter().take(most).map(|(_, related)| related).collect()
}

/// Ids with the scores that are stored of what a page shows: the probability, 0 to 1, held so that the scores keep the order.
pub fn stored(shown: &[Related]) -> impl Iterator<Item = (i64, f64)> {
    let mut highest = 1.0_f64;
    shown.iter().map(move |related| {
        highest = (highest - 1e-6).min(f64::from(related.probability())).max(0.0);
        (related.key, highest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(key: i64, odds: f32, source: &str) -> Candidate<'_> {
        Candidate { key, odds, source, original: key, same_story: false }
    }

    fn keys(candidates: &[Candidate<'_>], original: i64) -> Vec<i64> {
        background(candidates, original, 10).into_iter().map(|related| related.key).collect()
    }

    #[test]
    fn publishers_take_turns_and_filler_is_left_out() {
        let candidates = [
            candidate(1, 2.0, "Bram Courier"),
            candidate(2, 1.5, "Bram Courier"),
            candidate(3, 0.5, "Holm Post"),
            candidate(4, -6.0, "Orde Echo"),
        ];
        assert_eq!(keys(&candidates, 0), [1, 3, 2]);
        assert_eq!(keys(&candidates[3..], 0), Vec::<i64>::new());
    }

    #[test]
    fn each_text_is_shown_once_and_never_the_article_s_own() {
        let wire = Candidate { original: 1, ..candidate(2, 1.0, "Holm Post") };
        let own = Candidate { original: 9, ..candidate(3, 3.0, "Orde Echo") };
        let told = Candidate { same_story: true, ..candidate(4, 3.0, "Lenn Blatt") };
        assert_eq!(keys(&[candidate(1, 2.0, "Marenwire"), wire, own, told], 9), [1]);
    }
}
