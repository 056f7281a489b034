//! Who says so: every quote and attributed statement, on whose word it stands, and where in the text.

use tidings_model::quote::{NewQuote, Sourcing};

use crate::link::Link;

/// A statement with its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteView {
    /// The speaker as resolved; `None` when the text does not say.
    pub speaker: Option<String>,
    /// On whose word.
    pub sourcing: Sourcing,
    /// In quotation marks, or told in the publisher's words.
    pub direct: bool,
    /// The words.
    pub text: String,
    /// Its place in the text.
    pub place: Link,
}

impl QuoteView {
    /// A quote as the page shows it.
    #[must_use]
    pub fn new(quote: &NewQuote, place: Link) -> Self {
        let text = quote.text.trim_matches(|c: char| "\"“”„«»‘’ ".contains(c)).to_owned();
        Self { speaker: quote.speaker.clone(), sourcing: quote.sourcing, direct: quote.direct, text, place }
    }

    /// The speaker, or words for an unknown one.
    #[must_use]
    pub fn who(&self) -> &str {
        self.speaker.as_deref().unwrap_or("Somebody")
    }

    /// A word for the sourcing.
    #[must_use]
    pub const fn sourcing_word(&self) -> &'static str {
        match self.sourcing {
            _ if self.speaker.is_none() => "the text does not make clear who",
            Sourcing::Named => "named",
            Sourcing::Unnamed => "unnamed",
            Sourcing::Document => "document",
            Sourcing::Publisher => "the publisher itself",
        }
    }
}

/// The sentence over the panel: `5 unnamed, 2 named`. Speakers are counted, not statements; one of whom it is not clear
/// who they are may be counted already, and is not counted again.
#[must_use]
pub fn counted_speakers(quotes: &[QuoteView]) -> String {
    let speakers = |sourcing: Sourcing| {
        let mut names: Vec<&str> = quotes
            .iter()
            .filter(|quote| quote.sourcing == sourcing)
            .filter_map(|quote| quote.speaker.as_deref())
            .collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let counts = [
        (speakers(Sourcing::Unnamed), "unnamed"),
        (speakers(Sourcing::Named), "named"),
        (speakers(Sourcing::Document), "from documents"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(speaker: &str, sourcing: Sourcing) -> QuoteView {
        let place = Link::Sentence("s1".to_owned());
        QuoteView { speaker: Some(speaker.to_owned()), sourcing, direct: true, text: "Yes".to_owned(), place }
    }

    #[test]
    fn unnamed_speakers_are_counted_first_and_each_once() {
        let quotes = [
            quote("Orla Venn", Sourcing::Named),
            quote("a senior official", Sourcing::Unnamed),
            quote("a senior official", Sourcing::Unnamed),
        ];
        assert_eq!(counted_speakers(&quotes), "1 unnamed, 1 named");
        assert_eq!(counted_speakers(&[]), "");
    }
}
