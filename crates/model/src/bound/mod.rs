//! Bounds on every text that comes from outside: one table, which the doors and the store both use.
//!
//! A publisher, a reader and a page are all outside. Their texts are cleaned ([`Bound::line`], [`Bound::lines`]): control
//! characters and those that turn the direction of what follows are taken out, piled accents are thinned, and what is longer
//! than its bound is cut at a word, between whole characters as readers see them, with an ellipsis. [`Bounded`] does this to
//! every text of a noun at once.

mod clean;
mod cut;
mod noun;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use noun::Bounded;

/// Bytes of an address at most. A longer one cannot be cut, so it is none.
pub const ADDRESS_BYTES: usize = 2_048;
/// Bytes of an article's markup that is kept at most; about 150,000 words.
pub const BODY_BYTES: usize = 1_000_000;
/// Authors of an article.
pub const AUTHORS: usize = 20;
/// Labels of an entry.
pub const LABELS: usize = 30;
/// Figures of an article.
pub const FIGURES: usize = 200;
/// Lines of *In brief*.
pub const POINTS: usize = 12;
/// Quotes and attributed statements of an article.
pub const QUOTES: usize = 120;
/// Names in an article.
pub const NAMES: usize = 400;
/// Things that were mended in a feed, as its keepers are told.
pub const WARNINGS: usize = 30;
/// Folders inside each other.
pub const FOLDERS: usize = 10;
/// Further attributes that a list gives a feed.
pub const ATTRIBUTES: usize = 30;
/// Quantities in which a story's reports differ, and days that they tell of.
pub const FINDINGS: usize = 60;

/// How long a text may be, in characters (code points), its ellipsis included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    characters: usize,
}

impl Bound {
    /// Headlines, of articles and of stories.
    pub const TITLE: Self = Self::of(300);
    /// The line under a headline.
    pub const STANDFIRST: Self = Self::of(600);
    /// First sentences, in lists.
    pub const EXCERPT: Self = Self::of(300);
    /// Names of publishers, feeds and lists.
    pub const NAME: Self = Self::of(120);
    /// Names of people: authors, speakers, those whom a text names.
    pub const PERSON: Self = Self::of(100);
    /// A publisher's own words for its sections, and the folders of a reader's list.
    pub const LABEL: Self = Self::of(80);
    /// Captions.
    pub const CAPTION: Self = Self::of(1_000);
    /// Photo credits.
    pub const CREDIT: Self = Self::of(200);
    /// Alternative texts.
    pub const ALT: Self = Self::of(500);
    /// Language tags (BCP 47 asks for 35 characters).
    pub const LANGUAGE: Self = Self::of(35);
    /// Sentences chosen from a text, quotes and the days that a story tells of.
    pub const SENTENCE: Self = Self::of(600);
    /// Why something did not work, and what was mended in a feed.
    pub const REASON: Self = Self::of(500);
    /// Comments.
    pub const COMMENT: Self = Self::of(4_000);
    /// Names of accounts.
    pub const ACCOUNT: Self = Self::of(40);
    /// Names of searches that a reader keeps.
    pub const SAVED_SEARCH: Self = Self::of(80);
    /// Validators of HTTP, and further attributes of a list: words that nobody reads.
    pub const TOKEN: Self = Self::of(1_000);

    const fn of(characters: usize) -> Self {
        Self { characters }
    }

    /// Characters at most.
    #[must_use]
    pub const fn characters(self) -> usize {
        self.characters
    }

    /// A text as one line: clean, white space folded, cut.
    #[must_use]
    pub fn line(self, text: &str) -> String {
        self.line_of(text).into_owned()
    }

    /// As [`Self::line`]; a text that is well already is not copied.
    #[must_use]
    pub fn line_of(self, text: &str) -> Cow<'_, str> {
        if clean::is_well(text, self.characters) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(cut::cut(&clean::line(text, cut::reach(self.characters)), self.characters))
    }

    /// A text of several lines: clean, at most one empty line in a row, cut.
    #[must_use]
    pub fn lines(self, text: &str) -> String {
        cut::cut(&clean::lines(text, cut::reach(self.characters)), self.characters)
    }

    /// Makes a line of a text where it stands.
    pub fn hold(self, text: &mut String) {
        if let Cow::Owned(held) = self.line_of(text) {
            *text = held;
        }
    }

    /// Makes a line of a text that may be missing; one of which nothing readable is left is missing.
    pub fn hold_some(self, text: &mut Option<String>) {
        if let Some(present) = text {
            self.hold(present);
        }
        if text.as_ref().is_some_and(String::is_empty) {
            *text = None;
        }
    }

    /// Makes lines of texts and keeps `most` that have something readable.
    pub fn hold_all(self, texts: &mut Vec<String>, most: usize) {
        texts.truncate(most.saturating_mul(4));
        for text in texts.iter_mut() {
            self.hold(text);
        }
        texts.retain(|text| !text.is_empty());
        texts.truncate(most);
    }
}

/// Whether an address is short enough to be one.
#[must_use]
pub fn is_address(address: &str) -> bool {
    address.len() <= ADDRESS_BYTES
}
