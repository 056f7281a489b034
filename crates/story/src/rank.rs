//! The order of the front page, and why a story stands where it stands.
//!
//! A story's worth is
//!
//! ```text
//! worth   = reports × newness × growth × quiet
//! reports = ln(1 + independent reports) + 0.3 × ln(1 + publishers) + 0.2 × ln(places), at least 0.9
//! newness = 2^(-hours since the last independent report / 12)
//! growth  = 1 + 0.5 × (independent reports of the last 3 hours / all independent reports), when there are two or more
//! quiet   = 1.5 for a story that a publisher with at most 3 articles a day reports, falling to 1 at 12 a day
//! ```
//!
//! What readers click counts nothing. The floor of 0.9 keeps a single report of a quiet publisher above stories of ten
//! reports that are two days old, so that small places are seen. `docs/ranking.md` says the same for readers.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tidings_model::time::Timestamp;

use crate::number::{hours, weight};

/// What is known of how a story is reported; it is kept with the story, and only the hour is added when a page is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reporting {
    /// Publishers with at least one article.
    pub publishers: usize,
    /// Independent reports: copies counted once.
    pub independent: usize,
    /// Places (countries) that the publishers are from; 0 or 1 when unknown.
    pub places: usize,
    /// Articles a day of the quietest of its publishers, over the last two weeks; `None` when unknown.
    pub quietest: Option<u32>,
    /// When the newest independent reports were published, the newest first, at most [`Reporting::MOST_TIMES`].
    pub times: Vec<Timestamp>,
}

impl Reporting {
    /// Times that are kept.
    pub const MOST_TIMES: usize = 50;

    /// The facts at an hour, for a story with its newest report at `last` where no time is kept.
    #[must_use]
    pub fn facts(&self, story: i64, (last, now): (Timestamp, Timestamp)) -> StoryFacts {
        let recent = self.times.iter().filter(|time| now.since(**time) <= RECENT).count();
        StoryFacts {
            story,
            publishers: self.publishers,
            independent: self.independent,
            recent: recent.min(self.independent),
            places: self.places,
            last: self.times.first().copied().unwrap_or(last),
            quietest: self.quietest,
        }
    }

    /// The parts of its worth that no hour changes, multiplied: by this the candidates for the front page are chosen.
    #[must_use]
    pub fn standing(&self) -> f32 {
        reports(self.independent, self.publishers, self.places) * self.quietest.map_or(1.0, quiet)
    }
}

/// What the order is made of, for one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryFacts {
    /// The story's id.
    pub story: i64,
    /// Publishers with at least one article.
    pub publishers: usize,
    /// Independent reports: copies counted once.
    pub independent: usize,
    /// Independent reports of the last three hours.
    pub recent: usize,
    /// Places (countries) that the publishers are from; 0 or 1 when unknown.
    pub places: usize,
    /// When the last independent report was published.
    pub last: Timestamp,
    /// Articles a day of the quietest of its publishers, over the last two weeks; `None` when unknown.
    pub quietest: Option<u32>,
}

/// A story with its worth and the parts of it, for "why is this here?".
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ranked {
    /// The story's id.
    pub story: i64,
    /// The product of the four parts.
    pub worth: f32,
    /// How widely and independently it is reported.
    pub reports: f32,
    /// How new it is, 1 for now.
    pub newness: f32,
    /// How fast it grows, 1 for not at all.
    pub growth: f32,
    /// What it gains from a publisher that seldom reports, 1 for nothing.
    pub quiet: f32,
}

/// Articles a day up to which a publisher is quiet, and from which it is not.
const QUIET: (f32, f32) = (3.0, 12.0);
/// The most that a quiet publisher's story gains.
const QUIET_GAIN: f32 = 0.5;
/// The least that reports count.
const FLOOR: f32 = 0.9;
/// The hours in which newness halves.
const HALF_LIFE: f32 = 12.0;
/// How new a report is that counts for growth.
const RECENT: Duration = Duration::from_hours(3);

