//! Quotes (who says what) and points (the lines of *In brief*), with their places in the text.

use serde::{Deserialize, Serialize};

/// A place in an article's plain text: byte offsets, `end` excluded, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// On whose word a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sourcing {
    /// A person or body with a name.
    Named,
    /// "A senior official", "two people familiar with the talks".
    Unnamed,
    /// A report, a court paper, a filing.
    Document,
    /// The publisher itself.
    Publisher,
}

impl Sourcing {
    /// The word that the store and the doors use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Document => "document",
            Self::Publisher => "publisher",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "unnamed" => Self::Unnamed,
            "document" => Self::Document,
            "publisher" => Self::Publisher,
            _ => Self::Named,
        }
    }
}

/// A quotation or attributed statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewQuote {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: TextSpan,
    /// In quotation marks, or told in the publisher's words.
    pub direct: bool,
    /// Speaker as resolved, or unknown.
    pub speaker: Option<String>,
    /// On whose word.
    pub sourcing: Sourcing,
}

/// One line of *In brief*: a sentence of the publisher and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPoint {
    /// The sentence.
    pub text: String,
    /// The sentences it rests on.
    pub spans: Vec<TextSpan>,
}
