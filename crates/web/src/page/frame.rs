//! The frame around every page: title, navigation, who reads, and the token that its forms carry.

use tidings_model::section::{SECTIONS, Section};

use crate::link::Link;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word in forms, cookies and markup.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the word; anything else is the system's choice.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// What a reader chose, kept in a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// High contrast.
    pub contrast: bool,
    /// Machine-made panels are shown.
    pub ai: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, contrast: false, ai: true }
    }
}

/// Who reads, as the templates need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate right that a template asks for")]
pub struct Reader {
    /// Their name; `None` for a stranger.
    pub name: Option<String>,
    /// The site has accounts: not in personal mode.
    pub accounts: bool,
    /// Removes comments.
    pub moderates: bool,
    /// Keeps publishers and jobs.
    pub edits: bool,
    /// Keeps accounts.
    pub administers: bool,
}

/// What is around a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// The title in the browser's bar, without the site's name.
    pub title: String,
    /// One sentence on the page, for lists of links elsewhere.
    pub description: Option<String>,
    /// What the reader chose.
    pub preferences: Preferences,
    /// Who reads.
    pub reader: Reader,
    /// What every page says first, such as that nobody fetches news.
    pub notice: Option<&'static str>,
    /// The token that each form of the page carries.
    pub form_token: String,
    /// The section that the page belongs to.
    pub section: Option<Section>,
    /// The page's own feed.
    pub feed: Option<Link>,
    /// The page is the search page, which has a field of its own.
    pub is_search: bool,
    /// The page loads itself again after so many seconds.
    pub refresh_seconds: Option<u32>,
    /// The day, for the head of the paper.
    pub day: String,
    /// The program's version.
    pub version: &'static str,
}

impl Frame {
    /// The same frame with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same frame with the page's own feed.
    #[must_use]
    pub fn with_feed(mut self, feed: Link) -> Self {
        self.feed = Some(feed);
        self
    }

    /// The same frame within a section.
    #[must_use]
    pub fn within(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// Every section, for the navigation.
    #[must_use]
    pub fn sections(&self) -> [Section; 12] {
        SECTIONS
    }

    /// Whether the page belongs to a section.
    #[must_use]
    pub fn is_within(&self, section: &Section) -> bool {
        self.section == Some(*section)
    }
}
