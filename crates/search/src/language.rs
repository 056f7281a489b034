//! Languages: codes, names that a reader may write, the number that the index keeps, and the stemmer of each.

use rust_stemmers::{Algorithm, Stemmer};

use crate::fold::fold;
use crate::token::{Kind, Token};

/// The code of an article whose language nobody knows (ISO 639-2, "undetermined").
pub(crate) const UNKNOWN: &str = "und";

/// Code, English name, stemmer (Snowball, <https://snowballstem.org/algorithms/>) where there is one.
const LANGUAGES: [(&str, &str, Option<Algorithm>); 27] = [
    ("ar", "Arabic", Some(Algorithm::Arabic)),
    ("cs", "Czech", None),
    ("da", "Danish", Some(Algorithm::Danish)),
    ("de", "German", Some(Algorithm::German)),
    ("el", "Greek", Some(Algorithm::Greek)),
    ("en", "English", Some(Algorithm::English)),
    ("es", "Spanish", Some(Algorithm::Spanish)),
    ("fi", "Finnish", Some(Algorithm::Finnish)),
    ("fr", "French", Some(Algorithm::French)),
    ("he", "Hebrew", None),
    ("hi", "Hindi", None),
    ("hu", "Hungarian", Some(Algorithm::Hungarian)),
    ("it", "Italian", Some(Algorithm::Italian)),
    ("ja", "Japanese", None),
    ("ko", "Korean", None),
    ("nl", "Dutch", Some(Algorithm::Dutch)),
    ("no", "Norwegian", Some(Algorithm::Norwegian)),
    ("pl", "Polish", None),
    ("pt", "Portuguese", Some(Algorithm::Portuguese)),
    ("ro", "Romanian", Some(Algorithm::Romanian)),
    ("ru", "Russian", Some(Algorithm::Russian)),
    ("sv", "Swedish", Some(Algorithm::Swedish)),
    ("ta", "Tamil", Some(Algorithm::Tamil)),
    ("th", "Thai", None),
    ("tr", "Turkish", Some(Algorithm::Turkish)),
    ("uk", "Ukrainian", None),
    ("zh", "Chinese", None),
];

/// The primary subtag of a language tag (BCP 47): `de-AT` gives `de`, both Norwegian written languages give `no`; `und`
/// when there is none that can be used.
#[must_use]
pub fn language_code(tag: Option<&str>) -> String {
    let tag = tag.unwrap_or_default();
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "nb" | "nn" => "no".to_owned(),
        code if is_code(code) => primary,
        _ => UNKNOWN.to_owned(),
    }
}

/// The English name of a code; the code itself where we have none.
#[must_use]
pub fn language_name(code: &str) -> &str {
    LANGUAGES.iter().find(|(known, ..)| *known == code).map_or(code, |(_, name, _)| name)
}

/// The code of what a reader writes: a code, a tag, or an English name; `None` when it is neither.
pub(crate) fn code_of_word(word: &str) -> Option<String> {
    let named = LANGUAGES.iter().find(|(_, name, _)| name.eq_ignore_ascii_case(word));
    if let Some((code, ..)) = named {
        return Some((*code).to_owned());
    }
    let code = language_code(Some(word));
    (code != UNKNOWN || word == UNKNOWN).then_some(code)
}

fn is_code(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A code as the number that the index keeps: its letters to the base 256.
pub(crate) fn number(code: &str) -> u64 {
    code.bytes().take(8).fold(0, |number, byte| (number << 8) | u64::from(byte))
}

/// The code behind a number.
pub(crate) fn code_of_number(number: u64) -> String {
    let bytes = number.to_be_bytes();
    bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect()
}

/// Reduces words to stems by the rules of one language.
pub(crate) struct Stems {
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The stems of a language code; a language without a stemmer keeps its words whole.
    pub(crate) fn of(code: &str) -> Self {
        let algorithm =
            LANGUAGES.iter().find(|(known, ..)| *known == code).and_then(|(.., stemmer)| *stemmer);
        Self { stemmer: algorithm.map(Stemmer::create) }
    }

    /// The folded stem of a token. Pieces of unspaced scripts are their own stems.
    pub(crate) fn stem(&self, token: &Token) -> String {
        match &self.stemmer {
            Some(stemmer) if token.kind == Kind::Word => fold(&stemmer.stem(&token.word)),
            _ => token.folded(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn stem(language: &str, word: &str) -> String {
        Stems::of(language).stem(tokens(word).first().unwrap())
    }

    #[test]
    fn a_tag_is_cut_to_its_code_and_names_are_understood() {
        assert_eq!(language_code(Some("de-AT")), "de");
        assert_eq!(language_code(Some("nb")), "no");
        assert_eq!(language_code(None), "und");
        assert_eq!(code_of_word("German"), Some("de".to_owned()));
        assert_eq!(code_of_word("EN-gb"), Some("en".to_owned()));
        assert_eq!(code_of_word("gibberish"), None);
    }

    #[test]
    fn a_code_goes_into_a_number_and_back() {
        for code in ["de", "und", "zh"] {
            assert_eq!(code_of_number(number(code)), code);
        }
    }

    #[test]
    fn stems_follow_the_language() {
        assert_eq!(stem("en", "bridges"), stem("en", "bridge’s"));
        assert_eq!(stem("de", "Brücken"), stem("de", "Brücke"));
        assert_eq!(stem("xx", "Brücken"), "brucken");
        assert_eq!(fold("Élysée Straße"), "elysee strasse");
    }
}
