//! In brief of a story: what several publishers report alike comes first.

use std::collections::BTreeSet;

use serde::Serialize;

use super::score::{Weights, bag, number, product, weigh};
use super::sentence;
use crate::language;
use crate::span::Span;
use crate::token::Stems;

/// An article of a story.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Who published it; copies of one text are given once by the caller.
    pub publisher: &'a str,
    /// The text.
    pub text: &'a str,
    /// The language tag, if known.
    pub language: Option<&'a str>,
}

/// A sentence of one of the documents and the sentences of others that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedPoint {
    /// The sentence.
    pub text: String,
    /// The document it is taken from, by its place in the input.
    pub document: usize,
    /// Where it stands there.
    pub span: Span,
    /// Sentences that say alike: document and span.
    pub support: Vec<(usize, Span)>,
    /// How many publishers it rests on, its own included.
    pub publishers: usize,
}

/// Two sentences this alike say the same.
const ALIKE: f64 = 0.38;
/// Points of one story.
const WANTED: usize = 5;
/// Sentences looked at in each document, and in all.
const PER_DOCUMENT: usize = 25;
const IN_ALL: usize = 400;

struct Statement {
    document: usize,
    span: Span,
    rank: usize,
    leans: bool,
}

/// The points of a story, those that rest on most publishers first. Documents of different languages stand apart.
#[must_use]
pub fn points(documents: &[Document<'_>]) -> Vec<SharedPoint> {
    let (statements, vectors) = statements(documents);
    let supports: Vec<Vec<usize>> =
        (0..statements.len()).map(|place| support(place, &statements, &vectors)).collect();
    let mut order: Vec<(usize, f64)> = (0..statements.len())
        .filter_map(|place| {
            statements
                .get(place)
                .map(|statement| (place, worth(statement, place, &supports, documents, &statements)))
        })
        .collect();
    order.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));

    let mut covered: BTreeSet<usize> = BTreeSet::new();
    let mut points = Vec::new();
    for (place, _) in order {
        let said = covered.contains(&place)
            || supports.get(place).is_some_and(|support| support.iter().any(|other| covered.contains(other)));
        let Some(statement) = statements.get(place).filter(|_| !said) else { continue };
        let support = supports.get(place).cloned().unwrap_or_default();
        points.push(shared(statement, &support, &statements, documents));
        covered.insert(place);
        covered.extend(support);
        if points.len() == WANTED {
            break;
        }
    }
    points
}

fn statements(documents: &[Document<'_>]) -> (Vec<Statement>, Vec<Weights>) {
    let mut statements = Vec::new();
    let mut bags = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        let language = language::settle(document.language, document.text);
        let stems = Stems::new(&language);
        for candidate in sentence::candidates(document.text, &language).into_iter().take(PER_DOCUMENT) {
            bags.push(bag(candidate.span.of(document.text), &stems));
            let sentence::Candidate { span, rank, leans } = candidate;
            statements.push(Statement { document: place, span, rank, leans });
        }
        if statements.len() >= IN_ALL {
            break;
        }
    }
    (statements, weigh(bags))
}

/// The sentences of other documents that say the same: the best of each.
fn support(place: usize, statements: &[Statement], vectors: &[Weights]) -> Vec<usize> {
    let (Some(own), Some(vector)) = (statements.get(place), vectors.get(place)) else { return Vec::new() };
    let mut best: Vec<(usize, usize, f64)> = Vec::new();
    for (other, (statement, candidate)) in statements.iter().zip(vectors).enumerate() {
        let alike = product(vector, candidate);
        if statement.document == own.document || alike < ALIKE {
            continue;
        }
        match best.iter_mut().find(|(document, ..)| *document == statement.document) {
            Some(kept) if kept.2 < alike => *kept = (statement.document, other, alike),
            Some(_) => {}
            None => best.push((statement.document, other, alike)),
        }
    }
    best.into_iter().map(|(_, other, _)| other).collect()
}

fn worth(
    own: &Statement,
    place: usize,
    supports: &[Vec<usize>],
    documents: &[Document<'_>],
    statements: &[Statement],
) -> f64 {
    let support = supports.get(place).map(Vec::as_slice).unwrap_or_default();
    let publishers = number(publishers(own, support, statements, documents));
    let lean = if own.leans { 0.5 } else { 0.0 };
    publishers + 1.0 / (1.0 + 0.35 * number(own.rank)) - lean
}

fn publishers(
    own: &Statement,
    support: &[usize],
    statements: &[Statement],
    documents: &[Document<'_>],
) -> usize {
    let others =
        support.iter().filter_map(|place| statements.get(*place)).map(|statement| statement.document);
    let places = others.chain([own.document]);
    places
        .filter_map(|place| documents.get(place))
        .map(|document| document.publisher)
        .collect::<BTreeSet<_>>()
        .len()
}

fn shared(
    own: &Statement,
    support: &[usize],
    statements: &[Statement],
    documents: &[Document<'_>],
) -> SharedPoint {
    let text =
        documents.get(own.document).map(|document| own.span.of(document.text).to_owned()).unwrap_or_default();
    let places = support.iter().filter_map(|place| statements.get(*place));
    SharedPoint {
        text,
        document: own.document,
        span: own.span,
        support: places.map(|statement| (statement.document, statement.span)).collect(),
        publishers: publishers(own, support, statements, documents),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_publishers_report_comes_first() {
        let courier = "The mayor of Bram opened a new school for two hundred children on Monday morning. \
            Engineers found deep cracks in two piers of the old harbour bridge at Bram.";
        let post = "Cracks in two piers of the old harbour bridge at Bram were found by engineers this week. \
            Ferries will carry people on foot across the water from the first of April.";
        let documents = [
            Document { publisher: "Bram Courier", text: courier, language: Some("en") },
            Document { publisher: "Holm Post", text: post, language: Some("en") },
        ];
        let points = points(&documents);
        assert_eq!(points[0].publishers, 2);
        assert!(points[0].text.contains("racks"));
        assert_eq!(points.len(), 3);
        let place = points[0].document;
        assert_eq!(points[0].span.of(documents[place].text), points[0].text);
    }
}
