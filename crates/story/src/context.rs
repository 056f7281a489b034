//! Context: what else is near two articles. A pair tells more when each is the other's nearest among other publishers'
//! articles; a publisher's own share its places and its ways, and tell nothing of an event.

use crate::number::{log_odds, weight};

/// How many numbers the context of a pair is told by.
pub(crate) const PARTS: usize = 10;
/// Neighbours kept of one article.
const MOST: usize = 16;
/// A neighbour less probable than this is none.
const LEAST: f32 = 0.005;
/// From this score on two stories may turn out to be one.
const LIKELY: f32 = 0.2;
/// Where all are far the nearest is no sign: in a small window something unrelated is always the nearest.
const FAR: f32 = 0.005;

/// The nearest articles of one article by their places, the most probable first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Neighbours(Vec<(u32, f32)>);

impl Neighbours {
    /// The nearest of a list in any order.
    pub(crate) fn of(near: &[(u32, f32)]) -> Self {
        let mut kept: Vec<(u32, f32)> = near.iter().copied().filter(|(_, score)| *score >= LEAST).collect();
        kept.sort_by(|left, right| right.1.total_cmp(&left.1).then(right.0.cmp(&left.0)));
        kept.truncate(MOST);
        kept.shrink_to_fit();
        Self(kept)
    }

    /// Takes in one more if it is near enough.
    pub(crate) fn offer(&mut self, place: u32, score: f32) {
        if score < LEAST || (self.0.len() >= MOST && self.0.last().is_some_and(|last| last.1 >= score)) {
            return;
        }
        let at = self.0.partition_point(|(_, known)| *known >= score);
        self.0.insert(at, (place, score));
        self.0.truncate(MOST);
    }

    /// The places of the neighbours that may be in one story with the article.
    pub(crate) fn likely(&self) -> impl Iterator<Item = u32> {
        self.0.iter().filter(|(_, score)| *score >= LIKELY).map(|(place, _)| *place)
    }

    /// The list without some.
    pub(crate) fn only(mut self, is_wanted: impl Fn(u32) -> bool) -> Self {
        self.0.retain(|(place, _)| is_wanted(*place));
        self
    }

    /// Gives every neighbour its new place; one without a new place is dropped.
    pub(crate) fn renumber(&mut self, new: impl Fn(u32) -> Option<u32>) {
        self.0 = self.0.iter().filter_map(|(place, score)| Some((new(*place)?, *score))).collect();
    }

    /// Bytes that the list takes beside itself.
    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<(u32, f32)>()
    }

    fn best(&self) -> f32 {
        self.0.first().map_or(0.0, |(_, score)| *score)
    }

    fn sum(&self) -> f32 {
        self.0.iter().map(|(_, score)| score).sum()
    }

    /// How many others than `other` are nearer than `score`.
    fn rank(&self, other: u32, score: f32) -> f32 {
        weight(self.0.iter().filter(|(place, known)| *known > score && *place != other).count())
    }

    fn score(&self, other: u32) -> Option<f32> {
        self.0.iter().find(|(place, _)| *place == other).map(|(_, score)| *score)
    }

    /// The length of the list as a vector in which the article itself has 1 and `other` has `score`.
    fn norm(&self, other: u32, score: f32) -> f32 {
        let others = self.0.iter().filter(|(place, _)| *place != other).map(|(_, known)| known * known);
        (1.0 + others.sum::<f32>() + score * score).sqrt()
    }
}

/// The numbers that tell the context of two articles with this pair score, the same whichever comes first.
pub(crate) fn parts(left: (u32, &Neighbours), right: (u32, &Neighbours), score: f32) -> [f32; PARTS] {
    let ((own, near_own), (other, near_other)) = (left, right);
    let (first, second) =
        (score / (near_own.best().max(score) + FAR), score / (near_other.best().max(score) + FAR));
    let (rank, other_rank) = (near_own.rank(other, score), near_other.rank(own, score));
    let (sum, other_sum) = (near_own.sum(), near_other.sum());
    let shared = shared(left, right);
    let direct = near_own.score(other).unwrap_or(score) + near_other.score(own).unwrap_or(score);
    let overlap = (shared + direct) / (near_own.norm(other, score) * near_other.norm(own, score));
    [
        log_odds(score),
        score,
        first.min(second),
        first.max(second),
        rank.min(other_rank).ln_1p(),
        rank.max(other_rank).ln_1p(),
        sum.min(other_sum).ln_1p(),
        sum.max(other_sum).ln_1p(),
        overlap,
        shared.ln_1p(),
    ]
}

/// How much the neighbours that both have speak for the pair.
fn shared(left: (u32, &Neighbours), right: (u32, &Neighbours)) -> f32 {
    let ((own, near_own), (other, near_other)) = (left, right);
    let common = near_own.0.iter().filter(|(place, _)| *place != own && *place != other);
    common.filter_map(|(place, score)| near_other.score(*place).map(|known| known * score)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_each_other_stand_out() {
        let (one, two) = (Neighbours::of(&[(1, 0.8), (2, 0.3)]), Neighbours::of(&[(0, 0.8), (2, 0.4)]));
        let mutual = parts((0, &one), (1, &two), 0.8);
        assert!(mutual[2] > 0.95 && mutual[4] == 0.0);
        let third = Neighbours::of(&[(1, 0.4), (0, 0.3)]);
        let loose = parts((0, &one), (2, &third), 0.3);
        assert!(loose[2] < 0.4 && loose[5] > 0.6);
        let turned = parts((2, &third), (0, &one), 0.3);
        assert!(loose.iter().zip(turned).all(|(one, other)| (one - other).abs() < 1e-6));
    }

    #[test]
    fn offers_keep_the_list_short_and_sorted() {
        let mut near = Neighbours::default();
        for place in 0..40_u32 {
            near.offer(place, f32::from(u16::try_from(place % 7).unwrap()) / 7.0);
        }
        assert_eq!(near.0.len(), MOST);
        assert!(near.0.is_sorted_by(|left, right| left.1 >= right.1));
    }
}
