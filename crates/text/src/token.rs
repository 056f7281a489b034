//! Words: where they stand, their folded form, and their stems.

use rust_stemmers::Stemmer;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::language;
use crate::span::Span;

/// A word of a text (UAX #29), as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it stands.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// The words of `text` in order; punctuation and white space are left out.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    text.unicode_word_indices()
        .map(|(start, word)| Word { text: word, span: Span::new(start, start + word.len()) })
        .collect()
}

/// A word for comparing: compatibility-decomposed, without accents, in lower case, with `ß` as `ss`.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let lower = word.to_lowercase().replace('ß', "ss").replace('\u{2019}', "'");
    lower.nfkd().filter(|letter| !is_combining_mark(*letter)).collect()
}

/// Reduces words to stems by the rules of one language.
pub struct Stems {
    stemmer: Option<Stemmer>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stems").field("known", &self.stemmer.is_some()).finish()
    }
}

impl Stems {
    /// The stems of a language code; a language without a stemmer keeps its words whole.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { stemmer: language::stemmer(language).map(Stemmer::create) }
    }

    /// The folded stem of a word; an English possessive ending is dropped first.
    #[must_use]
    pub fn stem(&self, word: &str) -> String {
        let lower = word.to_lowercase().replace('\u{2019}', "'");
        let bare = lower.strip_suffix("'s").unwrap_or(&lower);
        match &self.stemmer {
            Some(stemmer) => fold(&stemmer.stem(bare)),
            None => fold(bare),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place() {
        let text = "Der Fluß, so weit.";
        let found = words(text);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|word| word.span.of(text) == word.text));
    }

    #[test]
    fn folding_drops_accents() {
        assert_eq!(fold("Élysée"), "elysee");
        assert_eq!(fold("Straße"), "strasse");
    }

    #[test]
    fn stems_follow_the_language() {
        assert_eq!(Stems::new("en").stem("bridges"), Stems::new("en").stem("bridge’s"));
        assert_eq!(Stems::new("de").stem("Brücken"), Stems::new("de").stem("Brücke"));
        assert_eq!(Stems::new("xx").stem("Bridges"), "bridges");
    }
}
