//! Voices: who is quoted across the coverage of a story.

use std::collections::BTreeSet;

use serde::Serialize;

/// A quotation in one report of a story.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: &'a str,
    /// The speaker as the report names them.
    pub speaker: &'a str,
    /// The words.
    pub text: &'a str,
    /// Whether the report is a copy; its words count for nothing new.
    pub copy: bool,
}

/// Somebody who is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The fullest name that a report gives.
    pub name: String,
    /// Publishers of own reports that quote them.
    pub publishers: usize,
    /// What they said, each saying once: the article's id and the words, in the order of the reports.
    pub sayings: Vec<(i64, String)>,
    /// The places of all their quotations in the input.
    pub quotations: Vec<usize>,
}

/// Part of the words that two sayings share when they are one saying.
const SAME: f32 = 0.7;

/// Who is quoted, those whom most publishers quote first, then by name. A speaker who is named in full by one report and by
/// the last name in another is one, unless two in the story share that last name.
#[must_use]
pub fn voices(said: &[Said<'_>]) -> Vec<Voice> {
    let full: BTreeSet<&str> =
        said.iter().map(|one| one.speaker.trim()).filter(|name| name.contains(' ')).collect();
    let mut found: Vec<(Voice, BTreeSet<&str>)> = Vec::new();
    for (place, one) in said.iter().enumerate().filter(|(_, one)| !one.speaker.trim().is_empty()) {
        let name = full_name(one.speaker.trim(), &full);
        let at = found.iter().position(|(voice, _)| voice.name == name).unwrap_or_else(|| {
            let voice =
                Voice { name: name.to_owned(), publishers: 0, sayings: Vec::new(), quotations: Vec::new() };
            found.push((voice, BTreeSet::new()));
            found.len() - 1
        });
        let Some((voice, sources)) = found.get_mut(at) else { continue };
        voice.quotations.push(place);
        if !one.copy {
            sources.insert(one.source);
        }
        if !voice.sayings.iter().any(|(_, text)| is_same(text, one.text)) {
            voice.sayings.push((one.key, one.text.to_owned()));
        }
    }
    let mut voices: Vec<Voice> =
        found.into_iter().map(|(voice, sources)| Voice { publishers: sources.len(), ..voice }).collect();
    voices.sort_by(|left, right| {
        right.publishers.cmp(&left.publishers).then_with(|| left.name.cmp(&right.name))
    });
    voices
}

/// The one full name that ends in a last name; the name itself when there is none or more than one.
fn full_name<'a>(name: &'a str, full: &BTreeSet<&'a str>) -> &'a str {
    let ends = |other: &&&str| other.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '));
    let mut longer = full.iter().filter(ends);
    match (longer.next(), longer.next()) {
        (Some(only), None) => only,
        _ => name,
    }
}

fn is_same(left: &str, right: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (left, right) = (words(left), words(right));
    let shared = crate::number::weight(left.intersection(&right).count());
    shared >= SAME * crate::number::weight(left.len().min(right.len()).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'a>(key: i64, source: &'a str, speaker: &'a str, text: &'a str) -> Said<'a> {
        Said { key, source, speaker, text, copy: false }
    }

    #[test]
    fn one_person_is_one_voice_and_one_saying_is_told_once() {
        let found = voices(&[
            said(1, "Bram Courier", "Dorte Hayle", "We will open the bridge in autumn."),
            said(2, "Holm Post", "Hayle", "We will open the bridge in autumn"),
            said(3, "Orde Echo", "Hayle", "Nobody was in danger."),
            said(3, "Orde Echo", "a senior official", "It will cost more."),
        ]);
        assert_eq!(found[0].name, "Dorte Hayle");
        assert_eq!((found[0].publishers, found[0].sayings.len()), (3, 2));
        assert_eq!(found[0].quotations, [0, 1, 2]);
        assert_eq!(found[1].name, "a senior official");
    }

    #[test]
    fn two_of_one_last_name_are_not_mixed() {
        let found = voices(&[
            said(1, "A", "Dorte Hayle", "Yes."),
            said(2, "B", "Jon Hayle", "No."),
            said(3, "C", "Hayle", "Perhaps."),
        ]);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_copy_adds_no_publisher() {
        let copy = Said { copy: true, ..said(2, "Holm Post", "Hayle", "Yes, at once.") };
        assert_eq!(voices(&[said(1, "Wire", "Hayle", "Yes, at once."), copy])[0].publishers, 1);
    }
}
