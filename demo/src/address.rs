//! The addresses of articles: every publisher has its own form.

use crate::article::Header;
use crate::publisher::Layout;

const SLUG_LENGTH: usize = 64;

/// A number that stays the same for the same words: 32-bit FNV-1a, brought down to eight digits.
///
/// Source: <https://datatracker.ietf.org/doc/html/rfc9923>.
pub(crate) fn number(words: &str) -> u32 {
    let hash =
        words.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    10_000_000 + hash % 90_000_000
}

/// The path of an article's page, with the leading slash; `live` when it is a live blog.
pub(crate) fn path(layout: Layout, header: &Header, number: u32, live: bool) -> String {
    let (slug, section) = (slug(&header.headline), slug(&header.section));
    match layout {
        Layout::HarbourPost => format!("/{section}/{slug}"),
        Layout::MeridianWire => format!("/article/{number}/{slug}"),
        Layout::DailyLantern => format!("/{section}/{slug}-{number}.html"),
        Layout::ValleyCourier => format!("/{slug}/"),
        Layout::AverilNow if live => format!("/live/{slug}"),
        Layout::AverilNow => format!("/news/{number}"),
        Layout::Quadrant => format!("/stories/{slug}"),
        Layout::NorthernLedger => format!("/content/{number:x}-{slug}"),
        Layout::Kuestenblatt => format!("/{section}/{slug}-id{number}.html"),
        Layout::IslandsGazette => format!("/news/story{number}.htm"),
        Layout::TolmereReview => format!("/essays/{slug}"),
    }
}

/// Words in the form of an address: `Über die Küste!` becomes `ueber-die-kueste`.
pub(crate) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for character in words.chars().flat_map(char::to_lowercase) {
        if slug.len() >= SLUG_LENGTH && !character.is_alphanumeric() {
            break;
        }
        match plain_letters(character) {
            Some(letters) => slug.push_str(letters),
            None if character.is_ascii_alphanumeric() => slug.push(character),
            None if is_apostrophe(character) || slug.ends_with('-') || slug.is_empty() => {}
            None => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘')
}

fn plain_letters(character: char) -> Option<&'static str> {
    match character {
        'ä' | 'æ' => Some("ae"),
        'ö' | 'ø' => Some("oe"),
        'ü' => Some("ue"),
        'ß' => Some("ss"),
        'å' | 'á' | 'à' => Some("a"),
        'é' | 'è' | 'ê' => Some("e"),
        'ó' => Some("o"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_plain_letters_only() {
        assert_eq!(slug("Über die Küste!"), "ueber-die-kueste");
        assert_eq!(
            slug("Storm Hedda: ‘It’s the worst in 20 years’"),
            "storm-hedda-its-the-worst-in-20-years"
        );
    }

    #[test]
    fn a_long_slug_ends_with_a_word() {
        let slug = slug(&"harbour ".repeat(20));
        assert!(slug.len() < SLUG_LENGTH + 10 && slug.ends_with("harbour"), "{slug}");
    }

    #[test]
    fn numbers_are_stable_and_have_eight_digits() {
        assert_eq!(number("ferry/harbour-post"), number("ferry/harbour-post"));
        assert!((10_000_000..100_000_000).contains(&number("")));
    }
}
