//! The order of stories on the front page, and a sentence that says why one stands where it stands.

use tidings_model::story::Story;
use tidings_model::time::Timestamp;
use tidings_story::rank::{self, Ranked, Reporting, StoryFacts};

use crate::page::coverage::counted;
use crate::when::relative;

/// How a story is reported; a story that was not derived yet is known by its counts.
fn reporting(story: &Story) -> Reporting {
    let count = |count: i64| usize::try_from(count.max(1)).unwrap_or(usize::MAX);
    let kept: Reporting = serde_json::from_str(&story.score_why).unwrap_or_default();
    Reporting {
        publishers: kept.publishers.max(count(story.publishers)),
        independent: count(story.independent),
        ..kept
    }
}

fn facts(story: &Story, now: Timestamp) -> StoryFacts {
    reporting(story).facts(story.id.get(), (story.last_at, now))
}

/// The places of stories in a list in the order of the front page.
pub(crate) fn order<'a>(stories: impl IntoIterator<Item = &'a Story>, now: Timestamp) -> Vec<i64> {
    let facts: Vec<StoryFacts> = stories.into_iter().map(|story| facts(story, now)).collect();
    rank::front(&facts, now).into_iter().map(|ranked| ranked.story).collect()
}

/// Why a story stands where it stands: its worth and each part of it, in words.
pub(crate) fn why(story: &Story, now: Timestamp) -> Option<String> {
    let facts = facts(story, now);
    let ranked = *rank::front(&[facts], now).first()?;
    let last = relative(facts.last, now);
    let newness = format!("{:.2} for the newest of them, {last}", ranked.newness);
    let mut parts = vec![reports(&facts, &ranked), newness];
    parts.extend(growth(&facts, &ranked).into_iter().chain(quiet(&ranked)));
    Some(format!("Its weight is {:.2}: {}. Clicks count nothing.", ranked.worth, parts.join(", times ")))
}

fn reports(facts: &StoryFacts, ranked: &Ranked) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let reports = counted(count(facts.independent), "independent report");
    let publishers = counted(count(facts.publishers), "publisher");
    let places = if facts.places > 1 { format!(" in {} countries", facts.places) } else { String::new() };
    format!("{:.2} for {reports} by {publishers}{places}", ranked.reports)
}

fn growth(facts: &StoryFacts, ranked: &Ranked) -> Option<String> {
    let grows = ranked.growth > 1.0;
    grows.then(|| format!("{:.2} for {} of them in the last three hours", ranked.growth, facts.recent))
}

fn quiet(ranked: &Ranked) -> Option<String> {
    (ranked.quiet > 1.0).then(|| format!("{:.2} for a publisher that reports seldom", ranked.quiet))
}
