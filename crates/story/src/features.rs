//! Features: what is kept of an article so that the window can be rebuilt without its text.

mod pack;

use serde::Deserialize;
use tidings_model::time::Timestamp;

use crate::copy::Shingles;
use crate::digest;
use crate::document::Document;
use crate::embedding::{EmbeddingTable, Vector};
use crate::term::{Term, Terms};

/// The features of one article; the pipeline stores them packed ([`Features::pack`]).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Features {
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: String,
    /// When it was published, if known.
    pub published: Option<Timestamp>,
    /// The two-letter language code, given or guessed; empty when unknown.
    pub language: String,
    /// The headline.
    pub title: String,
    /// Whether it gathers many events or none: a live blog, a briefing, a letters page. Such an article joins a story but draws
    /// nothing together.
    #[serde(default)]
    pub digest: bool,
    /// Words of the text that were looked at.
    pub words: usize,
    /// The terms, in the order of their words.
    pub terms: Vec<Term>,
    /// The embedding of headline and opening, for languages the table knows.
    pub vector: Option<Vector>,
    /// The shingles of the text, for finding copies; none once it is thinned.
    #[serde(deserialize_with = "Shingles::wide")]
    pub shingles: Shingles,
}

/// How much of a text is looked at for its language, in characters.
const GUESS_CHARACTERS: usize = 1_000;
/// How much of a text goes into its embedding, in characters.
const EMBEDDED_CHARACTERS: usize = 700;

/// Reads the features of an article. `table` is for English; without one grouping goes by words alone.
#[must_use]
pub fn of(document: &Document<'_>, table: Option<&EmbeddingTable>) -> Features {
    let language = language(document);
    let (terms, words) = Terms::new(&language).read(document.title, document.text);
    let vector = table.filter(|_| language == "en").and_then(|table| {
        let opening: String = document.text.chars().take(EMBEDDED_CHARACTERS).collect();
        table.vector(&format!("{} {opening}", document.title))
    });
    Features {
        key: document.key,
        source: document.source.to_owned(),
        published: document.published,
        language,
        title: document.title.to_owned(),
        digest: digest::is_digest(document.title),
        words,
        terms,
        vector,
        shingles: Shingles::of(document.text),
    }
}

/// The language given, or guessed from headline and opening. A guess that is unsure counts as English when all letters
/// are plain, so that short headlines of one language stay together.
fn language(document: &Document<'_>) -> String {
    let given = document.language.unwrap_or_default();
    if !given.is_empty() {
        return given.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    }
    let opening: String =
        document.title.chars().chain([' ']).chain(document.text.chars().take(GUESS_CHARACTERS)).collect();
    let sure = whatlang::detect(&opening).filter(|info| info.is_reliable() && opening.len() > 120);
    match sure.map(|info| info.lang()) {
        Some(whatlang::Lang::Deu) => "de".to_owned(),
        Some(whatlang::Lang::Fra) => "fr".to_owned(),
        Some(whatlang::Lang::Spa) => "es".to_owned(),
        Some(whatlang::Lang::Eng) | None => "en".to_owned(),
        Some(other) => other.code().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_told_from_english() {
        let text = "Die alte Hafenbrücke von Bram ist am Dienstag gesperrt worden, nachdem Ingenieure Risse in zwei \
            Pfeilern gefunden hatten. Die Arbeiten dauern acht Monate.";
        let document =
            Document { key: 1, source: "", published: None, title: "Brücke gesperrt", text, language: None };
        assert_eq!(of(&document, None).language, "de");
    }
}
