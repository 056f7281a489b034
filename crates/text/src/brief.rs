//! In brief: the key points of an article, or of a story, in the publishers' own sentences.

pub mod across;
mod score;
mod sentence;

use serde::Serialize;

use crate::language;
use crate::span::Span;
use crate::token::Stems;
use score::{Scores, Texts};
use sentence::Candidate;

/// A line of *In brief* and the places in the text it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The words, exactly as they stand at the first span.
    pub text: String,
    /// The sentences it rests on.
    pub spans: Vec<Span>,
}

/// Sentences that could be a point, below which a text is too short to have a brief.
const FEWEST_CANDIDATES: usize = 5;
/// How much repetition of an earlier point costs, against worth (maximal marginal relevance, Carbonell and Goldstein 1998).
const REPETITION: f64 = 0.45;
/// A sentence this much alike an earlier point is left out whatever its worth.
const SAME: f64 = 0.6;

/// The three to five sentences of `text` that tell most of it, in their order; none when the text is very short.
///
/// A sentence is worth more the nearer it stands to the beginning, the closer it is to what the whole text is about,
/// and the more words it shares with the title. Bylines, questions, calls to the reader and torn quotes are no points.
#[must_use]
pub fn points(title: &str, text: &str, language: Option<&str>) -> Vec<Point> {
    let language = language::settle(language, text);
    let candidates = sentence::candidates(text, &language);
    if candidates.len() < FEWEST_CANDIDATES {
        return Vec::new();
    }
    let stems = Stems::new(&language);
    let scores = Scores::new(title, &candidates, &Texts { text, stems: &stems });
    let wanted = wanted(candidates.len());
    let mut chosen = choose(&scores, wanted);
    chosen.sort_unstable();
    chosen
        .into_iter()
        .filter_map(|place| candidates.get(place))
        .map(|candidate| point(candidate, text))
        .collect()
}

fn point(candidate: &Candidate, text: &str) -> Point {
    Point { text: candidate.span.of(text).to_owned(), spans: vec![candidate.span] }
}

fn wanted(candidates: usize) -> usize {
    match candidates {
        0..=11 => 3,
        12..=24 => 4,
        _ => 5,
    }
}

/// The places of the best sentences, each chosen for its worth less what it repeats.
fn choose(scores: &Scores, wanted: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < wanted {
        let best = (0..scores.len())
            .filter(|place| !chosen.contains(place))
            .filter_map(|place| marginal(scores, place, &chosen).map(|worth| (place, worth)))
            .max_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)));
        let Some((place, _)) = best else { break };
        chosen.push(place);
    }
    chosen
}

fn marginal(scores: &Scores, place: usize, chosen: &[usize]) -> Option<f64> {
    let repeated = chosen.iter().map(|other| scores.likeness(place, *other)).fold(0.0, f64::max);
    (repeated < SAME).then(|| scores.worth(place) - REPETITION * repeated)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "Bram closes its old harbour bridge for repairs";
    const TEXT: &str = "By Tilda Orn\n\
        BRAM, March 3 (Marenwire) — The town council of Bram closed the old harbour bridge on Tuesday after engineers \
        found cracks in two of its piers. The repairs will take at least eight months and cost 14 million crowns, the \
        council said.\n\
        Have you been affected by the closure?\n\
        Sign up for our newsletter to read more stories like this one every morning.\n\
        Some 9,000 cars cross the bridge every day, and the nearest other crossing is 11 kilometres away at Holm. \
        “It is a nuisance, of course, and it will cost us time and money every week,” said Dorte Hayle.\n\
        The old harbour bridge was closed on Tuesday by the town council after engineers found cracks in two piers. \
        A ferry will carry people on foot and bicycles from April until the bridge is open again. \
        The bridge was built in 1931 and was last repaired thirty years ago after a ship had struck it.";

    #[test]
    fn points_are_sentences_of_the_text_in_order() {
        let points = points(TITLE, TEXT, Some("en"));
        assert!((3..=5).contains(&points.len()));
        let mut last = 0;
        for point in &points {
            let span = point.spans[0];
            assert_eq!(point.text, span.of(TEXT));
            assert!(span.start >= last);
            last = span.end;
        }
    }

    #[test]
    fn the_lead_is_there_without_its_dateline_and_not_twice() {
        let points = points(TITLE, TEXT, Some("en"));
        assert!(points[0].text.starts_with("The town council of Bram closed"));
        assert_eq!(points.iter().filter(|point| point.text.contains("cracks")).count(), 1);
    }

    #[test]
    fn bylines_questions_and_prompts_are_no_points() {
        let points = points(TITLE, TEXT, Some("en"));
        for junk in ["By Tilda", "affected", "newsletter", "nuisance"] {
            assert!(points.iter().all(|point| !point.text.contains(junk)), "{junk}");
        }
    }

    #[test]
    fn a_short_text_has_no_brief() {
        assert_eq!(
            points(TITLE, "The bridge is shut. It will open in May, the council of Bram said.", None),
            Vec::new()
        );
    }
}
