//! What can be wrong with a query: a sentence for each, with the cure.

use thiserror::Error;

use super::FilterKind;

/// Why a query cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryProblem {
    /// A quotation mark without its partner.
    #[error(
        "a quotation mark is open before \"{words}\": close it after the last word of the phrase, or leave it out"
    )]
    OpenQuote {
        /// What comes after it, shortened.
        words: String,
    },
    /// A filter without a value.
    #[error("{}: has no value: write it without a space, such as {}", .0.as_str(), .0.example())]
    MissingValue(FilterKind),
    /// A filter that is none of ours.
    #[error(
        "there is no filter \"{name}:\": write publisher:, person:, section:, language:, title:, after: or before:, or \
         put the words into quotation marks to look for them as they are"
    )]
    UnknownFilter {
        /// What stands before the colon.
        name: String,
    },
    /// A section that is none of ours.
    #[error("there is no section \"{value}\": the sections are {}", sections())]
    UnknownSection {
        /// What was written.
        value: String,
    },
    /// A language that is none.
    #[error(
        "\"{value}\" names no language: write a code or an English name, such as language:de or language:German"
    )]
    UnknownLanguage {
        /// What was written.
        value: String,
    },
    /// A time that is none.
    #[error(
        "\"{value}\" is no date: write a day, a month, a year or how long ago, such as 2026-11-23, 2026-11, 2026, 7d or 24h"
    )]
    BadMoment {
        /// What was written.
        value: String,
    },
    /// A beginning that fits half the dictionary.
    #[error("\"{start}*\" is too short a beginning: write at least two letters before the asterisk")]
    ShortPrefix {
        /// What stands before the asterisk.
        start: String,
    },
    /// An `OR` that stands nowhere.
    #[error("OR stands between two words or phrases, such as ferry OR boat; in quotation marks it is a word")]
    StrayOr,
    /// Only what must not be there.
    #[error(
        "this leaves things out but looks for nothing: add a word, a phrase or a filter that must be there"
    )]
    OnlyExcluded,
    /// No word at all.
    #[error(
        "there is no word to look for: write one, a phrase in quotation marks, or a filter such as section:sport"
    )]
    Nothing,
    /// Too much.
    #[error("the query is too long: 30 words and filters, and 1,000 characters, are the most")]
    TooLong,
    /// A publisher that is not here.
    #[error("no publisher here is called \"{value}\"{}", hint(.near.as_deref()))]
    UnknownPublisher {
        /// What was written.
        value: String,
        /// The nearest name.
        near: Option<String>,
    },
}

fn sections() -> String {
    tidings_model::section::SECTIONS.map(tidings_model::section::Section::as_str).join(", ")
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(
        || ": a part of the name or its site is enough, such as publisher:harbour".to_owned(),
        |near| format!(": did you mean publisher:\"{near}\"?"),
    )
}

impl QueryProblem {
    /// The problem as a sentence on a page: with a capital and a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let text = self.to_string();
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        let stop = if text.ends_with('?') { "" } else { "." };
        first.into_iter().flatten().chain(letters).chain(stop.chars()).collect()
    }
}
