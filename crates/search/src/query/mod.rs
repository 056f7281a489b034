//! Queries: what a reader typed as a typed tree, which prints itself again.
//!
//! Words must all be there; `"a phrase"` stands as it is written; `-word` must not be there; `begin*` is a beginning;
//! `this OR that` is either. Filters are `publisher:`, `person:`, `section:`, `language:`, `title:`, `after:` and `before:`;
//! several of the first four kinds are alternatives.

mod moment;
mod parse;
mod problem;

use std::fmt;

use tidings_model::section::Section;

pub use moment::{Moment, Unit};
pub use problem::QueryProblem;

/// A query. Its clauses all must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    clauses: Vec<Clause>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// It must not hold.
    pub excluded: bool,
    /// What is looked for.
    pub seek: Seek,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seek {
    /// A word.
    Word(String),
    /// Words in a row.
    Phrase(String),
    /// A word's beginning.
    Prefix(String),
    /// One of several words, phrases or beginnings.
    Any(Vec<Self>),
    /// A filter.
    Filter(Filter),
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Name, part of a name, or site.
    Publisher(String),
    /// Somebody named in the article, or its author.
    Person(String),
    /// The section.
    Section(Section),
    /// The language's code.
    Language(String),
    /// Words of the headline.
    Title(String),
    /// Published at or after the moment.
    After(Moment),
    /// Published before the moment.
    Before(Moment),
}

/// The kinds of filters, as a reader writes them before the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named for the filter, which is documented")]
pub enum FilterKind {
    Publisher,
    Person,
    Section,
    Language,
    Title,
    After,
    Before,
}

/// Every kind of filter.
pub const FILTER_KINDS: [FilterKind; 7] = [
    FilterKind::Publisher,
    FilterKind::Person,
    FilterKind::Section,
    FilterKind::Language,
    FilterKind::Title,
    FilterKind::After,
    FilterKind::Before,
];

impl FilterKind {
    /// The word before the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Person => "person",
            Self::Section => "section",
            Self::Language => "language",
            Self::Title => "title",
            Self::After => "after",
            Self::Before => "before",
        }
    }

    /// How it is written, for help and for problems.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Publisher => "publisher:\"Harbour Post\"",
            Self::Person => "person:\"Orla Venn\"",
            Self::Section => "section:politics",
            Self::Language => "language:en",
            Self::Title => "title:ferry",
            Self::After => "after:2026-11-01 or after:7d",
            Self::Before => "before:2026-12-01",
        }
    }
}

impl Filter {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FilterKind {
        match self {
            Self::Publisher(_) => FilterKind::Publisher,
            Self::Person(_) => FilterKind::Person,
            Self::Section(_) => FilterKind::Section,
            Self::Language(_) => FilterKind::Language,
            Self::Title(_) => FilterKind::Title,
            Self::After(_) => FilterKind::After,
            Self::Before(_) => FilterKind::Before,
        }
    }

    /// What stands after the colon, without quotation marks.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Publisher(value) | Self::Person(value) | Self::Language(value) | Self::Title(value) => {
                value.clone()
            }
            Self::Section(section) => section.as_str().to_owned(),
            Self::After(moment) | Self::Before(moment) => moment.to_string(),
        }
    }
}

impl Query {
    /// Reads what a reader typed.
    ///
    /// # Errors
    /// [`QueryProblem`], which says what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Self, QueryProblem> {
        parse::parse(text)
    }

    /// A query of these conditions.
    pub(crate) const fn of(clauses: Vec<Clause>) -> Self {
        Self { clauses }
    }

    /// The conditions, in the order they were written.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The filters that must hold.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.clauses.iter().filter(|clause| !clause.excluded).filter_map(|clause| match &clause.seek {
            Seek::Filter(filter) => Some(filter),
            _ => None,
        })
    }

    /// Whether it asks for words, and not for filters alone.
    #[must_use]
    pub fn has_words(&self) -> bool {
        let is_word = |clause: &&Clause| {
            !clause.excluded
                && !matches!(&clause.seek, Seek::Filter(filter) if filter.kind() != FilterKind::Title)
        };
        self.clauses.iter().any(|clause| is_word(&clause))
    }

    /// The same query with a filter in place of those of its kind.
    #[must_use]
    pub fn with(&self, filter: Filter) -> Self {
        let mut query = self.without(filter.kind());
        query.clauses.push(Clause { excluded: false, seek: Seek::Filter(filter) });
        query
    }

    /// The same query without the filters of a kind.
    #[must_use]
    pub fn without(&self, kind: FilterKind) -> Self {
        let is_of_kind = |clause: &Clause| {
            !clause.excluded && matches!(&clause.seek, Seek::Filter(filter) if filter.kind() == kind)
        };
        Self { clauses: self.clauses.iter().filter(|clause| !is_of_kind(clause)).cloned().collect() }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, clause) in self.clauses.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            let minus = if clause.excluded { "-" } else { "" };
            write!(f, "{space}{minus}{}", clause.seek)?;
        }
        Ok(())
    }
}

impl fmt::Display for Seek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase(words) => write!(f, "\"{words}\""),
            Self::Prefix(start) => write!(f, "{start}*"),
            Self::Any(ways) => {
                let ways: Vec<String> = ways.iter().map(ToString::to_string).collect();
                f.write_str(&ways.join(" OR "))
            }
            Self::Filter(filter) => filter.fmt(f),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, value) = (self.kind().as_str(), self.value());
        let is_plain = value.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.'));
        if is_plain { write!(f, "{kind}:{value}") } else { write!(f, "{kind}:\"{value}\"") }
    }
}
