//! What differs: the same quantity with different numbers in independent reports of one story.

mod quantity;

use std::collections::BTreeMap;

use serde::Serialize;
use tidings_model::time::Timestamp;

use quantity::Quantity;

/// An independent report of a story.
#[derive(Debug, Clone, Copy)]
pub struct ReportText<'a> {
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: &'a str,
    /// When it was published or last changed.
    pub published: Option<Timestamp>,
    /// The text that spans point into.
    pub text: &'a str,
}

/// One report's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: String,
    /// When.
    pub published: Option<Timestamp>,
    /// The number.
    pub number: u64,
    /// The number with what is counted, as written.
    pub text: String,
    /// Where that stands, in bytes.
    pub span: (usize, usize),
}

/// A quantity on which reports differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What is counted: "killed", "injured".
    pub quantity: String,
    /// Each report's number, in order of publication.
    pub figures: Vec<Figure>,
}

/// The quantities on which independent reports differ, in the order of their names.
///
/// Only what people ask first is compared (dead, hurt, missing, arrested, displaced, homes), and only a report's last
/// number of each; a report that gives several numbers of one kind in one sentence (now and before) is left out.
#[must_use]
pub fn numbers(reports: &[ReportText<'_>]) -> Vec<Difference> {
    let mut found: BTreeMap<&str, Vec<Figure>> = BTreeMap::new();
    for report in reports {
        for (kind, quantity) in one_of_each(quantity::read(report.text)) {
            found.entry(kind).or_default().push(figure(report, &quantity));
        }
    }
    let mut differences = Vec::new();
    for (kind, mut figures) in found {
        let first = figures.first().map(|figure| figure.number);
        if figures.iter().all(|figure| Some(figure.number) == first) {
            continue;
        }
        figures.sort_by_key(|figure| (figure.published, figure.key));
        differences.push(Difference { quantity: kind.to_owned(), figures });
    }
    differences
}

/// The one number a report gives for each kind; a kind with several different numbers is left out.
fn one_of_each(quantities: Vec<Quantity>) -> BTreeMap<&'static str, Quantity> {
    let mut kinds: BTreeMap<&'static str, Vec<Quantity>> = BTreeMap::new();
    for quantity in quantities {
        kinds.entry(quantity.kind).or_default().push(quantity);
    }
    let mut found = BTreeMap::new();
    for (kind, quantities) in kinds {
        let Some(first) = quantities.first().cloned() else { continue };
        if quantities.iter().all(|quantity| quantity.number == first.number) {
            found.insert(kind, first);
        }
    }
    found
}

fn figure(report: &ReportText<'_>, quantity: &Quantity) -> Figure {
    Figure {
        key: report.key,
        source: report.source.to_owned(),
        published: report.published,
        number: quantity.number,
        text: report.text.get(quantity.start..quantity.end).unwrap_or_default().to_owned(),
        span: (quantity.start, quantity.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(key: i64, source: &'static str, text: &'static str) -> ReportText<'static> {
        ReportText { key, source, published: Some(Timestamp::from_millis(key)), text }
    }

    #[test]
    fn different_numbers_of_the_same_are_found() {
        let reports = [
            report(
                1,
                "Bram Courier",
                "The ferry ran aground at noon. At least 10 people were hurt, the coastguard said.",
            ),
            report(2, "Holm Post", "Twelve passengers were injured when the ferry ran aground."),
            report(3, "Orde Echo", "The ferry ran aground; ten people were injured and 200 taken off."),
        ];
        let found = numbers(&reports);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].quantity, "injured");
        let figures: Vec<(u64, &str)> =
            found[0].figures.iter().map(|figure| (figure.number, figure.text.as_str())).collect();
        assert_eq!(
            figures,
            [
                (10, "10 people were hurt"),
                (12, "Twelve passengers were injured"),
                (10, "ten people were injured")
            ]
        );
        let span = found[0].figures[0].span;
        assert_eq!(reports[0].text.get(span.0..span.1), Some("10 people were hurt"));
    }

    #[test]
    fn german_numbers_are_read() {
        let reports = [
            report(1, "Bote", "Bei dem Unglück wurden zwölf Menschen verletzt."),
            report(2, "Kurier", "Mindestens 15 Menschen sind verletzt worden."),
        ];
        assert_eq!(numbers(&reports)[0].figures.len(), 2);
    }

    #[test]
    fn unlike_quantities_and_agreement_are_no_difference() {
        let reports = [
            report(1, "A", "Three people were killed and 10 people were hurt."),
            report(2, "B", "10 people were hurt. The bridge is 12 metres long. In 2019, 40 soldiers came."),
        ];
        assert_eq!(numbers(&reports), Vec::new());
    }

    #[test]
    fn a_report_that_revises_itself_is_left_out() {
        let reports = [
            report(1, "A", "12 people were injured, up from earlier reports that 10 people were injured."),
            report(2, "B", "10 people were injured."),
        ];
        assert_eq!(numbers(&reports), Vec::new());
    }
}
