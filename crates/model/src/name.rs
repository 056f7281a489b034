//! Names: the people, organisations and places that an article names.

use serde::{Deserialize, Serialize};

use crate::quote::TextSpan;

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, party, authority, club.
    Organisation,
    /// A town, country, river.
    Place,
}

impl NameKind {
    /// The word that the store uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Organisation, Self::Place].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A name in an article, as it is first written in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewName {
    /// The name.
    pub text: String,
    /// What bears it; `None` when the text does not tell.
    pub kind: Option<NameKind>,
    /// Where it first stands.
    pub span: TextSpan,
    /// How often the article names it, short forms included.
    pub mentions: i64,
}
