//! Cutting: where a text that is too long ends.

use unicode_segmentation::UnicodeSegmentation;

/// What stands at the end of a text that was cut.
const ELLIPSIS: char = '…';
/// A cut goes back to the end of a word when one lies in the last third.
const LAST_PART: usize = 3;

/// Characters that have to be looked at for a cut: one more than may stay tells that there is more.
pub(super) const fn reach(most: usize) -> usize {
    most.saturating_add(1)
}

/// A text of at most `most` characters: cut at a word, or where there is none in reach between two whole characters as
/// readers see them (Unicode Standard Annex #29).
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().take(reach(most)).count() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let mut taken = 0;
    let (mut end, mut word_end) = (0, 0);
    for (place, cluster) in text.grapheme_indices(true) {
        let size = cluster.chars().count();
        if cluster.chars().all(char::is_whitespace) && taken >= room - room / LAST_PART {
            word_end = place;
        }
        if taken + size > room {
            break;
        }
        taken += size;
        end = place + cluster.len();
    }
    if end == 0 {
        // One character, as readers see it, is longer than the whole bound: a chain of joiners.
        end = text.char_indices().nth(room).map_or(text.len(), |(place, _)| place);
    }
    let kept = text.get(..if word_end > 0 { word_end } else { end }).unwrap_or_default();
    let mut kept = kept.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-(".contains(c)).to_owned();
    kept.push(ELLIPSIS);
    kept
}
