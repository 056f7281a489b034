//! Publishers: who publishes, where, and how much of their text may be shown.

use serde::{Deserialize, Serialize};

use crate::id::PublisherId;
use crate::time::Timestamp;

/// How much of a publisher's text strangers may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DisplayPolicy {
    /// The whole text, also to strangers.
    Full,
    /// The first paragraphs and a link to the original.
    #[default]
    Excerpt,
    /// Headline and link only.
    Headline,
}

impl DisplayPolicy {
    /// The word that the store and the forms use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Excerpt => "excerpt",
            Self::Headline => "headline",
        }
    }

    /// Reads the stored word; an unknown one means the careful middle, an excerpt.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "full" => Self::Full,
            "headline" => Self::Headline,
            _ => Self::Excerpt,
        }
    }
}

/// A publisher: one site, whoever carries its articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Its id.
    pub id: PublisherId,
    /// The site that is its identity: the registrable domain (Public Suffix List), or `host:port` for a literal address.
    /// A feed that stands for itself at somebody's host has that site with `#` and a digest of its address.
    pub site: String,
    /// Its name as shown.
    pub name: String,
    /// Its home page.
    pub home_url: String,
    /// Its main language as a BCP 47 tag, where known.
    pub language: Option<String>,
    /// How much of its text strangers may see.
    pub policy: DisplayPolicy,
    /// When it was added.
    pub added_at: Timestamp,
}

impl Publisher {
    /// The site as people read it.
    #[must_use]
    pub fn host(&self) -> &str {
        self.site.split('#').next().unwrap_or_default()
    }
}

/// A publisher to find by its site or to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPublisher {
    /// See [`Publisher::site`].
    pub site: String,
    /// Its name, used when it is new or had only its site for a name.
    pub name: Option<String>,
    /// Its home page.
    pub home_url: String,
    /// Its main language as a BCP 47 tag, where known.
    pub language: Option<String>,
    /// The policy a new publisher gets.
    pub policy: DisplayPolicy,
}
