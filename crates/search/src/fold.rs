//! Folding: what is compared of a word, so that it is found however it is typed.
//!
//! First the general way: Unicode's compatibility decomposition (NFKD) turns full-width and styled letters into plain ones and
//! letters with accents into letters and accents, which are left out. What has no decomposition stands in tables: Latin letters
//! with a bar, ligatures, dotless i, letters that two writers of one language spell with different code points.

use unicode_normalization::UnicodeNormalization;

/// Latin letters that Unicode does not decompose, with what people type who have no such key (as in CLDR's Latin-ASCII).
const LATIN: [(char, &str); 51] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ı', "i"),
    ('ȷ', "j"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ŋ', "n"),
    ('ĸ', "k"),
    ('ſ', "s"),
    ('ƒ', "f"),
    ('ǝ', "e"),
    ('ə', "e"),
    ('ɛ', "e"),
    ('ɔ', "o"),
    ('ɵ', "o"),
    ('ɐ', "a"),
    ('ɑ', "a"),
    ('ⱥ', "a"),
    ('ƀ', "b"),
    ('ɓ', "b"),
    ('ȼ', "c"),
    ('ƈ', "c"),
    ('ɖ', "d"),
    ('ɗ', "d"),
    ('ɇ', "e"),
    ('ǥ', "g"),
    ('ɠ', "g"),
    ('ɣ', "g"),
    ('ɨ', "i"),
    ('ɩ', "i"),
    ('ɉ', "j"),
    ('ƙ', "k"),
    ('ƚ', "l"),
    ('ɫ', "l"),
    ('ɲ', "n"),
    ('ƞ', "n"),
    ('ƥ', "p"),
    ('ɍ', "r"),
    ('ʂ', "s"),
    ('ȿ', "s"),
    ('ƭ', "t"),
    ('ʈ', "t"),
    ('ʉ', "u"),
    ('ɏ', "y"),
    ('ƶ', "z"),
];

/// Other letters that writers use for one another: the final sigma, letters of Persian and Urdu keyboards, Arabic letters that
/// are often written without their dots, Ukrainian ghe.
const OTHER: [(char, char); 11] = [
    ('ς', 'σ'),
    ('ґ', 'г'),
    ('ٱ', 'ا'),
    ('ى', 'ي'),
    ('ی', 'ي'),
    ('ې', 'ي'),
    ('ک', 'ك'),
    ('ة', 'ه'),
    ('ە', 'ه'),
    ('ہ', 'ه'),
    ('ھ', 'ه'),
];

/// The zeros of the digits of scripts in use; nine digits follow each (Unicode's Nd).
const ZEROS: [char; 16] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}',
];

/// A word for comparing: in lower case, without accents, its letters plain. The vowel signs of Indic scripts stay: without them
/// words become other words.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    // Lower case comes first for the capital letters, and last for what only the decomposition shows to be one.
    for letter in
        word.to_lowercase().nfkd().flat_map(char::to_lowercase).filter(|letter| !is_left_out(*letter))
    {
        push(letter, &mut folded);
    }
    folded
}

fn push(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter);
    } else if let Some((_, plain)) = LATIN.iter().find(|(known, _)| *known == letter) {
        folded.push_str(plain);
    } else if let Some((_, plain)) = OTHER.iter().find(|(known, _)| *known == letter) {
        folded.push(*plain);
    } else {
        folded.push(digit(letter).or_else(|| apostrophe(letter)).unwrap_or(letter));
    }
}

/// The plain digit of a digit.
fn digit(letter: char) -> Option<char> {
    let number =
        ZEROS.iter().find_map(|zero| u32::from(letter).checked_sub(u32::from(*zero)).filter(|n| *n < 10))?;
    char::from_digit(number, 10)
}

/// The plain apostrophe of its many forms.
fn apostrophe(letter: char) -> Option<char> {
    matches!(letter, '\u{2019}' | '\u{2018}' | '\u{201b}' | '\u{2032}' | '\u{60}' | '\u{b4}').then_some('\'')
}

/// What writers leave out at will: accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic, and the stroke that
/// lengthens Arabic words; marks of Hebrew abbreviations; letters that are only signs, such as the okina; what is not seen.
fn is_left_out(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
        | '\u{5f3}' | '\u{5f4}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{2b9}'..='\u{2c1}' | '\u{2c8}' | '\u{2ee}' | '\u{ad}' | '\u{61c}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn latin_letters_become_those_that_everybody_can_type() {
        for (word, plain) in [
            ("Ćwikła", "cwikla"),
            ("Ørsted", "orsted"),
            ("Đà Nẵng", "da nang"),
            ("Diyarbakır", "diyarbakir"),
            ("İstanbul", "istanbul"),
            ("ISPARTA", "isparta"),
            ("Æro", "aero"),
            ("œuvre", "oeuvre"),
            ("Þórður", "thordur"),
            ("Ħamrun", "hamrun"),
            ("Ŧuŋĸ", "tunk"),
            ("STRAẞE", "strasse"),
            ("Élysée", "elysee"),
            ("Bakı Gəncə", "baki gence"),
            ("Ｆｅｒｒｙ ２", "ferry 2"),
            ("ﬁre 𝐟𝐞𝐫𝐫𝐲", "fire ferry"),
            ("Hawaiʻi", "hawaii"),
            ("don’t", "don't"),
        ] {
            assert_eq!(fold(word), plain, "{word}");
        }
    }

    #[test]
    fn other_scripts_are_found_with_and_without_their_marks() {
        for (one, other) in [
            ("ΟΔΟΣ", "οδός"),
            ("ёлка", "елка"),
            ("Ґданськ", "гданськ"),
            ("שָׁלוֹם", "שלום"),
            ("צה״ל", "צהל"),
            ("الْعَرَبِيَّة", "العربيه"),
            ("أحمد", "احمد"),
            ("عـــرب", "عرب"),
            ("کتاب", "كتاب"),
            ("۲۰۲۶", "2026"),
            ("٢٠٢٦", "2026"),
            ("ｶﾀｶﾅ", "カタカナ"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("कि"), fold("का"), "vowel signs make other words");
    }

    proptest! {
        #[test]
        fn folding_what_is_folded_changes_nothing(word in "\\PC{0,12}") {
            let folded = fold(&word);
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
