//! Names of months in the languages of the feeds, and words that stand for halves of a day.

use super::month::NAMES;

/// Beginnings of the names of months, the longer before the shorter, for inflected and cut forms that the table of whole
/// names does not hold. English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic languages, Polish, Hungarian,
/// Greek, Russian.
#[rustfmt::skip]
const BEGINNINGS: [(&str, i8); 94] = [
    ("januar", 1), ("marras", 11), ("szept", 9), ("joulu", 12), ("juin", 6), ("ιουν", 6), ("ιούν", 6),
    ("juil", 7), ("ιουλ", 7), ("ιούλ", 7), ("loka", 10), ("ene", 1), ("gen", 1), ("jan", 1), ("jän", 1),
    ("sty", 1), ("ιαν", 1), ("янв", 1), ("feb", 2), ("fev", 2), ("fév", 2), ("lut", 2), ("φεβ", 2),
    ("фев", 2), ("maa", 3), ("mar", 3), ("mrt", 3), ("már", 3), ("mär", 3), ("μάρ", 3), ("μαρ", 3),
    ("μαώ", 3), ("мар", 3), ("abr", 4), ("apr", 4), ("avr", 4), ("kwi", 4), ("ápr", 4), ("απρ", 4),
    ("апр", 4), ("mag", 5), ("mai", 5), ("maj", 5), ("may", 5), ("mei", 5), ("máj", 5), ("μάι", 5),
    ("μαι", 5), ("μαϊ", 5), ("май", 5), ("мая", 5), ("cze", 6), ("giu", 6), ("jun", 6), ("jún", 6),
    ("июн", 6), ("jul", 7), ("júl", 7), ("lip", 7), ("lug", 7), ("июл", 7), ("ago", 8), ("aou", 8),
    ("aoû", 8), ("aug", 8), ("sie", 8), ("αυγ", 8), ("αύγ", 8), ("авг", 8), ("sep", 9), ("set", 9),
    ("wrz", 9), ("σεπ", 9), ("сен", 9), ("oct", 10), ("okt", 10), ("ott", 10), ("out", 10), ("paź", 10),
    ("οκτ", 10), ("окт", 10), ("lis", 11), ("nov", 11), ("νοέ", 11), ("νοε", 11), ("ноя", 11), ("dec", 12),
    ("des", 12), ("dez", 12), ("dic", 12), ("déc", 12), ("gru", 12), ("δεκ", 12), ("дек", 12),
];

/// The month that a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let inner = word.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_ascii_digit());
    // "d'abril" (Catalan), "במרץ" (Hebrew: "in March").
    let bare = inner.strip_prefix("d'").or_else(|| inner.strip_prefix("d’")).unwrap_or(inner);
    let bare = whole(bare).or_else(|| bare.strip_prefix('ב').and_then(whole));
    bare.or_else(|| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        BEGINNINGS.iter().find(|(beginning, _)| word.starts_with(beginning)).map(|(_, month)| *month)
    })
}

fn whole(word: &str) -> Option<i8> {
    let at = NAMES.binary_search_by_key(&word, |(name, _)| *name).ok()?;
    NAMES.get(at).map(|(_, month)| *month)
}

/// Whether a word says that the next number is a month, as in Vietnamese.
pub(super) fn announces_month(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "tháng" | "thg")
}

/// Whether a word says which half of the day a clock of twelve hours means: `true` for the second (CLDR, day periods).
pub(super) fn afternoon(word: &str) -> Option<bool> {
    match word.to_lowercase().trim_matches('.') {
        "am"
        | "a.m"
        | "öö"
        | "π.μ"
        | "πμ"
        | "오전"
        | "上午"
        | "午前"
        | "dop"
        | "дп"
        | "f.h"
        | "p.d"
        | "ص"
        | "ق.ظ"
        | "قبل‌ازظهر"
        | "पूर्वाह्न"
        | "ก่อนเที่ยง" => Some(false),
        "pm"
        | "p.m"
        | "ös"
        | "μ.μ"
        | "μμ"
        | "오후"
        | "下午"
        | "午後"
        | "odp"
        | "пп"
        | "e.h"
        | "m.d"
        | "م"
        | "ب.ظ"
        | "بعدازظهر"
        | "अपराह्न"
        | "หลังเที่ยง" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_name_in_it_is_found() {
        assert!(NAMES.is_sorted_by(|(first, _), (second, _)| first < second));
        for (name, number) in NAMES {
            assert_eq!(month(name), Some(number), "{name}");
        }
    }

    #[test]
    fn months_are_known_whole_short_and_inflected() {
        for (word, number) in [
            ("März", 3),
            ("mrz.", 3),
            ("Eylül", 9),
            ("жовтня", 10),
            ("listopada", 11),
            ("heinäkuuta", 7),
            ("d’abril", 4),
            ("במרץ", 3),
            ("มี.ค.", 3),
            ("जनवरी", 1),
            ("أبريل", 4),
            ("SEPTEMBER", 9),
            ("Septembre", 9),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["", "the", "1", "monday", "uhr", "x"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
