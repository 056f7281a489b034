//! Who says so: quotations and reported statements, with their speakers and how those are named.

mod attribution;
mod clause;
mod cue;
mod direct;
mod indirect;
mod people;
mod phrase;
mod speaker;

use serde::{Deserialize, Serialize};

use crate::language;
use crate::name::Name;
use crate::span::Span;

/// How the words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Between quotation marks.
    Direct,
    /// Reported: "she said that …".
    Indirect,
}

/// Whose word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sourcing {
    /// A person or body with a name, or a body that can be told without one ("the police").
    Named,
    /// Somebody who is not named: "a senior official".
    Unnamed,
    /// A writing: "the report".
    Document,
    /// A publisher's word, or words given without any speaker.
    Publisher,
}

/// A quotation or a reported statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, exactly as they stand at `span`; without the marks around them.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// How they are given.
    pub kind: Kind,
    /// The speaker with the fullest name the text gives, or the phrase for one without a name; `None` when unsure.
    pub speaker: Option<String>,
    /// Where the speaker's phrase stands.
    pub speaker_span: Option<Span>,
    /// The word that tells of speech, as written.
    pub cue: Option<String>,
    /// Whose word it is.
    pub sourcing: Sourcing,
}

/// The quotations and reported statements of `text`, in order.
///
/// Direct ones are found by their marks, reported ones by a cue; marks around a word or two without a cue are no
/// quotation. A speaker is only given where the text tells one; a wrong speaker is worse than none.
#[must_use]
pub fn find(text: &str, language: Option<&str>) -> Vec<Quote> {
    let reading = speaker::Reading::new(text, &language::settle(language, text));
    let mut quotes = direct::quotes(&reading);
    let reported = indirect::quotes(&reading, &quotes);
    quotes.extend(reported);
    quotes.sort_by_key(|quote| (quote.span, quote.kind == Kind::Indirect));
    quotes
}

/// The people and bodies that a text in a language names in full.
pub(crate) fn names(text: &str, language: &str) -> Vec<Name> {
    speaker::Reading::new(text, language).names()
}

#[cfg(test)]
mod tests;
