//! Languages: codes, a guess from the text, and the stemmer of each.

use rust_stemmers::Algorithm;
use whatlang::Lang;

/// The primary subtag of a language tag (BCP 47) in lower case: `de-AT` gives `de`; empty when unknown.
#[must_use]
pub fn primary(language: Option<&str>) -> String {
    let tag = language.unwrap_or_default();
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// How much of a text is looked at when its language is guessed, in characters.
const GUESS_CHARACTERS: usize = 2_000;

/// Guesses the language of `text` as a two-letter code; `None` when the text is too short or the guess unsure.
#[must_use]
pub fn guess(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(GUESS_CHARACTERS).collect();
    let info = whatlang::detect(&head)?;
    (info.is_reliable() || info.confidence() > 0.5).then(|| code(info.lang())).flatten()
}

/// The language given, or the guess from the text, or empty: what the tables are chosen by.
#[must_use]
pub fn settle(language: Option<&str>, text: &str) -> String {
    let given = primary(language);
    if given.is_empty() { guess(text).unwrap_or_default().to_owned() } else { given }
}

/// Whether the language is written without spaces between words.
#[must_use]
pub fn is_unspaced(language: &str) -> bool {
    matches!(language, "zh" | "ja" | "th" | "my" | "km" | "lo")
}

/// The Snowball stemmer of a language code, where there is one.
#[must_use]
pub fn stemmer(language: &str) -> Option<Algorithm> {
    let algorithm = match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(algorithm)
}

fn code(language: Lang) -> Option<&'static str> {
    let code = match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Tam => "ta",
        Lang::Tha => "th",
        Lang::Kor => "ko",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh",
        _ => return None,
    };
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_cut_to_its_first_part() {
        assert_eq!(primary(Some("de-AT")), "de");
        assert_eq!(primary(Some("EN_gb")), "en");
        assert_eq!(primary(None), "");
    }

    #[test]
    fn english_and_german_are_told_apart() {
        assert_eq!(guess("The council voted on Tuesday to close the bridge for repairs."), Some("en"));
        assert_eq!(guess("Der Stadtrat hat am Dienstag beschlossen, die Brücke zu sperren."), Some("de"));
    }
}
