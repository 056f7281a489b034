//! The change log that followers (grouper, search, caches) read in commit order.

use serde::{Deserialize, Serialize};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangedNoun {
    /// A publisher or one of its feeds.
    Publisher,
    /// An article: new, changed, gone.
    Article,
    /// A story: members or findings.
    Story,
    /// A comment.
    Comment,
}

impl ChangedNoun {
    /// The word that the store uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Article => "article",
            Self::Story => "story",
            Self::Comment => "comment",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Publisher, Self::Article, Self::Story, Self::Comment]
            .into_iter()
            .find(|noun| noun.as_str() == word)
    }
}

/// One change. Replaying it is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Place in the log; followers remember the last they have read.
    pub position: i64,
    /// What kind of thing changed.
    pub noun: ChangedNoun,
    /// Its id.
    pub subject: i64,
}