/// The stories in the order of the front page. Equal ones go by the later report, then by the smaller id.
#[must_use]
pub fn front(stories: &[StoryFacts], now: Timestamp) -> Vec<Ranked> {
    let mut ranked: Vec<(Ranked, Timestamp)> =
        stories.iter().map(|facts| (rank(facts, now), facts.last)).collect();
    ranked.sort_by(|(left, left_last), (right, right_last)| {
        right.worth.total_cmp(&left.worth).then(right_last.cmp(left_last)).then(left.story.cmp(&right.story))
    });
    ranked.into_iter().map(|(ranked, _)| ranked).collect()
}

fn rank(facts: &StoryFacts, now: Timestamp) -> Ranked {
    let reports = reports(facts.independent, facts.publishers, facts.places);
    let age = hours(u64::try_from(now.since(facts.last).as_millis()).unwrap_or(u64::MAX));
    let newness = (-age / HALF_LIFE).exp2();
    let part = weight(facts.recent) / weight(facts.independent.max(1));
    let growth = if facts.independent < 2 { 1.0 } else { 1.0 + 0.5 * part.min(1.0) };
    let quiet = facts.quietest.map_or(1.0, quiet);
    Ranked { story: facts.story, worth: reports * newness * growth * quiet, reports, newness, growth, quiet }
}

fn reports(independent: usize, publishers: usize, places: usize) -> f32 {
    let spread = 0.3 * (1.0 + weight(publishers)).ln() + 0.2 * weight(places.max(1)).ln();
    ((1.0 + weight(independent)).ln() + spread).max(FLOOR)
}

fn quiet(pace: u32) -> f32 {
    let pace = weight(crate::number::index(pace));
    1.0 + QUIET_GAIN * ((QUIET.1 - pace) / (QUIET.1 - QUIET.0)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn facts(story: i64, independent: usize, publishers: usize, hours_ago: i64) -> StoryFacts {
        let last = Timestamp::from_millis((100 - hours_ago) * HOUR);
        StoryFacts { story, publishers, independent, recent: 0, places: 1, last, quietest: None }
    }

    fn order(stories: &[StoryFacts]) -> Vec<i64> {
        front(stories, Timestamp::from_millis(100 * HOUR)).into_iter().map(|ranked| ranked.story).collect()
    }

    #[test]
    fn independent_reports_weigh_more_than_copies() {
        assert_eq!(order(&[facts(1, 1, 9, 2), facts(2, 5, 5, 2)]), [2, 1]);
    }

    #[test]
    fn a_new_single_report_stands_above_an_old_large_story() {
        assert_eq!(order(&[facts(1, 10, 10, 48), facts(2, 1, 1, 1)]), [2, 1]);
    }

    #[test]
    fn what_grows_goes_up() {
        let still = facts(1, 4, 4, 1);
        let growing = StoryFacts { story: 2, recent: 4, ..still };
        assert_eq!(order(&[still, growing]), [2, 1]);
    }

    #[test]
    fn a_quiet_publisher_is_not_drowned() {
        let loud = StoryFacts { quietest: Some(80), ..facts(1, 1, 1, 1) };
        let quiet = StoryFacts { story: 2, quietest: Some(1), ..loud };
        assert_eq!(order(&[loud, quiet]), [2, 1]);
    }

    #[test]
    fn the_hour_is_added_to_what_is_kept() {
        let times = [99, 98, 50].map(|hour| Timestamp::from_millis(hour * HOUR)).to_vec();
        let kept = Reporting { publishers: 4, independent: 3, places: 1, quietest: Some(2), times };
        let now = Timestamp::from_millis(100 * HOUR);
        let facts = kept.facts(1, (Timestamp::default(), now));
        assert_eq!((facts.recent, facts.last), (2, Timestamp::from_millis(99 * HOUR)));
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Reporting>(&json).unwrap(), kept);
        let ranked = front(&[facts], now);
        assert!((ranked[0].reports * ranked[0].quiet - kept.standing()).abs() < 1e-6);
    }
}
