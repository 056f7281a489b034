//! Labels: a story is called by one of its own headlines.

use crate::features::Features;
use crate::number::weight;

/// The place of the headline that shares most with the others, and so tells best what the story is about; the earlier
/// one of two that tell alike. `None` when no member has a headline.
#[must_use]
pub fn medoid(members: &[&Features]) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (place, member) in members.iter().enumerate().filter(|(_, member)| !member.title.trim().is_empty()) {
        let others = members.iter().enumerate().filter(|(other, _)| *other != place);
        let central = others.map(|(_, other)| shared(member, other)).sum::<f32>() / weight(members.len());
        if best.is_none_or(|(_, known)| central > known) {
            best = Some((place, central));
        }
    }
    best.map(|(place, _)| place)
}

/// The part of a headline's terms that another article's headline or opening has.
fn shared(own: &Features, other: &Features) -> f32 {
    let titles: Vec<&str> =
        own.terms.iter().filter(|term| term.title > 0).map(|term| term.word.as_str()).collect();
    let found = titles.iter().filter_map(|word| {
        let place = other.terms.binary_search_by(|term| term.word.as_str().cmp(word)).ok()?;
        other.terms.get(place)
    });
    let worth: f32 = found.map(|term| if term.title > 0 { 1.0 } else { 0.5 }).sum();
    worth / (weight(titles.len()) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::features;

    #[test]
    fn the_headline_in_the_middle_is_the_label() {
        let titles = [
            "Shock in Bram",
            "Bram closes harbour bridge over cracks",
            "Cracks close Bram harbour bridge for months",
        ];
        let members: Vec<Features> = titles
            .iter()
            .map(|title| {
                features::of(
                    &Document { key: 1, source: "", published: None, title, text: "", language: Some("en") },
                    None,
                )
            })
            .collect();
        assert_eq!(medoid(&members.iter().collect::<Vec<_>>()), Some(1));
        assert_eq!(medoid(&[]), None);
    }
}
